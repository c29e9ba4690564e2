"""Applying changes: what follows, what is refused, what is a conflict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.engine.apply import apply
from schemas.engine.changes import (
    AddColumn,
    AddConstraint,
    AddObject,
    AddTable,
    AlterColumn,
    AlterConstraint,
    AlterTable,
    Change,
    DropColumn,
    DropConstraint,
    DropObject,
    DropTable,
    MoveObject,
    MoveTable,
    RenameColumn,
    RenameObject,
    RenameTable,
)
from schemas.engine.check import introduced
from schemas.engine.errors import Conflict, FieldClash, InvalidChange
from schemas.engine.model import (
    Action,
    EnumType,
    Identity,
    Kind,
    PrimaryKey,
    Schema,
    SqlObject,
    Table,
    View,
)
from tests.engine.shop import ORDERS, SHOP, USERS, column, id_of


def view(schema: Schema) -> View:
    return schema.views[0]


def test_renaming_a_column_keeps_its_indexes_and_what_views_give_out() -> None:
    change = RenameColumn(table=USERS.id, column=id_of("users.email"), name="mail")
    after = apply(SHOP, [change])
    users, orders = after.tables
    assert users.indexes[0].keys[0].expression == "lower(mail)"
    assert (
        view(after).definition == " SELECT mail AS email\n   FROM public.users\n  WHERE age >= 18"
    )
    assert "(u.mail = CURRENT_USER)" in (orders.policies[0].using or "")


def test_renaming_a_table_keeps_views_policies_triggers_and_foreign_keys() -> None:
    after = apply(SHOP, [RenameTable(table=USERS.id, name="People")])
    assert 'FROM public."People"' in view(after).definition
    assert 'FROM public."People" u' in (after.tables[1].policies[0].using or "")
    assert after.tables[1].foreign_keys[0].target == USERS.id


def test_renaming_a_sequence_keeps_the_defaults_that_use_it() -> None:
    after = apply(SHOP, [RenameObject(object=id_of("orders_id_seq"), name="ids")])
    assert after.tables[1].columns[0].default == "nextval('public.ids'::regclass)"


def test_renaming_a_function_renames_it_in_triggers_and_in_its_own_definition() -> None:
    after = apply(SHOP, [RenameObject(object=id_of("touch"), name="stamp()")])
    assert "FUNCTION public.stamp()" in after.tables[1].triggers[0].definition
    assert after.sql_objects[0].definition.startswith("CREATE FUNCTION public.stamp()")


def test_renaming_one_of_two_functions_leaves_calls_alone() -> None:
    other = SqlObject(
        id=id_of("other"),
        kind=Kind.FUNCTION,
        name="touch(integer)",
        schema="public",
        definition="CREATE FUNCTION public.touch(integer) …",
    )
    both = Schema(tables=SHOP.tables, objects=(*SHOP.objects, other))
    after = apply(both, [RenameObject(object=id_of("touch"), name="stamp()")])
    assert "FUNCTION public.touch()" in after.tables[1].triggers[0].definition
    assert after.sql_objects[1] == other


def test_moving_a_table_takes_its_own_sequences_along() -> None:
    after = apply(SHOP, [MoveTable(table=ORDERS.id, schema="app")])
    assert after.sequences[0].schema == "app"
    assert after.tables[1].columns[0].default == "nextval('app.orders_id_seq'::regclass)"
    assert "ON app.orders" in after.tables[1].triggers[0].definition


def test_columns_of_a_primary_key_and_identity_columns_become_not_null() -> None:
    bare = Table(id=id_of("t"), name="t", columns=(column("t.a", "integer", nullable=True),))
    key = PrimaryKey(id=id_of("t_pkey"), name="t_pkey", columns=(id_of("t.a"),))
    keyed = apply(Schema(tables=(bare,)), [AddConstraint(table=bare.id, constraint=key)])
    numbered = apply(
        Schema(tables=(bare,)),
        [AlterColumn(table=bare.id, column=id_of("t.a"), set={"identity": Identity()})],
    )
    assert not keyed.tables[0].columns[0].nullable
    assert not numbered.tables[0].columns[0].nullable


def test_a_field_changed_meanwhile_is_a_conflict_that_shows_all_three_values() -> None:
    change = AlterColumn(
        table=USERS.id, column=id_of("users.age"), set={"type": "bigint"}, was={"type": "smallint"}
    )
    with pytest.raises(Conflict) as caught:
        apply(SHOP, [change])
    at = ("public", "users", "age")
    assert caught.value.clashes == (FieldClash(at, "type", "smallint", "integer", "bigint"),)


def test_another_field_changed_meanwhile_is_no_conflict() -> None:
    first = AlterColumn(
        table=USERS.id, column=id_of("users.age"), set={"comment": "Years"}, was={"comment": ""}
    )
    second = AlterColumn(
        table=USERS.id, column=id_of("users.age"), set={"nullable": False}, was={"nullable": True}
    )
    age = apply(SHOP, [first, second]).tables[0].columns[2]
    assert (age.comment, age.nullable) == ("Years", False)


def test_two_people_who_want_the_same_do_not_clash() -> None:
    change = RenameTable(table=USERS.id, name="users", was="people")
    assert apply(SHOP, [change]).tables[0].name == "users"


@pytest.mark.parametrize(
    "change",
    [
        RenameTable(table=USERS.id, name="people", was="persons"),
        MoveTable(table=USERS.id, schema="app", was="web"),
        RenameColumn(table=USERS.id, column=id_of("users.age"), name="years", was="old"),
        RenameObject(object=id_of("state"), name="status", was="old"),
        MoveObject(object=id_of("state"), schema="public", was="web"),
    ],
)
def test_a_name_changed_meanwhile_is_a_conflict(change: Change) -> None:
    with pytest.raises(Conflict):
        apply(SHOP, [change])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (DropTable(table=id_of("gone")), "That table is no longer there"),
        (DropColumn(table=USERS.id, column=id_of("gone")), "That column is no longer there"),
        (DropObject(object=id_of("gone")), "That object is no longer there"),
        (AddTable(table=USERS), "users has been added already"),
        (AddColumn(table=USERS.id, column=USERS.columns[1]), "email has been added already"),
        (AddColumn(table=ORDERS.id, column=USERS.columns[1]), "email has been added already"),
        (AddObject(object=EnumType(id=id_of("users.age"), name="e")), "e has been added already"),
        (AddTable(table=replace(USERS, id=id_of("new"))), "id has been added already"),
        (
            AddTable(table=Table(id=id_of("t"), name="t", columns=(column("t", "text"),))),
            "t has been added already",
        ),
        (
            AddColumn(table=USERS.id, column=column("users.x", "text"), position=9),
            "no such position",
        ),
        (AlterTable(table=USERS.id, set={"name": "x"}), "users has no name that could be set"),
        (
            AlterConstraint(
                table=USERS.id, constraint=id_of("users_pkey"), set={"on_delete": Action.CASCADE}
            ),
            "users_pkey has no on_delete",
        ),
        (AddColumn(table=id_of("adults"), column=column("adults.x", "text")), "cannot have this"),
        (MoveObject(object=id_of("app"), schema="x"), "cannot be moved"),
    ],
)
def test_a_change_without_a_target_is_refused(change: Change, message: str) -> None:
    with pytest.raises(InvalidChange, match=message):
        apply(SHOP, [change])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (DropTable(table=USERS.id), "orders_user_id_fkey points at is not there"),
        (DropColumn(table=USERS.id, column=id_of("users.age")), "adults uses the column age"),
        (DropObject(object=id_of("state")), "orders.state has the type app.state"),
        (DropObject(object=id_of("touch")), "touch_orders needs something"),
        (DropObject(object=id_of("app")), "There is no schema “app”"),
    ],
)
def test_what_something_else_needs_cannot_be_dropped(change: Change, message: str) -> None:
    with pytest.raises(InvalidChange, match=message):
        apply(SHOP, [change])


def test_a_part_of_a_design_is_enough_for_an_edit_of_that_part() -> None:
    part = Schema(tables=(ORDERS,))
    change = AlterColumn(table=ORDERS.id, column=id_of("orders.user_id"), set={"comment": "Who"})
    assert apply(part, [change]).tables[0].columns[1].comment == "Who"


def test_a_design_that_was_broken_before_can_be_edited() -> None:
    broken = Schema(tables=(USERS, Table(id=id_of("twin"), name="users")))
    after = apply(broken, [RenameColumn(table=USERS.id, column=id_of("users.age"), name="years")])
    assert introduced(broken, after) == []


def test_a_whole_edit_is_judged_by_its_end() -> None:
    swap = [
        RenameTable(table=USERS.id, name="orders"),
        RenameTable(table=ORDERS.id, name="users"),
    ]
    assert [table.name for table in apply(SHOP, swap).tables] == ["orders", "users"]


def test_what_was_dropped_can_be_added_elsewhere_in_the_same_edit() -> None:
    age = USERS.columns[2]
    edit: list[Change] = [
        DropConstraint(table=USERS.id, constraint=id_of("users_age_check")),
        DropObject(object=id_of("adults")),
        DropColumn(table=USERS.id, column=age.id),
        AddColumn(table=ORDERS.id, column=age),
    ]
    assert apply(SHOP, edit).tables[1].columns[-1] == age
