"""Keys and checks in the panel of a table."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import HttpResponse

from schemas.actions.edits import apply_changes
from schemas.engine.changes import AlterConstraint
from schemas.engine.model import Check, PrimaryKey, Table, Unique
from schemas.models import Branch
from schemas.models.mapping import load_schema
from tests.cast import Cast, client_of
from tests.views.panels import fill_in, open_panel
from tests.views.shop import (
    BUYER,
    EMAIL,
    EMAIL_KEY,
    NAME,
    ORDER_ID,
    ORDERS,
    ORDERS_KEY,
    PAID_CHECK,
    STATE,
    USERS,
)


def panel_url(branch: Branch, table: UUID) -> str:
    return f"/branches/{branch.id}/tables/{table}/"


def submit(
    cast: Cast, branch: Branch, table: UUID, open: object, path: str, **values: str | list[str]
) -> HttpResponse:
    client, url = client_of(cast.editor), panel_url(branch, table)
    return fill_in(client, open_panel(client, f"{url}?open={open}"), f"{url}{path}", **values)


def table(branch: Branch, id: UUID) -> Table:
    return load_schema(branch).tables_by_id[id]


def found(branch: Branch, id: UUID) -> PrimaryKey | Unique | Check:
    tables = load_schema(branch).tables
    return next(each for t in tables for each in t.constraints if each.id == id)


def test_columns_become_unique_together(cast: Cast, shop: Branch) -> None:
    response = submit(cast, shop, USERS, "new-key", "keys/", columns=[str(EMAIL), str(NAME)])
    assert response.status_code == 200
    [_, made] = table(shop, USERS).uniques
    assert (made.name, made.columns) == ("users_email_name_key", (EMAIL, NAME))


@pytest.mark.parametrize("columns", [[], ["nonsense"], [str(ORDER_ID)]])
def test_a_unique_constraint_needs_columns_of_its_table(
    cast: Cast, shop: Branch, columns: list[str]
) -> None:
    response = submit(cast, shop, USERS, "new-key", "keys/", columns=columns)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


def test_a_key_gets_another_name_and_waits_for_the_commit(cast: Cast, shop: Branch) -> None:
    path = f"constraints/{EMAIL_KEY}/"
    submit(cast, shop, USERS, EMAIL_KEY, path, name="one_mail", deferral="deferred")
    key = found(shop, EMAIL_KEY)
    assert (key.name, key.deferrable, key.initially_deferred) == ("one_mail", True, True)


def test_columns_that_stay_in_a_key_keep_their_order(cast: Cast, shop: Branch) -> None:
    path, wanted = f"constraints/{ORDERS_KEY}/", [str(STATE), str(BUYER), str(ORDER_ID)]
    submit(cast, shop, ORDERS, ORDERS_KEY, path, columns=wanted)
    assert found(shop, ORDERS_KEY).columns == (ORDER_ID, STATE, BUYER)


def test_a_check_gets_a_name_of_its_own(cast: Cast, shop: Branch) -> None:
    response = submit(cast, shop, USERS, "new-check", "checks/", expression="email <> ''")
    assert response.status_code == 200
    [made] = table(shop, USERS).checks
    assert (made.name, made.expression) == ("users_check", "email <> ''")


def test_a_check_needs_a_condition(cast: Cast, shop: Branch) -> None:
    assert submit(cast, shop, USERS, "new-check", "checks/", expression=" ").status_code == 422


def test_two_people_who_alter_one_check_are_asked(cast: Cast, shop: Branch) -> None:
    client, url = client_of(cast.editor), panel_url(shop, ORDERS)
    seen = open_panel(client, f"{url}?open={PAID_CHECK}")
    theirs = AlterConstraint(table=ORDERS, constraint=PAID_CHECK, set={"expression": "buyer > 1"})
    apply_changes(shop, [theirs], by=cast.owner)
    action = f"{url}constraints/{PAID_CHECK}/"
    response = fill_in(client, seen, action, expression="buyer > 2")
    assert response.status_code == 409
    assert "buyer &gt; 1" in response.content.decode()
    assert found(shop, PAID_CHECK).expression == "buyer > 1"


def test_a_check_can_be_removed(cast: Cast, shop: Branch) -> None:
    submit(cast, shop, ORDERS, PAID_CHECK, f"constraints/{PAID_CHECK}/")
    client_of(cast.editor).post(f"{panel_url(shop, ORDERS)}constraints/{PAID_CHECK}/removal/")
    assert table(shop, ORDERS).checks == ()
