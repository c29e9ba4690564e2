"""What is found to differ, and in which order it can be done."""

from __future__ import annotations

from dataclasses import replace

from schemas.engine.apply import apply
from schemas.engine.canonical import canonical
from schemas.engine.changes import (
    AlterColumn,
    MoveTable,
    RenameColumn,
    RenameObject,
    RenameTable,
)
from schemas.engine.diff import diff
from schemas.engine.inverse import inverse
from schemas.engine.match import adopt_ids, substitute
from schemas.engine.model import Namespace, Schema, Table
from tests.engine.shop import ORDERS, SHOP, USERS, id_of


def test_what_follows_a_rename_is_no_difference() -> None:
    rename = RenameTable(table=USERS.id, name="people")
    assert diff(SHOP, apply(SHOP, [rename])) == [rename]
    rename_column = RenameColumn(table=USERS.id, column=id_of("users.email"), name="mail")
    assert diff(SHOP, apply(SHOP, [rename_column])) == [rename_column]
    rename_schema = RenameObject(object=id_of("app"), name="core")
    assert diff(SHOP, apply(SHOP, [rename_schema])) == [rename_schema]


def test_an_owned_sequence_moves_with_its_table() -> None:
    move = MoveTable(table=ORDERS.id, schema="app")
    assert diff(SHOP, apply(SHOP, [move])) == [move]


def test_a_table_stays_where_it_is_when_its_schema_gives_way_to_another() -> None:
    a, b = Namespace(id=id_of("a"), name="a"), Namespace(id=id_of("b"), name="b")
    table = Table(id=id_of("x"), name="x", schema="a")
    alone = Schema(tables=(table,), objects=(replace(b, name="a"),))
    both = Schema(tables=(table,), objects=(a, b))
    changes = diff(alone, both)
    assert [type(change) for change in changes[:2]] == [RenameObject, MoveTable]
    assert canonical(apply(alone, changes)) == canonical(both)


def test_schemas_can_exchange_their_names() -> None:
    a, b = Namespace(id=id_of("a"), name="a"), Namespace(id=id_of("b"), name="b")
    before = Schema(
        tables=(
            Table(id=id_of("x"), name="x", schema="a"),
            Table(id=id_of("y"), name="y", schema="b"),
        ),
        objects=(a, b),
    )
    after = Schema(
        tables=tuple(
            replace(table, schema=schema)
            for table, schema in zip(before.tables, ("b", "a"), strict=True)
        ),
        objects=(replace(a, name="b"), replace(b, name="a")),
    )
    changes = diff(before, after)
    assert {type(change) for change in changes} == {RenameObject}
    assert {t.id: t.schema for t in apply(before, changes).tables} == {
        id_of("x"): "b",
        id_of("y"): "a",
    }


def test_undoing_says_what_it_expects_to_find() -> None:
    change = AlterColumn(table=USERS.id, column=id_of("users.age"), set={"type": "bigint"})
    assert inverse(SHOP, [change]) == [
        AlterColumn(
            table=USERS.id,
            column=id_of("users.age"),
            set={"type": "integer"},
            was={"type": "bigint"},
        )
    ]


def test_two_readings_of_the_same_design_do_not_differ() -> None:
    every = {thing.id for thing in (*SHOP.tables, *SHOP.objects)}
    for table in SHOP.tables:
        children = (*table.columns, *table.constraints, *table.indexes, *table.triggers)
        every |= {child.id for child in (*children, *table.policies)}
    other = substitute(SHOP, {id: id_of(f"other {id}") for id in every})
    assert diff(SHOP, other) != []
    assert diff(SHOP, adopt_ids(other, SHOP)) == []
