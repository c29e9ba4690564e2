"""Who may come in: every address of the editor, its method and its role."""

from __future__ import annotations

import pytest
from django.test import Client

from designer.signing_in import SIGNED_OUT
from schemas.models import Branch
from tests.cast import Cast, client_of
from tests.views.shop import (
    ADDRESS,
    BUYER_KEY,
    EMAIL,
    EMAIL_KEY,
    ORDERS,
    STATE_INDEX,
    STATUS,
    TOUCH,
    USERS,
)

READING = [
    "",
    "scene/",
    "outline/",
    "types/names/",
    f"tables/{USERS}/",
    f"relationships/{BUYER_KEY}/",
    f"types/{STATUS}/",
    f"objects/{TOUCH}/",
]
ADDING = ["tables/", "types/", f"tables/{USERS}/relationships/"]
WRITING = [
    "changes/",
    "undo/",
    "redo/",
    "placements/",
    "layout/",
    f"tables/{USERS}/removal/",
    f"tables/{USERS}/columns/",
    f"tables/{USERS}/columns/{EMAIL}/",
    f"tables/{USERS}/columns/{EMAIL}/position/",
    f"tables/{USERS}/columns/{EMAIL}/removal/",
    f"tables/{USERS}/keys/",
    f"tables/{USERS}/checks/",
    f"tables/{USERS}/constraints/{EMAIL_KEY}/",
    f"tables/{USERS}/constraints/{EMAIL_KEY}/removal/",
    f"tables/{USERS}/indexes/",
    f"tables/{ORDERS}/indexes/{STATE_INDEX}/",
    f"tables/{ORDERS}/indexes/{STATE_INDEX}/removal/",
    f"relationships/{BUYER_KEY}/removal/",
    f"types/{ADDRESS}/removal/",
    f"objects/{TOUCH}/removal/",
]
NOTHING = "00000000-0000-0000-0000-000000000000"


def address(branch: Branch, path: str) -> str:
    return f"/branches/{branch.id}/{path}"


def statuses(client: Client, method: str, branch: Branch, paths: list[str]) -> dict[str, int]:
    """Path -> status, so that a failure names the path."""
    call = getattr(client, method)
    return {path: call(address(branch, path)).status_code for path in paths}


def all_are(status: int, paths: list[str]) -> dict[str, int]:
    return dict.fromkeys(paths, status)


@pytest.mark.parametrize("person", ["owner", "editor", "reviewer", "viewer"])
def test_every_member_may_read(cast: Cast, shop: Branch, person: str) -> None:
    found = statuses(client_of(getattr(cast, person)), "get", shop, READING)
    assert found == all_are(200, READING)


def test_strangers_find_nothing_to_read(cast: Cast, shop: Branch) -> None:
    paths = [*READING, *ADDING]
    assert statuses(client_of(cast.stranger), "get", shop, paths) == all_are(404, paths)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_anywhere_without_signing_in(shop: Branch, method: str) -> None:
    paths = [*READING, *ADDING, *WRITING]
    for path in paths:
        response = getattr(Client(), method)(address(shop, path))
        assert response.url.startswith("/accounts/login/?next="), path


def test_after_signing_in_one_is_where_one_wanted_to_be(shop: Branch) -> None:
    response = Client().get(address(shop, f"tables/{USERS}/"))
    assert response.url == f"/accounts/login/?next=/branches/{shop.id}/tables/{USERS}/"


def test_what_was_posted_after_the_session_ended_leads_to_the_first_page(shop: Branch) -> None:
    assert Client().post(address(shop, "types/")).url == "/accounts/login/?next=/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_panel_without_a_session_leads_the_whole_page_to_signing_in(
    shop: Branch, method: str
) -> None:
    page = address(shop, "")
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    response = getattr(Client(), method)(address(shop, f"tables/{USERS}/"), headers=headers)
    assert response["HX-Redirect"] == f"/accounts/login/?next={page}"
    assert response.content == b""


@pytest.mark.parametrize("path", ["scene/", "events/", "changes/"])
@pytest.mark.parametrize("kind", ["application/json", "text/event-stream"])
def test_the_canvas_without_a_session_is_told_in_a_sentence(
    shop: Branch, path: str, kind: str
) -> None:
    response = Client().get(address(shop, path), headers={"Accept": kind})
    assert (response.status_code, response.json()["message"]) == (401, SIGNED_OUT)


@pytest.mark.parametrize("person", ["reviewer", "viewer"])
def test_readers_may_not_write(cast: Cast, shop: Branch, person: str) -> None:
    paths, before = [*READING[4:], *ADDING, *WRITING], shop.seq
    found = statuses(client_of(getattr(cast, person)), "post", shop, paths)
    shop.refresh_from_db()
    assert (found, shop.seq) == (all_are(403, paths), before)


def test_strangers_find_nothing_to_write_to(cast: Cast, shop: Branch) -> None:
    paths = [*READING[4:], *ADDING, *WRITING]
    assert statuses(client_of(cast.stranger), "post", shop, paths) == all_are(404, paths)


def test_writing_needs_a_post(cast: Cast, shop: Branch) -> None:
    assert statuses(client_of(cast.editor), "get", shop, WRITING) == all_are(405, WRITING)


def test_nothing_can_be_deleted_by_method(cast: Cast, shop: Branch) -> None:
    paths = [*READING, *ADDING, *WRITING]
    assert statuses(client_of(cast.editor), "delete", shop, paths) == all_are(405, paths)


def test_what_is_not_there_is_not_found(cast: Cast, shop: Branch) -> None:
    paths = [
        f"tables/{NOTHING}/",
        f"tables/{NOTHING}/columns/",
        f"tables/{USERS}/columns/{NOTHING}/",
        f"tables/{USERS}/columns/{NOTHING}/position/",
        f"tables/{USERS}/columns/{NOTHING}/removal/",
        f"tables/{USERS}/constraints/{NOTHING}/",
        f"tables/{USERS}/constraints/{NOTHING}/removal/",
        f"tables/{USERS}/indexes/{NOTHING}/",
        f"tables/{NOTHING}/relationships/",
        f"relationships/{NOTHING}/",
        f"types/{NOTHING}/",
        f"types/{TOUCH}/",
        f"objects/{NOTHING}/",
    ]
    assert statuses(client_of(cast.editor), "post", shop, paths) == all_are(404, paths)
