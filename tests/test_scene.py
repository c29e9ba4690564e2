"""The compact scene that the canvas draws."""

from dataclasses import replace
from uuid import UUID, uuid5

from designer.scene import gone, scene_edges, scene_tables
from schemas.engine.model import (
    Attribute,
    Column,
    ForeignKey,
    Index,
    IndexKey,
    PartitionOf,
    PrimaryKey,
    Schema,
    Table,
    Unique,
    View,
)


def id_of(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def column(name: str, *, nullable: bool = True) -> Column:
    return Column(id=id_of(name), name=name, type="bigint", nullable=nullable)


USERS = Table(
    id=id_of("users"),
    name="users",
    columns=(column("users.id", nullable=False), column("users.email")),
    constraints=(
        PrimaryKey(id=id_of("users_pkey"), name="users_pkey", columns=(id_of("users.id"),)),
        Unique(id=id_of("users_email"), name="users_email", columns=(id_of("users.email"),)),
    ),
)
BELONGS = ForeignKey(
    id=id_of("orders_user"),
    name="orders_user",
    columns=(id_of("orders.user"),),
    target=USERS.id,
    target_columns=(id_of("users.id"),),
)
ORDERS = Table(
    id=id_of("orders"),
    name="orders",
    columns=(column("orders.user", nullable=False), column("orders.total")),
    constraints=(BELONGS,),
)


def unique_index(*, where: str | None = None) -> Index:
    return Index(
        id=id_of("index"),
        name="index",
        keys=(IndexKey(column=id_of("orders.user")),),
        is_unique=True,
        where=where,
    )


def test_a_card_marks_keys_and_stands_where_it_was_placed() -> None:
    schema = Schema(tables=(USERS, ORDERS))
    users, orders = scene_tables(schema, {USERS.id: (8.0, 16.0)})
    assert (users["x"], users["y"]) == (8, 16)
    assert [(c["pk"], c["unique"], c["nullable"]) for c in users["columns"]] == [
        (True, True, False),
        (False, True, True),
    ]
    assert [c["fk"] for c in orders["columns"]] == [True, False]


def test_a_view_has_the_columns_it_puts_out() -> None:
    view = View(
        id=id_of("v"),
        name='spend "daily"',
        definition="SELECT 1",
        is_materialized=True,
        columns=(Attribute(name="day", type="date"),),
    )
    [card] = scene_tables(Schema(objects=(view,)), {})
    assert (card["kind"], card["name"]) == ("materialized_view", 'spend "daily"')
    assert card["columns"][0]["id"] == f"{view.id}/day"


def test_a_partition_says_what_it_is() -> None:
    part = replace(ORDERS, partition_of=PartitionOf(parent=USERS.id, bound="DEFAULT"))
    assert [card["kind"] for card in scene_tables(Schema(tables=(part,)), {})] == ["partition"]


def test_a_relationship_is_required_when_its_columns_are() -> None:
    loose = replace(ORDERS, columns=(column("orders.user"),))
    assert [edge["required"] for edge in scene_edges((ORDERS, loose))] == [True, False]


def test_a_relationship_over_a_unique_column_is_to_at_most_one() -> None:
    whole = replace(ORDERS, indexes=(unique_index(),))
    partial = replace(ORDERS, indexes=(unique_index(where="total > 0"),))
    assert [edge["many"] for edge in scene_edges((ORDERS, whole, partial))] == [True, False, True]


def test_a_patch_names_touched_tables_that_are_gone() -> None:
    assert gone({USERS.id, ORDERS.id}, Schema(tables=(USERS,))) == [str(ORDERS.id)]
