"""A project made by the actions themselves, and what they send to the workers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from celery import current_app

from schemas.actions.projects import create_project
from schemas.announce import redis
from schemas.models import Branch, Project, Workspace
from tests.cast import Cast

Sent = list[tuple[str, list[object]]]


@pytest.fixture
def project(workspace: Workspace, cast: Cast) -> Project:
    return create_project(workspace, name="Shop", by=cast.owner)


@pytest.fixture
def branch(project: Project) -> Branch:
    return project.main


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Name and arguments of each task that would have gone to a worker, now or after a pause."""
    messages: Sent = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, arguments, **_: messages.append((name, arguments))
    )
    return messages


@pytest.fixture
def empty_redis(servers: None) -> Iterator[None]:
    """No queue, no sign of life of anybody."""
    redis().flushdb()
    yield
    redis().flushdb()
