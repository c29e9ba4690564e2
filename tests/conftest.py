"""Fixtures for every test: servers when a test needs them, and nothing for those that do not."""

from collections.abc import Iterator

import pytest

from tests.servers import running_servers

pytest_plugins = ["tests.cast", "tests.live"]


@pytest.fixture(scope="session")
def servers() -> Iterator[None]:
    """PostgreSQL and Redis at the addresses that Django's settings name."""
    with running_servers():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(servers: None) -> None:
    """pytest-django asks for this before it makes its database: the servers must run by then."""
