"""Columns in the panel of a table: added, altered, moved, removed."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import HttpResponse

from schemas.actions.edits import apply_changes
from schemas.engine.changes import AlterColumn, RenameColumn
from schemas.engine.model import Column, Generated, Identity, Table
from schemas.models import Branch
from schemas.models.mapping import load_schema
from tests.cast import Cast, client_of
from tests.views.panels import fill_in, open_panel
from tests.views.shop import BUYER, EMAIL, NAME, ORDER_ID, ORDERS, STATE, USER_ID, USERS


def panel_url(branch: Branch, table: UUID = USERS) -> str:
    return f"/branches/{branch.id}/tables/{table}/"


def alter(
    cast: Cast, branch: Branch, column: UUID, *, table: UUID = USERS, **values: str | None
) -> HttpResponse:
    """Open the column, change these fields, and save."""
    client = client_of(cast.editor)
    panel = open_panel(client, f"{panel_url(branch, table)}?open={column}")
    return fill_in(client, panel, f"{panel_url(branch, table)}columns/{column}/", **values)


def table(branch: Branch, id: UUID = USERS) -> Table:
    return load_schema(branch).tables_by_id[id]


def column(branch: Branch, id: UUID) -> Column:
    found = load_schema(branch)
    return next(each for t in found.tables for each in t.columns if each.id == id)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", "e-mail", "e-mail"),
        ("type", "citext[]", None),
        ("type", "int8", "bigint"),
        ("type", "timestamptz(3)", "timestamp(3) with time zone"),
        ("type", "status", "public.status"),
        ("nullable", "on", True),
        ("default", "'nobody'", "'nobody'"),
        ("comment", "Where\r\nto write.", "Where\nto write."),
        ("identity", "ALWAYS", None),
    ],
)
def test_each_field_is_saved_by_itself(
    cast: Cast, shop: Branch, field: str, value: str, expected: object
) -> None:
    before = column(shop, EMAIL)
    response = alter(cast, shop, EMAIL, **{field: value})
    after = column(shop, EMAIL)
    if expected is None:
        assert response.status_code == 422
        assert after == before
    else:
        assert response.status_code == 200
        assert getattr(after, field) == expected


def test_a_number_can_be_an_identity(cast: Cast, shop: Branch) -> None:
    assert alter(cast, shop, USER_ID, identity="BY DEFAULT").status_code == 200
    assert column(shop, USER_ID).identity == Identity(always=False)
    assert alter(cast, shop, USER_ID, identity="").status_code == 200
    assert column(shop, USER_ID).identity is None


def test_a_column_can_be_generated(cast: Cast, shop: Branch) -> None:
    values = {"default": "", "generated": "lower(email)", "storage": "STORED"}
    assert alter(cast, shop, NAME, **values).status_code == 200
    assert column(shop, NAME).generated == Generated(expression="lower(email)")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "n" * 64}, "64 bytes"),
        ({"name": "name"}, "name"),
        ({"type": ""}, "This field is required."),
        ({"type": "strng"}, "There is no type strng"),
        ({"type": "varchar(0)"}, "character varying takes a number"),
        ({"type": "text; DROP TABLE users"}, "is not the name of a type"),
        ({"identity": "SOMETIMES"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    cast: Cast, shop: Branch, values: dict[str, str], reason: str
) -> None:
    response = alter(cast, shop, EMAIL, **values)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert 'role="alert"' in response.content.decode()
    shop.refresh_from_db()
    assert shop.seq == 1


def test_a_column_goes_into_the_primary_key_and_out_again(cast: Cast, shop: Branch) -> None:
    alter(cast, shop, STATE, table=ORDERS, primary="on")
    assert table(shop, ORDERS).primary_key.columns == (ORDER_ID, STATE)
    assert not column(shop, STATE).nullable
    alter(cast, shop, STATE, table=ORDERS, primary=None)
    assert table(shop, ORDERS).primary_key.columns == (ORDER_ID,)
    alter(cast, shop, ORDER_ID, table=ORDERS, primary=None)
    assert table(shop, ORDERS).primary_key is None
    alter(cast, shop, BUYER, table=ORDERS, primary="on")
    assert table(shop, ORDERS).primary_key.columns == (BUYER,)


def test_a_key_takes_the_relationships_to_it_along(cast: Cast, shop: Branch) -> None:
    alter(cast, shop, USER_ID, primary=None)
    assert table(shop).primary_key is None
    assert table(shop, ORDERS).foreign_keys == ()


def test_a_column_becomes_unique_and_repeatable_again(cast: Cast, shop: Branch) -> None:
    alter(cast, shop, NAME, unique="on")
    assert [unique.name for unique in table(shop).uniques] == ["users_email_key", "users_name_key"]
    alter(cast, shop, NAME, unique=None)
    assert [unique.name for unique in table(shop).uniques] == ["users_email_key"]


def test_a_new_column_comes_last(cast: Cast, shop: Branch) -> None:
    client, action = client_of(cast.editor), f"{panel_url(shop)}columns/"
    panel = open_panel(client, panel_url(shop))
    response = fill_in(client, panel, action, name="born", type="date")
    assert response.status_code == 200
    assert (table(shop).columns[-1].name, table(shop).columns[-1].type) == ("born", "date")


@pytest.mark.parametrize("values", [{"name": "born"}, {"type": "date"}, {}, {"name": "email"}])
def test_a_new_column_needs_a_free_name_and_a_type(
    cast: Cast, shop: Branch, values: dict[str, str]
) -> None:
    response = client_of(cast.editor).post(
        f"{panel_url(shop)}columns/", values, headers={"HX-Request": "true"}
    )
    assert response.status_code == 422


def test_a_column_moves_up_in_the_design(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    client.post(f"{panel_url(shop)}columns/{NAME}/position/", {"position": "1"})
    assert [each.id for each in table(shop).columns] == [USER_ID, NAME, EMAIL]


@pytest.mark.parametrize("position", ["", "-1", "3", "first", "9" * 40])
def test_a_column_cannot_stand_outside_its_table(cast: Cast, shop: Branch, position: str) -> None:
    response = client_of(cast.editor).post(
        f"{panel_url(shop)}columns/{NAME}/position/",
        {"position": position},
        headers={"HX-Request": "true"},
    )
    assert response.status_code == 422
    assert "cannot stand there" in response.content.decode()


def test_removing_a_column_takes_its_index_along(cast: Cast, shop: Branch) -> None:
    client_of(cast.editor).post(f"{panel_url(shop, ORDERS)}columns/{STATE}/removal/")
    orders = table(shop, ORDERS)
    assert [each.id for each in orders.columns] == [ORDER_ID, BUYER]
    assert orders.indexes == ()


def test_a_column_that_a_check_names_stays_and_the_panel_says_why(cast: Cast, shop: Branch) -> None:
    client, action = client_of(cast.editor), f"{panel_url(shop, ORDERS)}columns/{BUYER}/removal/"
    response = client.post(action, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert "orders_paid" in response.content.decode()
    assert len(table(shop, ORDERS).columns) == 3


def test_two_people_who_alter_different_columns_lose_nothing(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    seen = open_panel(client, panel_url(shop))
    apply_changes(shop, [RenameColumn(table=USERS, column=NAME, name="called")], by=cast.owner)
    fill_in(client, seen, f"{panel_url(shop)}columns/{EMAIL}/", type="text")
    assert (column(shop, NAME).name, column(shop, EMAIL).type) == ("called", "text")


def test_two_people_who_alter_one_field_of_a_column_are_asked(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    seen = open_panel(client, panel_url(shop))
    theirs = AlterColumn(table=USERS, column=EMAIL, set={"type": "text"})
    apply_changes(shop, [theirs], by=cast.owner)
    action = f"{panel_url(shop)}columns/{EMAIL}/"
    question = fill_in(client, seen, action, type="varchar(320)")
    assert question.status_code == 409
    assert column(shop, EMAIL).type == "text"
    mine = {"type": "varchar(320)", "initial-type": "text"}
    assert client.post(action, mine, headers={"HX-Request": "true"}).status_code == 200
    assert column(shop, EMAIL).type == "character varying(320)"


def test_two_people_who_want_the_same_are_not_asked(cast: Cast, shop: Branch) -> None:
    client = client_of(cast.editor)
    seen = open_panel(client, panel_url(shop))
    theirs = AlterColumn(table=USERS, column=EMAIL, set={"type": "text"})
    apply_changes(shop, [theirs], by=cast.owner)
    response = fill_in(client, seen, f"{panel_url(shop)}columns/{EMAIL}/", type="text")
    assert response.status_code == 200


def test_a_type_that_was_there_before_may_stay(cast: Cast, shop: Branch) -> None:
    odd = AlterColumn(table=ORDERS, column=STATE, set={"type": "elsewhere.thing"})
    apply_changes(shop, [odd], by=cast.owner)
    assert alter(cast, shop, STATE, table=ORDERS, comment="Odd.").status_code == 200
    assert column(shop, STATE).comment == "Odd."
