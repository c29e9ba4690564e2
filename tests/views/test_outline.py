"""GET /branches/<id>/outline/."""

from __future__ import annotations

from schemas.actions.edits import apply_changes
from schemas.engine.changes import RenameTable
from schemas.models import Branch
from tests.cast import Cast, client_of
from tests.views.shop import ORDERS, STATUS, TOUCH, USERS


def outline(cast: Cast, branch: Branch, query: str = "") -> str:
    return client_of(cast.viewer).get(f"/branches/{branch.id}/outline/{query}").content.decode()


def test_everything_is_in_the_outline_with_its_address(cast: Cast, shop: Branch) -> None:
    page = outline(cast, shop)
    for path in (f"tables/{USERS}/", f"tables/{ORDERS}/", f"types/{STATUS}/", f"objects/{TOUCH}/"):
        assert f'href="/branches/{shop.id}/{path}"' in page
    assert "Functions" in page
    assert "7 objects" in page


def test_searching_keeps_what_has_the_text_in_its_name(cast: Cast, shop: Branch) -> None:
    page = outline(cast, shop, "?q=ORD")
    assert str(ORDERS) in page
    assert str(USERS) not in page


def test_searching_in_vain_is_said(cast: Cast, shop: Branch) -> None:
    assert "Nothing has “&lt;b&gt;” in its name." in outline(cast, shop, "?q=<b>")


def test_hostile_names_are_text(cast: Cast, shop: Branch) -> None:
    name = '<script>alert("x")</script>'
    apply_changes(shop, [RenameTable(table=USERS, name=name)], by=cast.owner)
    page = outline(cast, shop)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_readers_are_not_offered_to_add_anything(cast: Cast, shop: Branch) -> None:
    assert f'/branches/{shop.id}/tables/"' not in outline(cast, shop)
