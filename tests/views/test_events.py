"""GET /branches/<id>/events/: the live stream, from a real server and a real Redis."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from schemas.actions.edits import apply_changes
from schemas.engine.changes import RenameColumn
from schemas.models import Branch, Membership
from tests.cast import Cast, client_of
from tests.live import Live
from tests.views.shop import EMAIL, NAME, USERS

PATIENCE = 20
"""Seconds without a byte after which a stream has failed; heartbeats come more often."""


@contextmanager
def stream(
    live: Live, user: User, branch: Branch, query: str = "", **headers: str
) -> Iterator[HTTPResponse]:
    """The open stream, once its first bytes have come."""
    session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
    connection = HTTPConnection(urlsplit(live.url).netloc, timeout=PATIENCE)
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
    connection.request("GET", f"/branches/{branch.id}/events/{query}", headers=cookie | headers)
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def next_patch(response: HTTPResponse) -> dict[str, Any]:
    for line in response:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("The stream ended without a patch.")


def wait_until_subscribed(response: HTTPResponse) -> None:
    """Its first comment is sent when it listens."""
    assert any(line.startswith(b":") for line in response)


def rename(branch: Branch, by: User, name: str, column: object = EMAIL) -> None:
    apply_changes(branch, [RenameColumn(table=USERS, column=column, name=name)], by=by)


def test_an_edit_reaches_whoever_watches(live: Live, cast: Cast, shop: Branch) -> None:
    with stream(live, cast.viewer, shop) as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        wait_until_subscribed(response)
        rename(shop, cast.editor, "mail")
        patch = next_patch(response)
    assert (patch["seq"], patch["by"], patch["summary"]) == (2, "editor", patch["summary"])
    assert patch["tables"][0]["columns"][1]["name"] == "mail"


def test_who_comes_late_hears_what_was_missed(live: Live, cast: Cast, shop: Branch) -> None:
    rename(shop, cast.editor, "mail")
    rename(shop, cast.editor, "called", NAME)
    with stream(live, cast.viewer, shop, "?since=1") as response:
        assert next_patch(response)["seq"] == 3
    with stream(live, cast.viewer, shop, **{"Last-Event-ID": "2"}) as response:
        patch = next_patch(response)
    assert [column["name"] for column in patch["tables"][0]["columns"]] == ["id", "mail", "called"]


def test_who_is_removed_from_the_team_hears_no_more(live: Live, cast: Cast, shop: Branch) -> None:
    with stream(live, cast.viewer, shop) as response:
        wait_until_subscribed(response)
        Membership.objects.filter(user=cast.viewer).delete()
        rename(shop, cast.editor, "mail")
        assert b"data:" not in response.read()


@pytest.mark.django_db(transaction=True)
def test_strangers_find_no_stream(cast: Cast, shop: Branch) -> None:
    address = f"/branches/{shop.id}/events/"
    assert client_of(cast.stranger).get(address).status_code == 404
    assert Client().get(address).url.startswith("/accounts/login/")
    assert client_of(cast.viewer).post(address).status_code == 405
