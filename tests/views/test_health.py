"""GET /health/: one word for everyone, the parts for owners."""

import pytest
from django.test import Client
from redis import RedisError

from designer.views import health
from schemas.models import Workspace
from tests.cast import Cast, client_of


@pytest.mark.django_db
def test_anyone_learns_that_it_works_and_nothing_else() -> None:
    response = Client().get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")


def test_a_member_learns_no_more(cast: Cast, workspace: Workspace) -> None:
    assert client_of(cast.editor).get("/health/").content == b"ok"


def test_an_owner_sees_every_part_and_every_wall(cast: Cast, workspace: Workspace) -> None:
    page = client_of(cast.owner).get("/health/").content.decode()
    assert "PostgreSQL 18" in page
    assert "Redis" in page
    assert "Resource limits" in page


@pytest.mark.django_db
def test_without_redis_it_says_that_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise RedisError

    monkeypatch.setattr(health, "redis", refuse)
    response = Client().get("/health/")
    assert (response.status_code, response.content) == (503, b"failing")
