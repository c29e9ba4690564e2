"""GET and POST /branches/<id>/objects/<id>/ and its removal."""

from __future__ import annotations

from schemas.models import Branch, SqlObject
from tests.cast import Cast, client_of
from tests.views.panels import fill_in, open_panel
from tests.views.shop import SPENDERS, TOUCH


def test_a_function_shows_its_text(cast: Cast, shop: Branch) -> None:
    page = open_panel(client_of(cast.viewer), f"/branches/{shop.id}/objects/{TOUCH}/")
    assert "plpgsql" in page.content.decode()
    assert "<form" not in page.content.decode()


def test_a_view_shows_its_query_and_columns(cast: Cast, shop: Branch) -> None:
    page = open_panel(client_of(cast.viewer), f"/branches/{shop.id}/objects/{SPENDERS}/")
    assert "bigint" in page.content.decode()


def test_a_comment_is_saved(cast: Cast, shop: Branch) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/objects/{TOUCH}/"
    assert fill_in(client, open_panel(client, url), url, comment="Touches.").status_code == 200
    assert SqlObject.objects.get(branch=shop, object_id=TOUCH).comment == "Touches."


def test_a_comment_that_cannot_be_stored_is_refused(cast: Cast, shop: Branch) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/objects/{TOUCH}/"
    assert fill_in(client, open_panel(client, url), url, comment="a\0b").status_code == 422


def test_a_view_can_be_removed(cast: Cast, shop: Branch) -> None:
    client_of(cast.editor).post(f"/branches/{shop.id}/objects/{SPENDERS}/removal/")
    assert client_of(cast.editor).get(f"/branches/{shop.id}/objects/{SPENDERS}/").status_code == 404
