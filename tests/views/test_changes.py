"""POST /branches/<id>/changes/, undo/ and redo/."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.http import HttpResponse

from designer.views.changes import MOST_CHANGES
from schemas.models import Branch, Column, Edit
from tests.cast import Cast, client_of
from tests.views.shop import EMAIL, ORDERS, USERS

HOSTILE = '"; DROP TABLE x; --`<script>alert(1)</script>💥'


def post(cast: Cast, branch: Branch, body: Any, path: str = "changes") -> HttpResponse:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client_of(cast.editor).post(
        f"/branches/{branch.id}/{path}/", text, content_type="application/json"
    )


def rename(name: str, *, was: str = "email") -> dict[str, Any]:
    return {
        "op": "RenameColumn",
        "table": str(USERS),
        "column": str(EMAIL),
        "name": name,
        "was": was,
    }


def test_changes_are_made_and_answered_with_their_patch(cast: Cast, shop: Branch) -> None:
    response = post(cast, shop, {"changes": [rename("mail")], "session": "tab-1"})
    patch = response.json()
    assert (response.status_code, patch["seq"], patch["session"]) == (200, 2, "tab-1")
    assert patch["tables"][0]["columns"][1]["name"] == "mail"
    assert Column.objects.get(branch=shop, object_id=EMAIL).name == "mail"


def test_a_new_table_stands_where_it_was_put(cast: Cast, shop: Branch) -> None:
    id = str(UUID(int=9))
    add = {"op": "AddTable", "table": {"id": id, "name": "carts"}}
    body = {"changes": [add], "placements": {id: {"x": 640, "y": -80.5}}}
    [table] = post(cast, shop, body).json()["tables"]
    assert (table["name"], table["x"], table["y"]) == ("carts", 640, -80.5)


def test_dropping_a_table_takes_its_relationships_along(cast: Cast, shop: Branch) -> None:
    patch = post(cast, shop, {"changes": [{"op": "DropTable", "table": str(ORDERS)}]}).json()
    assert patch["removed"] == [str(ORDERS)]
    assert len(patch["removedEdges"]) >= 1


def test_a_hostile_name_is_a_name(cast: Cast, shop: Branch) -> None:
    patch = post(cast, shop, {"changes": [rename(HOSTILE)]}).json()
    assert patch["tables"][0]["columns"][1]["name"] == HOSTILE


def test_the_second_of_two_renames_is_told_of_the_first(cast: Cast, shop: Branch) -> None:
    post(cast, shop, {"changes": [rename("mail")]})
    response = post(cast, shop, {"changes": [rename("e_mail")]})
    [clash] = response.json()["clashes"]
    assert response.status_code == 409
    assert (clash["was"], clash["now"], clash["wanted"]) == ("email", "mail", "e_mail")


def test_making_a_change_that_was_made_already_is_answered_with_an_empty_patch(
    cast: Cast, shop: Branch
) -> None:
    post(cast, shop, {"changes": [rename("mail")]})
    response = post(cast, shop, {"changes": [rename("mail")]})
    patch = response.json()
    assert (response.status_code, patch["tables"], patch["seq"]) == (200, [], 0)
    assert shop.edits.count() == 2


def test_what_cannot_be_applied_is_refused_with_its_issues(cast: Cast, shop: Branch) -> None:
    response = post(cast, shop, {"changes": [rename("name")]})
    assert response.status_code == 422
    assert response.json()["issues"][0]["message"] in response.json()["message"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "[]",
        "null",
        b"\xff\xfe",
        "[" * 100_000,
        {},
        {"changes": "all"},
        {"changes": []},
        {"changes": [1]},
        {"changes": [{"op": "DropEverything"}]},
        {"changes": [{"op": "DropTable", "table": "users"}]},
        {"changes": [{"op": "DropTable", "table": str(UUID(int=1))}]},
        {"changes": [rename("mail")], "placements": [1]},
        {"changes": [rename("mail")], "placements": {"users": {"x": 1, "y": 1}}},
        {"changes": [rename("mail")], "placements": {str(USERS): {"x": "wide", "y": None}}},
        '{"changes": [{"op": "DropTable", "table": ' + "[" * 5000,
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    cast: Cast, shop: Branch, body: Any
) -> None:
    response = post(cast, shop, body)
    assert response.status_code == 422
    assert response.json()["message"]
    shop.refresh_from_db()
    assert shop.seq == 1


def test_too_many_changes_at_once_are_refused(cast: Cast, shop: Branch) -> None:
    response = post(cast, shop, {"changes": [rename("mail")] * (MOST_CHANGES + 1)})
    assert (response.status_code, str(MOST_CHANGES) in response.json()["message"]) == (422, True)


def test_a_body_of_megabytes_is_refused(cast: Cast, shop: Branch) -> None:
    assert post(cast, shop, " " * 2_000_001).status_code == 422


def test_undo_takes_back_and_redo_makes_again(cast: Cast, shop: Branch) -> None:
    post(cast, shop, {"changes": [rename("mail")]})
    undone = post(cast, shop, {"session": "tab"}, "undo").json()
    assert undone["tables"][0]["columns"][1]["name"] == "email"
    redone = post(cast, shop, {"session": "tab"}, "redo").json()
    assert redone["tables"][0]["columns"][1]["name"] == "mail"
    assert (undone["seq"], redone["seq"], redone["session"]) == (3, 4, "tab")


@pytest.mark.parametrize("path", ["changes", "undo", "redo"])
def test_what_is_sent_again_with_its_token_is_done_once_and_answered_alike(
    cast: Cast, shop: Branch, path: str
) -> None:
    post(cast, shop, {"changes": [rename("first")]})
    post(cast, shop, {"changes": [rename("second", was="first")]})
    if path == "redo":
        post(cast, shop, {}, "undo")
        post(cast, shop, {}, "undo")
    body = {"token": str(UUID(int=7)), "session": "tab"}
    if path == "changes":
        body["changes"] = [rename("third", was="second")]
    before = shop.edits.count()
    first, second = (post(cast, shop, body, path) for _ in range(2))
    assert (first.status_code, second.json()) == (200, first.json())
    assert shop.edits.count() == before + 1


def test_a_branch_holds_one_edit_of_each_token(shop: Branch) -> None:
    token = UUID(int=7)
    Edit.objects.create(branch=shop, seq=8, token=token)
    with pytest.raises(IntegrityError):
        Edit.objects.create(branch=shop, seq=9, token=token)


@pytest.mark.parametrize("session", ["\0", "\ud800", "naïve", "tab\n", "x" * 65, 7, [], None])
@pytest.mark.parametrize("path", ["changes", "undo", "placements"])
def test_a_session_that_is_no_short_ascii_text_is_refused(
    cast: Cast, shop: Branch, session: object, path: str
) -> None:
    before = shop.edits.count()
    response = post(cast, shop, {"changes": [rename("mail")], "session": session}, path)
    assert response.status_code == 422
    assert response.json()["message"].startswith("“session” is at most 64")
    assert shop.edits.count() == before


@pytest.mark.parametrize(
    "token", ["7", 7, [], {}, "", "\0", "\ud800", "{" + str(UUID(int=7)) + "}"]
)
def test_a_token_that_is_no_uuid_is_refused(cast: Cast, shop: Branch, token: object) -> None:
    response = post(cast, shop, {"changes": [rename("mail")], "token": token})
    assert (response.status_code, response.json()["message"]) == (422, "“token” is a UUID.")


@pytest.mark.parametrize("path", ["undo", "redo"])
def test_without_an_edit_of_ones_own_there_is_nothing_to_take_back(
    cast: Cast, shop: Branch, path: str
) -> None:
    response = post(cast, shop, {}, path)
    assert response.status_code == 422
    assert "nothing of yours" in response.json()["message"]
