"""Indexes in the panel of a table."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from schemas.actions.edits import apply_changes
from schemas.engine.changes import RenameColumn
from schemas.engine.model import Index, IndexKey
from schemas.models import Branch
from schemas.models.mapping import load_schema
from tests.cast import Cast, client_of
from tests.views.panels import fill_in, open_panel
from tests.views.shop import BUYER, ORDER_ID, ORDERS, STATE, STATE_INDEX


def submit(
    cast: Cast, branch: Branch, open: object, path: str, **values: str | list[str]
) -> HttpResponse:
    client, url = client_of(cast.editor), f"/branches/{branch.id}/tables/{ORDERS}/"
    return fill_in(client, open_panel(client, f"{url}?open={open}"), f"{url}{path}", **values)


def indexes(branch: Branch) -> tuple[Index, ...]:
    return load_schema(branch).tables_by_id[ORDERS].indexes


def test_an_index_takes_columns_expressions_and_orders(cast: Cast, shop: Branch) -> None:
    response = submit(
        cast,
        shop,
        "new-index",
        "indexes/",
        keys="buyer DESC NULLS LAST, lower(state), (id + 1)",
        method="btree",
        is_unique="on",
        where="state IS NOT NULL",
        include=[str(ORDER_ID)],
    )
    assert response.status_code == 200
    made = next(index for index in indexes(shop) if index.id != STATE_INDEX)
    assert made.name == "orders_buyer_expr_expr1_idx" or made.name == "orders_buyer_expr_expr_idx"
    assert made.keys == (
        IndexKey(column=BUYER, descending=True, nulls_first=False),
        IndexKey(expression="lower(state)"),
        IndexKey(expression="(id + 1)"),
    )
    assert (made.is_unique, made.where, made.include) == (True, "state IS NOT NULL", (ORDER_ID,))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"keys": ""}, "This field is required."),
        ({"keys": "nope"}, "orders has no column nope"),
        ({"keys": "buyer + 1"}, "no index key"),
        ({"keys": "buyer,,id"}, "no index key"),
        ({"keys": "(buyer"}, "no index key"),
        ({"keys": "buyer", "method": "b tree"}, "no index method"),
    ],
)
def test_an_index_that_cannot_be_is_refused(
    cast: Cast, shop: Branch, values: dict[str, str], reason: str
) -> None:
    response = submit(cast, shop, "new-index", "indexes/", **values)
    assert response.status_code == 422
    assert reason in response.content.decode()


def test_a_quoted_column_is_found_by_its_name(cast: Cast, shop: Branch) -> None:
    odd = 'a "b", (c'
    apply_changes(shop, [RenameColumn(table=ORDERS, column=BUYER, name=odd)], by=cast.owner)
    response = submit(cast, shop, "new-index", "indexes/", keys='"a ""b"", (c" DESC, id')
    assert response.status_code == 200
    made = next(index for index in indexes(shop) if index.id != STATE_INDEX)
    assert [key.column for key in made.keys] == [BUYER, ORDER_ID]


def test_an_index_is_altered_field_by_field(cast: Cast, shop: Branch) -> None:
    path = f"indexes/{STATE_INDEX}/"
    submit(cast, shop, STATE_INDEX, path, name="by_state", keys="state, buyer")
    [index] = indexes(shop)
    assert index.name == "by_state"
    assert index.keys == (IndexKey(column=STATE), IndexKey(column=BUYER))


def test_an_index_can_be_removed(cast: Cast, shop: Branch) -> None:
    url = f"/branches/{shop.id}/tables/{ORDERS}/indexes/{STATE_INDEX}/removal/"
    client_of(cast.editor).post(url)
    assert indexes(shop) == ()
