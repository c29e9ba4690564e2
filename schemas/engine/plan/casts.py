"""How rows get from one type to another: by themselves, by an explicit cast, or through text."""

from __future__ import annotations

import re

_NUMBERS = {"smallint", "integer", "bigint", "numeric", "real", "double precision"}
_WHOLE_NUMBERS = {"smallint", "integer", "bigint"}
_STRINGS = {"text", "character varying", "character", "bpchar", "name", "citext"}
_MOMENTS = {"date", "timestamp without time zone", "timestamp with time zone"}
_BY_ASSIGNMENT = (
    _NUMBERS,
    _STRINGS,
    _MOMENTS,
    {"time without time zone", "time with time zone"},
    {"json", "jsonb"},
    {"bit", "bit varying"},
    {"inet", "cidr"},
    {"macaddr", "macaddr8"},
)
_EXPLICIT = (
    {"integer", "boolean"},
    {"integer", "bit"},
    {"bigint", "bit"},
    {"integer", "money"},
    {"bigint", "money"},
    {"numeric", "money"},
    {"interval", "time without time zone"},
    {"timestamp without time zone", "time without time zone"},
    {"timestamp with time zone", "time without time zone"},
    {"timestamp with time zone", "time with time zone"},
    {"jsonb", "boolean"},
    *({"jsonb", number} for number in _NUMBERS),
)
"""Pairs with a cast that only `::` calls; `\\dC` lists them."""
_TYPMOD = re.compile(r"\([^)]*\)")


def has_assignment_cast(before: str, after: str) -> bool:
    """Whether `ALTER COLUMN … TYPE` needs no USING clause."""
    old, new = _base(before), _base(after)
    if old == new:
        return True
    if new in _STRINGS:
        return not old.endswith("[]")
    return any(old in family and new in family for family in _BY_ASSIGNMENT)


def conversion(value: str, before: str, after: str) -> str | None:
    """What USING says; None where nothing needs to be said.

    Numbers and moments are told by seconds since 1970. Between other types without any cast the
    values go through text, as far as the new type reads them.
    """
    if has_assignment_cast(before, after):
        return None
    old, new = _base(before), _base(after)
    if old in _WHOLE_NUMBERS and new in _MOMENTS:
        return f"to_timestamp({value})::{after}"
    if old in _MOMENTS and new in _WHOLE_NUMBERS:
        return f"extract(epoch FROM {value})::{after}"
    if _is_direct(old, new):
        return f"{value}::{after}"
    is_array = old.endswith("[]") and new.endswith("[]")
    return f"{value}::{'text[]' if is_array else 'text'}::{after}"


def _is_direct(old: str, new: str) -> bool:
    """Anything can be cast to and from text; an array if its elements can."""
    if old.endswith("[]") and new.endswith("[]"):
        element = old.removesuffix("[]"), new.removesuffix("[]")
        return has_assignment_cast(*element) or _is_direct(*element)
    if old in _STRINGS or new in _STRINGS:
        return True
    return any({old, new} == pair for pair in _EXPLICIT)


def _base(type_name: str) -> str:
    """`character varying(20)` -> `character varying`; typmods never decide about a cast."""
    return " ".join(_TYPMOD.sub("", type_name).split())
