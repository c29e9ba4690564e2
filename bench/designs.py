"""Made-up designs of any size, alike in shape to what teams have: hubs, communities, enums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import NAMESPACE_OID, UUID, uuid5

from schemas.engine.model import (
    Action,
    Check,
    Column,
    EnumType,
    ForeignKey,
    Identity,
    Index,
    IndexKey,
    PrimaryKey,
    Schema,
    Table,
    Unique,
    View,
)

COLUMNS = 12
_COMMUNITY = 30
_TYPES = (
    ("text", "''::text"),
    ("character varying(120)", None),
    ("integer", "0"),
    ("numeric(12,2)", "0.00"),
    ("boolean", "true"),
    ("jsonb", "'{}'::jsonb"),
    ("timestamp with time zone", "now()"),
    ("uuid", None),
)


def design(count: int) -> Schema:
    """`count` tables of 12 columns and 2 indexes; an enum for ten of them, a view for fifty."""
    enums = tuple(_enum(number) for number in range(0, count, 10))
    views = tuple(_view(number) for number in range(0, count, 50))
    tables = tuple(_table(number) for number in range(count))
    return Schema(tables=tables, objects=(*enums, *views))


def edited(schema: Schema, *, differences: int) -> Schema:
    """That many tables get another column, evenly spread."""
    step = max(1, len(schema.tables) // differences)
    return replace(
        schema,
        tables=tuple(
            replace(table, columns=(*table.columns, _column(number, COLUMNS)))
            if number % step == 0 and number // step < differences
            else table
            for number, table in enumerate(schema.tables)
        ),
    )


def _table(number: int) -> Table:
    columns = (
        Column(
            id=_id("column", number, 0),
            name="id",
            type="bigint",
            nullable=False,
            identity=Identity(always=True),
        ),
        *(_column(number, position) for position in range(1, COLUMNS)),
    )
    # A neighbour, and the hub of its community.
    targets = sorted({number - 1, number - number % _COMMUNITY} - {number, -1})
    return Table(
        id=_id("table", number),
        name=f"table_{number}",
        columns=columns,
        constraints=tuple(_constraints(number, columns, targets)),
        indexes=tuple(_indexes(number, columns, targets)),
        comment=f"What {number} stands for." if number % 2 else "",
        depends_on=(_id("enum", number),) if number % 10 == 0 else (),
    )


def _constraints(
    number: int, columns: tuple[Column, ...], targets: list[int]
) -> Iterator[PrimaryKey | Unique | Check | ForeignKey]:
    name = f"table_{number}"
    yield PrimaryKey(id=_id("key", number), name=f"{name}_pkey", columns=(columns[0].id,))
    yield Check(
        id=_id("check", number),
        name=f"{name}_{columns[5].name}_check",
        expression=f"({columns[5].name} IS NOT NULL)",
    )
    if number % 3 == 0:
        unique = (columns[3].id, columns[4].id)
        yield Unique(id=_id("unique", number), name=f"{name}_unique", columns=unique)
    for position, target in enumerate(targets, 1):
        yield ForeignKey(
            id=_id("foreign key", number, target),
            name=f"{name}_{columns[position].name}_fkey",
            columns=(columns[position].id,),
            target=_id("table", target),
            target_columns=(_id("column", target, 0),),
            on_delete=Action.CASCADE,
        )


def _indexes(number: int, columns: tuple[Column, ...], targets: list[int]) -> Iterator[Index]:
    for position in range(1, len(targets) + 1):
        yield Index(
            id=_id("index", number, position),
            name=f"table_{number}_{columns[position].name}_idx",
            keys=(IndexKey(column=columns[position].id),),
        )


def _column(table: int, position: int) -> Column:
    id = _id("column", table, position)
    if position <= 2:
        return Column(id=id, name=f"ref_{position}_id", type="bigint", nullable=False)
    if table % 10 == 0 and position == 7:
        return Column(
            id=id, name="status", type=f"status_{table}", default=f"'new'::status_{table}"
        )
    type, default = _TYPES[(table + position) % len(_TYPES)]
    return Column(
        id=id,
        name=f"column_{position}",
        type=type,
        default=default,
        nullable=position % 3 == 0,
        comment=f"The {position}th of table {table}." if position == 4 else "",
    )


def _enum(number: int) -> EnumType:
    return EnumType(
        id=_id("enum", number), name=f"status_{number}", labels=("new", "open", "done", "won't do")
    )


def _view(number: int) -> View:
    return View(
        id=_id("view", number),
        name=f"view_{number}",
        definition=f" SELECT id,\n    column_3\n   FROM table_{number}",  # noqa: S608
        depends_on=(_id("table", number),),
    )


def _id(*parts: object) -> UUID:
    return uuid5(NAMESPACE_OID, repr(parts))
