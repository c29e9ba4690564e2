"""CREATE of tables, indexes, views, triggers, routines, types, and of everything else."""

from __future__ import annotations

from schemas.engine.read.statements import forms as f
from schemas.engine.read.statements.alter import read_kind
from schemas.engine.read.statements.cursor import Cursor
from schemas.engine.read.statements.definitions import (
    read_column,
    read_constraint,
    starts_constraint,
)

_BEFORE_TABLE = {
    "POLICY": ("ON",),
    "RULE": ("TO",),
    "STATISTICS": ("FROM",),
    "PUBLICATION": ("FOR", "TABLE"),
}
"""The words that stand right before the table that an object belongs to."""
_VOLATILITIES = ("IMMUTABLE", "STABLE", "VOLATILE")


def read_create(cursor: Cursor) -> f.Form:
    or_replace = cursor.accept("OR", "REPLACE")
    is_temporary = _prefixes(cursor)
    if cursor.accept("TABLE"):
        return _table(cursor, is_temporary=is_temporary)
    if cursor.accept("FOREIGN", "TABLE"):
        return _table(cursor, is_temporary=False)
    if cursor.sees("INDEX") or cursor.sees("UNIQUE", "INDEX"):
        return _index(cursor)
    if cursor.accept("VIEW"):
        return _view(cursor, or_replace=or_replace)
    if cursor.accept("MATERIALIZED", "VIEW"):
        return _view(cursor, is_materialized=True)
    if cursor.accept("CONSTRAINT", "TRIGGER") or cursor.accept("TRIGGER"):
        return _trigger(cursor, or_replace=or_replace)
    if cursor.sees("FUNCTION") or cursor.sees("PROCEDURE"):
        return _routine(cursor, or_replace=or_replace)
    if cursor.accept("DOMAIN"):
        return _domain(cursor)
    return _other(cursor)


def _prefixes(cursor: Cursor) -> bool:
    """What may stand before TABLE, VIEW or SEQUENCE; whether it makes them temporary."""
    cursor.one_of("GLOBAL", "LOCAL")
    is_temporary = bool(cursor.one_of("TEMP", "TEMPORARY"))
    cursor.one_of("UNLOGGED", "RECURSIVE", "TRUSTED")
    return is_temporary


def _table(cursor: Cursor, *, is_temporary: bool) -> f.CreateTable:
    if_not_exists = cursor.accept_if_not_exists()
    name = cursor.qualified()
    partition_of = cursor.qualified() if cursor.accept("PARTITION", "OF") else None
    columns, constraints, like = _table_parts(cursor.group())
    bound = _bound(cursor) if partition_of else ""
    inherits = cursor.group().names() if cursor.accept("INHERITS") else ()
    partition_by = _partition_by(cursor) if cursor.accept("PARTITION", "BY") else ""
    cursor_text = [token.text.upper() for token in cursor.words]
    query = cursor.rest() if cursor.skip_to("AS") and cursor.accept("AS") else ""
    return f.CreateTable(
        name=name,
        columns=columns,
        constraints=constraints,
        if_not_exists=if_not_exists,
        is_temporary=is_temporary,
        on_commit_drop=cursor_text[:3] == ["ON", "COMMIT", "DROP"],
        partition_by=partition_by,
        partition_of=partition_of,
        bound=bound,
        inherits=inherits,
        like=like,
        query=query,
    )


def _table_parts(
    group: Cursor,
) -> tuple[tuple[f.ColumnDefinition, ...], tuple[f.ConstraintDefinition, ...], tuple[f.Name, ...]]:
    columns, constraints, like = [], [], []
    for item in group.items():
        if item.accept("LIKE"):
            like.append(item.qualified())
        elif starts_constraint(item):
            constraints += [found] if (found := read_constraint(item)) else []
        else:
            columns.append(read_column(item))
    return tuple(columns), tuple(constraints), tuple(like)


def _bound(cursor: Cursor) -> str:
    cursor.accept("FOR", "VALUES")
    return cursor.text_until("PARTITION", "USING", "TABLESPACE", "WITH")


def _partition_by(cursor: Cursor) -> str:
    strategy = cursor.take().text.upper()
    return f"{strategy} ({cursor.group().rest()})"


def _index(cursor: Cursor) -> f.CreateIndex:
    is_unique = cursor.accept("UNIQUE")
    cursor.accept("INDEX")
    concurrently = cursor.accept("CONCURRENTLY")
    if_not_exists = cursor.accept_if_not_exists()
    name = f.Name("", "") if cursor.sees("ON") else cursor.qualified()
    cursor.accept("ON")
    only = cursor.accept("ONLY")
    table = cursor.qualified()
    if cursor.accept("USING"):
        cursor.name()
    keys = tuple(item.rest() for item in cursor.group().items())
    return f.CreateIndex(
        name=name,
        table=table,
        keys=keys,
        is_unique=is_unique,
        concurrently=concurrently,
        if_not_exists=if_not_exists,
        only=only,
        is_partial=cursor.skip_to("WHERE"),
    )


def _view(
    cursor: Cursor, *, is_materialized: bool = False, or_replace: bool = False
) -> f.CreateView:
    if_not_exists = cursor.accept_if_not_exists()
    name = cursor.qualified()
    columns = cursor.column_names()
    options = cursor.group().items() if cursor.accept("WITH") else []
    cursor.skip_to("AS")
    cursor.accept("AS")
    return f.CreateView(
        name=name,
        query=cursor.rest(),
        columns=columns,
        is_materialized=is_materialized,
        or_replace=or_replace,
        if_not_exists=if_not_exists,
        options=tuple(option.name() for option in options),
    )


def _trigger(cursor: Cursor, *, or_replace: bool) -> f.CreateTrigger:
    name = cursor.name()
    cursor.skip_to("ON")
    cursor.accept("ON")
    return f.CreateTrigger(name=name, table=cursor.qualified(), or_replace=or_replace)


def _routine(cursor: Cursor, *, or_replace: bool) -> f.CreateRoutine:
    is_function = cursor.one_of("FUNCTION", "PROCEDURE") == "FUNCTION"
    name = cursor.qualified()
    cursor.group()
    words = cursor.words
    has_body = any(
        word.is_key("AS") and words[place + 1].kind == "string"
        for place, word in enumerate(words[:-1])
    )
    volatility = next((w.text.upper() for w in words if w.is_key(*_VOLATILITIES)), "VOLATILE")
    return f.CreateRoutine(
        name=name,
        kind="FUNCTION" if is_function else "PROCEDURE",
        or_replace=or_replace,
        has_string_body=has_body,
        volatility=volatility,
    )


def _domain(cursor: Cursor) -> f.CreateDomain:
    name = cursor.qualified()
    cursor.accept("AS")
    type = cursor.type()
    constraints = []
    while not cursor.is_done:
        if cursor.sees("CONSTRAINT") or cursor.sees("CHECK", "("):
            label = cursor.name() if cursor.accept("CONSTRAINT") else ""
            if cursor.accept("CHECK"):
                check = cursor.group().rest()
                constraints.append(
                    f.ConstraintDefinition(kind="CHECK", name=label, expression=check)
                )
        elif cursor.accept("NOT", "NULL"):
            constraints.append(f.ConstraintDefinition(kind="NOT NULL"))
        else:
            cursor.take()
    return f.CreateDomain(name=name, type=type, constraints=tuple(constraints))


def _other(cursor: Cursor) -> f.Form:
    kind = read_kind(cursor)
    if_not_exists = cursor.accept_if_not_exists()
    name = cursor.qualified()
    if kind == "TYPE" and cursor.accept("AS", "ENUM"):
        labels = (item.take().text.strip("'") for item in cursor.group().items())
        return f.CreateEnum(name=name, labels=tuple(labels))
    before = _BEFORE_TABLE.get(kind)
    on = cursor.qualified() if before and cursor.pass_to(*before) else None
    return f.Create(kind=kind, name=name, on=on, if_not_exists=if_not_exists)
