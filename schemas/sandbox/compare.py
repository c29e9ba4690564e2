"""How two catalogs differ, in words. Ids do not count; neither does the order of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from schemas.engine.model import Schema, SqlObject, Table

_MOST_SHOWN = 120
_PARTS = ("columns", "constraints", "indexes", "triggers", "policies", "checks")
_UNORDERED = ("storage_parameters", "options", "roles")
# PostgreSQL keeps the name of a NOT NULL when its column or table is renamed: that is a note.
_NOT_COMPARED = frozenset({"id", "depends_on", "is_verified", "not_null_name"})

Facts = dict[str, dict[str, str]]
"""Object in words -> field -> value as text."""


def differences(actual: Schema, expected: Schema) -> list[str]:
    """Sentences about `actual`, seen from `expected`; empty when they are the same design."""
    found, wanted = _facts(actual), _facts(expected)
    missing = [f"{thing} is missing." for thing in sorted(wanted.keys() - found.keys())]
    surplus = [f"{thing} should not be there." for thing in sorted(found.keys() - wanted.keys())]
    changed = [
        f"{thing}: {field} is {_short(value)}, and should be {_short(wanted[thing].get(field))}."
        for thing in sorted(found.keys() & wanted.keys())
        for field, value in _both(found[thing], wanted[thing])
        if value != wanted[thing].get(field)
    ]
    return missing + surplus + changed


def _both(found: dict[str, str], wanted: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    for field in dict.fromkeys((*found, *wanted)):
        yield field, found.get(field)


def order_notes(actual: Schema, expected: Schema) -> list[str]:
    """Tables with the same columns in another order: ALTER TABLE can only add at the end."""
    wanted = {_label(table): [column.name for column in table.columns] for table in expected.tables}
    notes = []
    for table in actual.tables:
        names = [column.name for column in table.columns]
        target = wanted.get(_label(table))
        if target and names != target and sorted(names) == sorted(target):
            notes.append(f"{_label(table)} has its columns in another order.")
    return notes


def name_notes(actual: Schema, expected: Schema) -> list[str]:
    """NOT NULL constraints that are called otherwise than a new table would call them."""
    wanted = {
        (_label(table), column.name): column.not_null_name
        for table in expected.tables
        for column in table.columns
    }
    return [
        f"The NOT NULL of {column.name} in {_label(table)} is called {column.not_null_name}."
        for table in actual.tables
        for column in table.columns
        if column.not_null_name and wanted.get((_label(table), column.name)) is None
    ]


def _facts(schema: Schema) -> Facts:
    names = dict(_names(schema))
    facts: Facts = {}
    for thing in (*schema.tables, *schema.objects):
        label = _label(thing)
        facts[label] = dict(_fields(thing, names))
        for part in _parts(thing):
            facts[f"{_label(part)} of {label}"] = dict(_fields(part, names))
    return facts


def _names(schema: Schema) -> Iterator[tuple[UUID, str]]:
    for thing in (*schema.tables, *schema.objects):
        yield thing.id, _label(thing)
        for part in _parts(thing):
            yield part.id, part.name


def _parts(thing: Any) -> Iterator[Any]:
    """What lies inside a table, view or domain and has an id of its own."""
    for field in _PARTS:
        yield from (part for part in getattr(thing, field, ()) if hasattr(part, "id"))


def _fields(thing: Any, names: dict[UUID, str]) -> Iterator[tuple[str, str]]:
    for field in fields(thing):
        value = getattr(thing, field.name)
        holds_parts = field.name in _PARTS and any(hasattr(one, "id") for one in value)
        if field.name in _NOT_COMPARED or holds_parts or value in (None, (), ""):
            continue
        if field.name == "columns" and isinstance(thing, Table):
            continue
        if field.name in _UNORDERED and isinstance(value, tuple):
            value = sorted(value)
        yield field.name.replace("_", " "), _text(value, names)


def _short(text: str | None) -> str:
    if text is None:
        return "unset"
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _text(value: Any, names: dict[UUID, str]) -> str:
    if isinstance(value, UUID):
        return names.get(value, "something unknown")
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        return "; ".join(f"{name} {text}" for name, text in _fields(value, names)) or "plain"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "(" + ", ".join(_text(one, names) for one in value) + ")"
    return str(value)


def _label(thing: Any) -> str:
    if isinstance(thing, SqlObject):
        kind = thing.kind.value.lower()
    else:
        kind = "".join(f" {c.lower()}" if c.isupper() else c for c in type(thing).__name__).strip()
    schema = getattr(thing, "schema", "")
    return f"{kind} {schema}.{thing.name}" if schema else f"{kind} {thing.name}"
