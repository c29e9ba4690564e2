"""GET /branches/<id>/scene/, whole and `?since=`."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from designer.live.patches import scene_of
from schemas.actions.edits import Origin, apply_changes, undo
from schemas.engine.changes import AddTable, DropTable, RenameColumn
from schemas.engine.model import Column, Table
from schemas.models import Branch
from tests.cast import Cast, client_of
from tests.views.shop import BUYER_KEY, EMAIL, ORDERS, SPENDERS, USERS


def scene(cast: Cast, branch: Branch, query: str = "") -> dict:
    return client_of(cast.viewer).get(f"/branches/{branch.id}/scene/{query}").json()


def test_the_scene_has_every_table_view_and_relationship(cast: Cast, shop: Branch) -> None:
    found = scene(cast, shop)
    assert {table["id"]: table["kind"] for table in found["tables"]} == {
        str(USERS): "table",
        str(ORDERS): "table",
        str(SPENDERS): "view",
    }
    assert [(e["id"], e["from"], e["to"]) for e in found["edges"]] == [
        (str(BUYER_KEY), str(ORDERS), str(USERS))
    ]
    assert found["seq"] == shop.seq == 1


def test_tables_do_not_lie_over_one_another(cast: Cast, shop: Branch) -> None:
    found = scene(cast, shop)
    assert len({(table["x"], table["y"]) for table in found["tables"]}) == 3


def test_since_an_edit_only_what_it_touched_is_told(cast: Cast, shop: Branch) -> None:
    change = RenameColumn(table=USERS, column=EMAIL, name="mail")
    apply_changes(shop, [change], by=cast.editor, origin=Origin("tab"))
    found = scene(cast, shop, "?since=1")
    [patch] = found["patches"]
    assert [table["id"] for table in patch["tables"]] == [str(USERS)]
    assert [column["name"] for column in patch["tables"][0]["columns"]] == ["id", "mail", "name"]
    assert (patch["seq"], patch["by"], patch["session"]) == (2, "editor", "tab")


def test_several_edits_become_one_patch(cast: Cast, shop: Branch) -> None:
    apply_changes(shop, [DropTable(table=ORDERS)], by=cast.editor)
    apply_changes(shop, [RenameColumn(table=USERS, column=EMAIL, name="mail")], by=cast.owner)
    [patch] = scene(cast, shop, "?since=1")["patches"]
    assert (patch["seq"], patch["removed"], patch["removedEdges"]) == (
        3,
        [str(ORDERS)],
        [str(BUYER_KEY)],
    )


def test_what_was_dropped_and_taken_back_is_not_removed(cast: Cast, shop: Branch) -> None:
    apply_changes(shop, [DropTable(table=ORDERS)], by=cast.editor)
    undo(shop, by=cast.editor)
    [patch] = scene(cast, shop, "?since=1")["patches"]
    assert (patch["removed"], patch["removedEdges"]) == ([], [])
    assert [edge["id"] for edge in patch["edges"]] == [str(BUYER_KEY)]


def test_nothing_happened_since_the_last_edit(cast: Cast, shop: Branch) -> None:
    assert scene(cast, shop, "?since=1") == {"seq": 1, "patches": []}


@pytest.mark.parametrize("since", ["-1", "two", "9" * 30, "7"])
def test_an_edit_that_never_was_is_answered_with_everything(
    cast: Cast, shop: Branch, since: str
) -> None:
    assert len(scene(cast, shop, f"?since={since}")["tables"]) == 3


def test_more_tables_cost_no_more_queries(cast: Cast, shop: Branch) -> None:
    with CaptureQueriesContext(connection) as few:
        scene_of(shop)
    tables = [table(number) for number in range(101, 121)]
    apply_changes(shop, [AddTable(table=each) for each in tables], by=cast.editor)
    with CaptureQueriesContext(connection) as many:
        scene_of(shop)
    assert len(many) == len(few)


def table(number: int) -> Table:
    id = UUID(int=number * 1000)
    column = Column(id=UUID(int=number * 1000 + 1), name="id", type="bigint")
    return Table(id=id, name=f"table_{number}", columns=(column,))
