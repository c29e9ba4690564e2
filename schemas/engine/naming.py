"""Names for constraints and indexes that come without one, as PostgreSQL chooses them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from schemas.engine.changes import AddConstraint, AddIndex, AddTable, Change
from schemas.engine.draft import Draft
from schemas.engine.expressions import mentions_column
from schemas.engine.model import (
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    IndexKey,
    ObjectId,
    PrimaryKey,
    Table,
    Unique,
    View,
)
from schemas.engine.names import default_names

Named = TypeVar("Named", bound=Constraint | Index)


def named(draft: Draft, change: Change) -> Change:
    """The change with a free name for what has none; exclusions need one given."""
    match change:
        case AddTable(table=table):
            return replace(change, table=_all_named(draft, table))
        case AddConstraint(constraint=constraint) if not constraint.name:
            table = draft.table(change.table)
            taken = _taken(draft, table, constraint)
            return replace(change, constraint=_with_name(table, constraint, taken))
        case AddIndex(index=index) if not index.name:
            owner = draft.owner(change.table)
            return replace(change, index=_with_name(owner, index, _taken(draft, owner, index)))
        case _:
            return change


def possible_names(owner: Table | View, thing: Constraint | Index) -> Iterator[str]:
    """The names that PostgreSQL tries one after the other, without end."""
    match thing:
        case PrimaryKey():
            return default_names(owner.name, [], "pkey")
        case Index():
            keys = [_key_name(owner, key) for key in thing.keys]
            return default_names(owner.name, keys + _names(owner, thing.include), "idx")
        case Unique():
            columns = _names(owner, (*thing.columns, *thing.include))
            return default_names(owner.name, columns, "key")
        case ForeignKey():
            return default_names(owner.name, _names(owner, thing.columns), "fkey")
        case Check():
            used = _used_columns(owner, thing.expression)
            return default_names(owner.name, used if len(used) == 1 else [], "check")
        case Exclusion():
            return iter(())


def _all_named(draft: Draft, table: Table) -> Table:
    if all(thing.name for thing in (*table.constraints, *table.indexes)):
        return table
    for constraint in table.constraints:
        key = _with_name(table, constraint, _taken(draft, table, constraint))
        table = replace(table, constraints=_swapped(table.constraints, key))
    for each in table.indexes:
        index = _with_name(table, each, _taken(draft, table, each))
        table = replace(table, indexes=_swapped(table.indexes, index))
    return table


def _swapped(things: tuple[Named, ...], done: Named) -> tuple[Named, ...]:
    return tuple(done if thing.id == done.id else thing for thing in things)


def _with_name(owner: Table | View, thing: Named, taken: Container[str]) -> Named:
    if thing.name:
        return thing
    return replace(
        thing, name=next((n for n in possible_names(owner, thing) if n not in taken), "")
    )


def _taken(draft: Draft, owner: Table | View, thing: Constraint | Index) -> set[str]:
    """Keys and indexes share the names of a schema's relations; other constraints do not.

    PostgreSQL tells constraints of different tables apart, and so do we.
    """
    constraints = owner.constraints if isinstance(owner, Table) else ()
    taken = {each.name for each in (*constraints, *owner.indexes)}
    if not isinstance(thing, ForeignKey | Check):
        taken |= set(_relation_names(draft, owner.schema))
    return taken


def _relation_names(draft: Draft, schema: str) -> Iterator[str]:
    for table in draft.tables.values():
        if table.schema == schema:
            yield from (thing.name for thing in (table, *table.indexes, *table.constraints))
    for thing in draft.objects.values():
        if getattr(thing, "schema", None) == schema:
            yield from (each.name for each in (thing, *getattr(thing, "indexes", ())))


def _names(owner: Table | View, ids: Sequence[ObjectId | None]) -> list[str]:
    """What is not a column of the table is for `check` to refuse."""
    columns = owner.columns if isinstance(owner, Table) else ()
    names = {column.id: column.name for column in columns}
    return [names[id] for id in ids if id is not None and id in names]


def _key_name(owner: Table | View, key: IndexKey) -> str:
    return next(iter(_names(owner, [key.column])), "expr")


def _used_columns(owner: Table | View, expression: str) -> list[str]:
    columns = [column.name for column in owner.columns]
    return [n for n in columns if mentions_column(expression, n, qualifiers=(owner.name,))]
