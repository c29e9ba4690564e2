"""The types that a change brings, spelled as PostgreSQL prints them.

The same type in two spellings would look like a difference between designs. What is not
understood stays as it was written: `check` says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from schemas.engine.changes import (
    AddColumn,
    AddObject,
    AddTable,
    AlterColumn,
    AlterObject,
    Change,
    Fields,
)
from schemas.engine.draft import Draft
from schemas.engine.model import Attribute, Column, CompositeType, Domain, Sequence
from schemas.engine.types import canonical_type, is_bare, user_types

_Spell = Callable[[str], str]


def spelled(draft: Draft, change: Change) -> Change:
    """The change with `varchar(80)` as `character varying(80)` and `status` as `app.status`."""
    spell = _speller(draft)
    match change:
        case AddTable(table=table):
            columns = tuple(_column(column, spell) for column in table.columns)
            return replace(change, table=replace(table, columns=columns))
        case AddColumn(column=column):
            return replace(change, column=_column(column, spell))
        case AddObject(object=Domain() | Sequence() as thing):
            return replace(change, object=replace(thing, type=spell(thing.type)))
        case AddObject(object=CompositeType() as thing):
            attributes = _attributes(thing.attributes, spell)
            return replace(change, object=replace(thing, attributes=attributes))
        case AlterColumn() | AlterObject():
            return replace(change, set=_fields(change.set, spell), was=_fields(change.was, spell))
        case _:
            return change


def _speller(draft: Draft) -> _Spell:
    """Types of the design are looked for only where a bare name may mean one of them."""

    @cache
    def known() -> frozenset[str]:
        return user_types(draft.schema())

    # The columns of a table have few types among them.
    return cache(lambda text: canonical_type(text, known() if is_bare(text) else ()))


def _column(column: Column, spell: _Spell) -> Column:
    type = spell(column.type)
    return column if type == column.type else replace(column, type=type)


def _fields(values: Fields, spell: _Spell) -> Fields:
    changed: dict[str, Any] = {}
    if isinstance(type := values.get("type"), str):
        changed["type"] = spell(type)
    if "attributes" in values:
        changed["attributes"] = _attributes(values["attributes"], spell)
    return {**values, **changed}


def _attributes(attributes: tuple[Attribute, ...], spell: _Spell) -> tuple[Attribute, ...]:
    return tuple(replace(attribute, type=spell(attribute.type)) for attribute in attributes)
