"""GET and POST /branches/<id>/tables/<id>/ and its removal, and /tables/."""

from __future__ import annotations

import json
from typing import Any

import pytest

from designer.views import panels
from schemas.actions.edits import apply_changes
from schemas.engine.changes import AlterTable, RenameTable
from schemas.models import Branch, Edit, Entity, Placement
from tests.cast import Cast, client_of
from tests.views.panels import fill_in, open_panel
from tests.views.shop import BUYER_KEY, ORDERS, SPENDERS

HOSTILE = ['o"rders', "`x`", "<script>alert(1)</script>", "tables 💥", "n" * 63, "{{ table }}"]


def url(branch: Branch, table: object = ORDERS) -> str:
    return f"/branches/{branch.id}/tables/{table}/"


def test_the_panel_shows_every_part_of_a_table(cast: Cast, shop: Branch) -> None:
    page = open_panel(client_of(cast.editor), url(shop)).content.decode()
    for text in (
        'value="buyer"',
        "buyer &gt; 0",
        "state DESC, abs(buyer)",
        "CREATE",
        "own orders",
        f"/relationships/{BUYER_KEY}/",
    ):
        assert text in page


def test_without_htmx_the_panel_comes_within_the_editor(cast: Cast, shop: Branch) -> None:
    page = client_of(cast.viewer).get(url(shop)).content.decode()
    assert "<schema-canvas" in page
    assert 'id="panel"' in page


@pytest.mark.parametrize("person", ["reviewer", "viewer"])
def test_readers_get_text_and_nothing_to_fill_in(cast: Cast, shop: Branch, person: str) -> None:
    page = open_panel(client_of(getattr(cast, person)), url(shop)).content.decode()
    assert "buyer" in page
    assert "<form" not in page
    assert "<input" not in page


def test_a_view_has_the_panel_of_an_object(cast: Cast, shop: Branch) -> None:
    page = open_panel(client_of(cast.viewer), url(shop, SPENDERS)).content.decode()
    assert "View" in page
    assert "SELECT" in page


def test_a_new_name_is_saved_and_the_canvas_told(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    response = fill_in(client, open_panel(client, url(shop)), url(shop), name="purchases")
    assert response.status_code == 200
    assert json.loads(response.headers["HX-Trigger"]) == {"tw:edited": {"seq": 2}}
    assert Entity.objects.get(branch=shop, object_id=ORDERS).name == "purchases"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_survive_the_round_trip(cast: Cast, shop: Branch, name: str) -> None:
    client = client_of(cast.editor)
    first = fill_in(client, open_panel(client, url(shop)), url(shop), name=name)
    assert "<script>" not in first.content.decode()
    assert Entity.objects.get(branch=shop, object_id=ORDERS).name == name
    again = fill_in(client, first, url(shop), comment="Looked at.")
    assert again.status_code == 200
    assert Entity.objects.get(branch=shop, object_id=ORDERS).name == name


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("name", "", "This field is required."),
        ("name", "é" * 32, "64 bytes"),
        ("name", "users", "users"),
        ("name", "a\0b", "Null characters"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(
    cast: Cast, shop: Branch, field: str, value: str, reason: str
) -> None:
    client = client_of(cast.editor)
    response = fill_in(client, open_panel(client, url(shop)), url(shop), **{field: value})
    assert response.status_code == 422
    assert reason in response.content.decode()
    shop.refresh_from_db()
    assert shop.seq == 1


def test_a_form_that_changes_nothing_is_no_edit(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    response = fill_in(client, open_panel(client, url(shop)), url(shop))
    shop.refresh_from_db()
    assert (response.status_code, shop.seq) == (200, 1)


def test_two_people_who_alter_different_fields_lose_nothing(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    seen = open_panel(client, url(shop))
    apply_changes(shop, [AlterTable(table=ORDERS, set={"comment": "Paid."})], by=cast.owner)
    assert fill_in(client, seen, url(shop), name="purchases").status_code == 200
    row = Entity.objects.get(branch=shop, object_id=ORDERS)
    assert (row.name, row.comment) == ("purchases", "Paid.")


def test_the_second_of_two_people_is_told_and_may_insist(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    seen = open_panel(client, url(shop))
    apply_changes(shop, [RenameTable(table=ORDERS, name="buys")], by=cast.owner)
    question = fill_in(client, seen, url(shop), name="purchases")
    assert question.status_code == 409
    assert "<code>buys</code>, you wanted <code>purchases</code>" in question.content.decode()
    assert Entity.objects.get(branch=shop, object_id=ORDERS).name == "buys"
    insisting = {"name": "purchases", "initial-name": "buys"}
    assert client.post(url(shop), insisting, headers={"HX-Request": "true"}).status_code == 200
    assert Entity.objects.get(branch=shop, object_id=ORDERS).name == "purchases"


def test_who_is_overtaken_at_the_last_moment_is_asked_with_what_is_there_now(
    cast: Cast, shop: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form was read from the rows already when the other person's edit came."""

    def overtaken(*arguments: Any, **options: Any) -> Edit | None:
        theirs = [RenameTable(table=ORDERS, name="buys")]
        apply_changes(shop, theirs, by=cast.owner)
        return apply_changes(*arguments, **options)

    client = client_of(cast.editor)
    seen = open_panel(client, url(shop))
    monkeypatch.setattr(panels, "apply_changes", overtaken)
    question = fill_in(client, seen, url(shop), name="purchases")
    page = question.content.decode()
    assert question.status_code == 409
    assert "<code>buys</code>, you wanted <code>purchases</code>" in page
    assert '<input type="hidden" name="initial-name" value="buys">' in page


def test_without_htmx_an_edit_sends_back_to_the_panel(cast: Cast, shop: Branch) -> None:
    response = client_of(cast.editor).post(url(shop), {"name": "purchases"})
    assert response.url == url(shop)
    assert Entity.objects.get(branch=shop, object_id=ORDERS).name == "purchases"


def test_removing_a_table_leaves_no_panel_and_offers_the_way_back(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    response = fill_in(client, open_panel(client, url(shop)), f"{url(shop)}removal/")
    assert (response.status_code, response.content) == (200, b"")
    told = json.loads(response.headers["HX-Trigger"])["tw:edited"]
    assert told == {"seq": 2, "undo": "Drop table orders"}
    assert not Entity.objects.filter(branch=shop, object_id=ORDERS).exists()


def test_a_new_table_comes_with_its_panel_and_a_place(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    action = f"/branches/{shop.id}/tables/"
    form = open_panel(client, action)
    response = fill_in(client, form, action, name="carts", schema="")
    assert "Table carts" in response.content.decode()
    made = Entity.objects.get(branch=shop, name="carts")
    assert made.schema == "public"
    assert Placement.objects.filter(entity=made).exists()


@pytest.mark.parametrize("values", [{"name": ""}, {"name": "users"}])
def test_a_new_table_that_cannot_be_is_refused(
    cast: Cast, shop: Branch, values: dict[str, str]
) -> None:
    client = client_of(cast.editor)
    action = f"/branches/{shop.id}/tables/"
    response = fill_in(client, open_panel(client, action), action, **values)
    assert response.status_code == 422
    assert (
        'role="alert"' in response.content.decode() or 'class="error"' in response.content.decode()
    )
