"""GET and POST /branches/<id>/relationships/<id>/, its removal, and adding one."""

from __future__ import annotations

from uuid import UUID

import pytest

from schemas.engine.model import Action, ForeignKey
from schemas.models import Branch
from schemas.models.mapping import load_schema
from tests.cast import Cast, client_of
from tests.views.panels import Forms, fill_in, open_panel
from tests.views.shop import BUYER, BUYER_KEY, EMAIL, EMAIL_KEY, ORDERS, STATE, USERS, USERS_KEY


def keys(branch: Branch, table: UUID = ORDERS) -> tuple[ForeignKey, ...]:
    return load_schema(branch).tables_by_id[table].foreign_keys


def test_the_panel_names_both_ends(cast: Cast, shop: Branch) -> None:
    url = f"/branches/{shop.id}/relationships/{BUYER_KEY}/"
    page = open_panel(client_of(cast.viewer), url).content.decode()
    for text in (f'data-table="{USERS}"', f'data-table="{ORDERS}"', "buyer", "no action"):
        assert text in page


def test_what_happens_on_delete_can_be_chosen(cast: Cast, shop: Branch) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/relationships/{BUYER_KEY}/"
    response = fill_in(
        client, open_panel(client, url), url, on_delete="SET NULL", deferral="deferrable"
    )
    assert response.status_code == 200
    [key] = keys(shop)
    assert (key.on_delete, key.deferrable) == (Action.SET_NULL, True)


def test_an_action_that_is_none_is_refused(cast: Cast, shop: Branch) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/relationships/{BUYER_KEY}/"
    response = fill_in(client, open_panel(client, url), url, on_delete="EXPLODE")
    assert response.status_code == 422
    assert keys(shop)[0].on_delete == Action.NO_ACTION


def test_a_relationship_can_be_removed(cast: Cast, shop: Branch) -> None:
    client_of(cast.editor).post(f"/branches/{shop.id}/relationships/{BUYER_KEY}/removal/")
    assert keys(shop) == ()


def test_a_key_is_chosen_first_and_columns_then(cast: Cast, shop: Branch) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/tables/{ORDERS}/relationships/"
    assert "public.users (email)" in open_panel(client, url).content.decode()
    form = open_panel(client, f"{url}?key={EMAIL_KEY}")
    response = fill_in(client, form, url, **{"column-0": str(STATE), "on_delete": "CASCADE"})
    assert response.status_code == 200
    made = next(key for key in keys(shop) if key.id != BUYER_KEY)
    assert (made.name, made.columns, made.target_columns) == (
        "orders_state_fkey",
        (STATE,),
        (EMAIL,),
    )
    assert (made.target, made.on_delete) == (USERS, Action.CASCADE)


def test_the_likeliest_column_is_chosen_already(cast: Cast, shop: Branch) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/tables/{ORDERS}/relationships/"
    client.post(f"/branches/{shop.id}/tables/{ORDERS}/columns/{BUYER}/", {"name": "user_id"})
    form = open_panel(client, f"{url}?key={USERS_KEY}")
    assert Forms(form).forms[url]["column-0"] == [str(BUYER)]


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_key_that_is_none_is_not_found(cast: Cast, shop: Branch, key: str) -> None:
    url = f"/branches/{shop.id}/tables/{ORDERS}/relationships/"
    assert client_of(cast.editor).get(f"{url}?key={key}").status_code == 404
    assert client_of(cast.editor).post(url, {"key": key}).status_code == 404


@pytest.mark.parametrize("column", ["", "nonsense", str(EMAIL)])
def test_a_relationship_needs_a_column_of_its_table(cast: Cast, shop: Branch, column: str) -> None:
    url = f"/branches/{shop.id}/tables/{ORDERS}/relationships/"
    response = client_of(cast.editor).post(
        url,
        {"key": str(USERS_KEY), "column-0": column, "on_delete": "CASCADE"},
        headers={"HX-Request": "true"},
    )
    assert response.status_code == 422
    assert len(keys(shop)) == 1
