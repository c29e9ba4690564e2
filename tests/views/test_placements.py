"""POST /branches/<id>/placements/ and layout/."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse

from schemas.models import Branch, Placement
from tests.cast import Cast, client_of
from tests.views.shop import ORDERS, USERS


def post(cast: Cast, branch: Branch, path: str, body: dict[str, Any]) -> HttpResponse:
    return client_of(cast.editor).post(
        f"/branches/{branch.id}/{path}/", json.dumps(body), content_type="application/json"
    )


def place(branch: Branch) -> tuple[float, float]:
    placement = Placement.objects.get(entity__branch=branch, entity__object_id=USERS)
    return placement.x, placement.y


def test_a_moved_table_stays_where_it_was_put(cast: Cast, shop: Branch) -> None:
    body = {"placements": {str(USERS): {"x": 800, "y": 160}}, "session": "tab"}
    patch = post(cast, shop, "placements", body).json()
    assert [(t["id"], t["x"], t["y"]) for t in patch["tables"]] == [(str(USERS), 800, 160)]
    assert place(shop) == (800, 160)


def test_moving_a_table_can_be_undone(cast: Cast, shop: Branch) -> None:
    stood = place(shop)
    post(cast, shop, "placements", {"placements": {str(USERS): {"x": 800, "y": 160}}})
    assert place(shop) != stood
    post(cast, shop, "undo", {})
    assert place(shop) == stood


def test_a_move_that_is_sent_again_is_made_once(cast: Cast, shop: Branch) -> None:
    body = {"placements": {str(USERS): {"x": 800, "y": 160}}, "token": str(UUID(int=7))}
    first, second = (post(cast, shop, "placements", body).json() for _ in range(2))
    assert (first, shop.edits.count()) == (second, 2)


@pytest.mark.parametrize(
    "placements",
    [None, [], {"a": 1}, {str(USERS): {"x": 1}}, {str(USERS): {"x": 1e300, "y": 0}}],
)
def test_a_place_that_is_none_is_refused(cast: Cast, shop: Branch, placements: object) -> None:
    response = post(cast, shop, "placements", {"placements": placements})
    assert response.status_code == 422
    assert response.json()["message"]


def test_a_place_that_is_not_a_number_is_refused(cast: Cast, shop: Branch) -> None:
    text = f'{{"placements": {{"{USERS}": {{"x": NaN, "y": Infinity}}}}}}'
    response = client_of(cast.editor).post(
        f"/branches/{shop.id}/placements/", text, content_type="application/json"
    )
    assert response.status_code == 422


def test_layout_arranges_everything_as_one_edit(cast: Cast, shop: Branch) -> None:
    far = {str(USERS): {"x": 9000, "y": 9000}, str(ORDERS): {"x": 9000, "y": 9000}}
    post(cast, shop, "placements", {"placements": far})
    patch = post(cast, shop, "layout", {"session": "tab"}).json()
    assert patch["seq"] == 3
    assert place(shop) != (9000, 9000)
    post(cast, shop, "undo", {})
    assert place(shop) == (9000, 9000)
