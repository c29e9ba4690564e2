"""Columns and constraints as CREATE TABLE, ALTER TABLE and ALTER DOMAIN write them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from schemas.engine.read.statements.cursor import Cursor
from schemas.engine.read.statements.forms import ColumnDefinition, ConstraintDefinition

_CONSTRAINT_STARTS = (
    *("CONSTRAINT", "NOT", "NULL", "DEFAULT", "CHECK", "UNIQUE", "PRIMARY", "REFERENCES"),
    *("GENERATED", "COLLATE", "STORAGE", "COMPRESSION", "DEFERRABLE", "INITIALLY", "ENFORCED"),
    "OPTIONS",
)


def starts_constraint(cursor: Cursor) -> bool:
    """Whether a table constraint, not a column, comes next."""
    if cursor.sees("CONSTRAINT") or cursor.sees("CHECK", "(") or cursor.sees("UNIQUE"):
        return True
    return (
        cursor.sees("PRIMARY", "KEY")
        or cursor.sees("FOREIGN", "KEY")
        or cursor.sees("EXCLUDE")
        or cursor.sees("NOT", "NULL")
    )


def read_constraint(cursor: Cursor) -> ConstraintDefinition | None:
    """A constraint of a whole table or domain; None when it is none that we know."""
    name = cursor.name() if cursor.accept("CONSTRAINT") else ""
    found = _table_constraint(cursor)
    if found is None:
        return None
    ending = [token.text.upper() for token in cursor.words]
    pairs = set(pairwise(ending))
    return replace(
        found,
        name=name,
        is_valid=("NOT", "VALID") not in pairs,
        is_enforced=("NOT", "ENFORCED") not in pairs,
    )


def _table_constraint(cursor: Cursor) -> ConstraintDefinition | None:
    if cursor.accept("CHECK"):
        return ConstraintDefinition(kind="CHECK", expression=cursor.group().rest())
    if cursor.accept("NOT", "NULL"):
        return ConstraintDefinition(kind="NOT NULL", columns=_one(cursor.name()))
    if cursor.accept("FOREIGN", "KEY"):
        columns = cursor.column_names()
        target = cursor.qualified() if cursor.accept("REFERENCES") else None
        return ConstraintDefinition(kind="FOREIGN KEY", columns=columns, target=target)
    if cursor.accept("EXCLUDE"):
        return ConstraintDefinition(kind="EXCLUDE")
    kind = "PRIMARY KEY" if cursor.accept("PRIMARY", "KEY") else cursor.one_of("UNIQUE")
    if kind not in ("PRIMARY KEY", "UNIQUE"):
        return None
    if cursor.accept("USING", "INDEX"):
        index = cursor.name()
        return _key(kind, (), using_index=index)
    cursor.skip_to("(")
    return _key(kind, cursor.column_names())


def _key(kind: str, columns: tuple[str, ...], using_index: str = "") -> ConstraintDefinition:
    is_primary = kind == "PRIMARY KEY"
    return ConstraintDefinition(
        kind="PRIMARY KEY" if is_primary else "UNIQUE", columns=columns, using_index=using_index
    )


def _one(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def read_column(cursor: Cursor) -> ColumnDefinition:
    """A column from its name on, with the constraints written behind its type."""
    name = cursor.name()
    type = "" if cursor.peek().is_key(*_CONSTRAINT_STARTS) else cursor.type()
    column = ColumnDefinition(name=name, type=type)
    constraint_name = ""
    while not cursor.is_done:
        if cursor.accept("CONSTRAINT"):
            constraint_name = cursor.name()
            continue
        column = _with_clause(column, cursor, constraint_name)
        constraint_name = ""
    return column


def _with_clause(column: ColumnDefinition, cursor: Cursor, name: str) -> ColumnDefinition:
    if cursor.accept("NOT", "NULL"):
        return replace(column, not_null=True)
    if cursor.accept("DEFAULT"):
        return replace(column, default=_default(cursor))
    if cursor.accept("COLLATE"):
        return replace(column, collation=str(cursor.qualified()))
    if cursor.accept("GENERATED"):
        return _generated(column, cursor)
    if constraint := _column_constraint(column, cursor, name):
        return replace(column, constraints=(*column.constraints, constraint))
    cursor.take()
    return column


def _default(cursor: Cursor) -> str:
    """A first NULL is the value; later ones are the constraint."""
    first = cursor.take()
    rest = cursor.text_until(*_CONSTRAINT_STARTS, "NULL")
    return f"{first.text}{' ' if rest and rest[0].isalnum() else ''}{rest}"


def _generated(column: ColumnDefinition, cursor: Cursor) -> ColumnDefinition:
    cursor.accept("BY", "DEFAULT")
    cursor.accept("ALWAYS")
    cursor.accept("AS")
    if cursor.accept("IDENTITY"):
        cursor.group()
        return replace(column, is_identity=True)
    expression = cursor.group().rest()
    # Without either word it is virtual, which only 18 and later take.
    is_stored = cursor.one_of("STORED", "VIRTUAL") == "STORED"
    return replace(column, generated=expression, is_virtual=not is_stored)


def _column_constraint(
    column: ColumnDefinition, cursor: Cursor, name: str
) -> ConstraintDefinition | None:
    columns = (column.name,)
    if cursor.accept("PRIMARY", "KEY"):
        return ConstraintDefinition(kind="PRIMARY KEY", name=name, columns=columns)
    if cursor.accept("UNIQUE"):
        return ConstraintDefinition(kind="UNIQUE", name=name, columns=columns)
    if cursor.accept("CHECK"):
        expression = cursor.group().rest()
        return ConstraintDefinition(
            kind="CHECK",
            name=name,
            columns=columns,
            expression=expression,
            is_enforced=not cursor.accept("NOT", "ENFORCED"),
        )
    if cursor.accept("REFERENCES"):
        target = cursor.qualified()
        cursor.group()
        return ConstraintDefinition(
            kind="FOREIGN KEY", name=name, columns=columns, target=target, is_enforced=True
        )
    return None
