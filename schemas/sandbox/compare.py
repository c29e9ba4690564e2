"""How two catalogs differ, in words: the engine's difference between what is and what should be.

Neither ids nor the order of columns count; nor do names that PostgreSQL keeps where it would choose
another for a new table. Both of the latter are worth a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any
from uuid import UUID

from schemas.engine.changes import (
    AddConstraint,
    AlterColumn,
    AlterConstraint,
    AlterIndex,
    AlterObject,
    AlterPolicy,
    AlterTable,
    AlterTrigger,
    Change,
    MoveColumn,
)
from schemas.engine.describe import describe
from schemas.engine.diff import diff
from schemas.engine.match import adopt_ids
from schemas.engine.model import Schema
from schemas.engine.targets import target_in

Alteration = (
    AlterTable
    | AlterColumn
    | AlterConstraint
    | AlterIndex
    | AlterTrigger
    | AlterPolicy
    | AlterObject
)
_MOST_SHOWN = 120
_NOT_NULL_NAME = "not_null_name"
_NOT_COMPARED = frozenset({"depends_on", "is_verified", "is_populated", _NOT_NULL_NAME})


@dataclass(frozen=True, slots=True)
class Comparison:
    differences: list[str]
    """What would have to be done to the actual schema; empty when it is the expected design."""
    notes: list[str]


def compare(actual: Schema, expected: Schema) -> Comparison:
    expected = adopt_ids(expected, actual)
    changes = diff(actual, expected)
    names = dict(_names(actual)) | dict(_names(expected))
    return Comparison(
        [sentence for change in changes if (sentence := _sentence(actual, change, names))],
        list(dict.fromkeys(_notes(actual, changes))),
    )


def _sentence(actual: Schema, change: Change, names: dict[UUID, str]) -> str:
    """The change in words, with what is there now; "" for what does not count."""
    if isinstance(change, MoveColumn) or _goes_with_a_new_table(actual, change):
        return ""
    if not isinstance(change, Alteration):
        return f"Still needed: {describe(actual, change)}."
    wanted = {name: value for name, value in change.set.items() if name not in _NOT_COMPARED}
    if not wanted:
        return ""
    thing = target_in(actual, change)
    values = (
        f"{name.replace('_', ' ')} is {_short(getattr(thing, name), names)}, "
        f"and should be {_short(value, names)}"
        for name, value in wanted.items()
    )
    described = describe(actual, replace(change, set=wanted))
    return f"Still needed: {described}; {'; '.join(values)}."


def _goes_with_a_new_table(actual: Schema, change: Change) -> bool:
    """The difference adds the foreign keys of new tables last; the table is missing as a whole."""
    return isinstance(change, AddConstraint) and change.table not in actual.tables_by_id


def _notes(actual: Schema, changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        match change:
            case MoveColumn(table=id):
                # ALTER TABLE can only add at the end.
                yield f"Table {_table(actual, id)} has its columns in another order."
            case AlterColumn(table=id, column=column, set={"not_null_name": None}):
                # PostgreSQL keeps the name of a NOT NULL when its column or table is renamed.
                kept = actual.tables_by_id[id].columns_by_id[column]
                where = f"{kept.name} in table {_table(actual, id)}"
                yield f"The NOT NULL of {where} is called {kept.not_null_name}."
            case _:
                continue


def _table(schema: Schema, id: UUID) -> str:
    table = schema.tables_by_id[id]
    return f"{table.schema}.{table.name}"


def _names(thing: Any) -> Iterator[tuple[UUID, str]]:
    """The name of everything that has an id, however deep it stands."""
    if isinstance(thing, tuple):
        for one in thing:
            yield from _names(one)
    elif is_dataclass(thing):
        if hasattr(thing, "id") and hasattr(thing, "name"):
            yield thing.id, thing.name
        for field in fields(thing):
            yield from _names(getattr(thing, field.name))


def _short(value: Any, names: dict[UUID, str]) -> str:
    text = _text(value, names)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _text(value: Any, names: dict[UUID, str]) -> str:
    if value is None or value == "":
        return "unset"
    if isinstance(value, UUID):
        return names.get(value, "something unknown")
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        said = (f"{name.replace('_', ' ')} {_text(one, names)}" for name, one in parts if one)
        return ", ".join(said) or "plain"
    if isinstance(value, tuple):
        return "(" + ", ".join(_text(one, names) for one in value) + ")"
    return str(value)
