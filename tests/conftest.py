"""Fixtures for every test: servers when a test needs them, and nothing for those that do not."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.servers import running_servers

pytest_plugins = ["tests.cast", "tests.live"]

# No deadline for one example: how busy the machine is says nothing about the code.
# The same examples in every run, and few, since a whole design is much to draw: `make fuzz` looks
# for others.
settings.register_profile("default", deadline=None, max_examples=30, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=2_000)
settings.load_profile("default")


@pytest.fixture(scope="session")
def servers() -> Iterator[None]:
    """PostgreSQL and Redis at the addresses that Django's settings name."""
    with running_servers():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(servers: None) -> None:
    """pytest-django asks for this before it makes its database: the servers must run by then."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: from the first one on, Playwright keeps an event loop running in
    this thread, and asynchronous views can no longer be called from it."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
