"""What ALTER COLUMN … TYPE does to the rows: nothing, or writing all of them again.

Measured on PostgreSQL 15 and 18; the rule is ATColumnChangeRequiresRewrite(): a cast that only
relabels the value is free, and so is a length that only grows.
https://www.postgresql.org/docs/18/sql-altertable.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Pairs of `SELECT castsource, casttarget FROM pg_cast WHERE castmethod = 'b'` that columns have.
_RELABELED = frozenset(
    {
        ("text", "character varying"),
        ("character varying", "text"),
        ("text", "bpchar"),
        ("character varying", "bpchar"),
        ("cidr", "inet"),
        ("bit", "bit varying"),
        ("bit varying", "bit"),
        ("xml", "text"),
        ("xml", "character varying"),
        ("integer", "oid"),
        ("oid", "integer"),
        ("citext", "text"),
        ("text", "citext"),
        ("character varying", "citext"),
        ("citext", "character varying"),
        *(("oid", name) for name in ("regclass", "regtype", "regproc", "regrole")),
        *((name, "oid") for name in ("regclass", "regtype", "regproc", "regrole")),
    }
)
_MOMENTS = frozenset({"timestamp with time zone", "timestamp without time zone"})
_TIMES = _MOMENTS | {"time with time zone", "time without time zone", "interval"}
_PRECISION_OF_TIME = 6


class _Type(NamedTuple):
    name: str
    modifiers: tuple[int, ...]
    is_array: bool


def is_rewrite(before: str, after: str, *, in_utc: bool = False) -> bool:
    """Whether the values must be written again; types as `format_type` prints them.

    `in_utc`: the session's time zone is UTC, where a time stamp with and without zone are the same.
    """
    old, new = _parsed(before), _parsed(after)
    if old == new:
        return False
    if old.is_array or new.is_array:
        return old.name != new.name or old.is_array != new.is_array or bool(new.modifiers)
    if old.name == new.name:
        return not _holds_all(old, new)
    if {old.name, new.name} == _MOMENTS:
        return not (in_utc and _holds_all(old, new))
    if (old.name, new.name) not in _RELABELED:
        return True
    return not _holds_all(old, new)


def can_fail(before: str, after: str) -> bool:
    """Whether a value of the old type may not fit into the new one."""
    old, new = _parsed(before), _parsed(after)
    if old == new:
        return False
    if old.name == new.name:
        if old.name == "numeric" and new.modifiers:
            return not old.modifiers or _digits_before(new) < _digits_before(old)
        return old.name not in _TIMES and not _holds_all(old, new)
    if old.name in _SIZES and new.name in _SIZES:
        return _SIZES[new.name] < _SIZES[old.name]
    if new.name in ("text", "character varying", "bpchar", "character"):
        return bool(new.modifiers)
    return (old.name, new.name) not in _ALWAYS_FIT


_SIZES = {"smallint": 2, "integer": 4, "bigint": 8, "numeric": 99}
_ALWAYS_FIT = frozenset(
    {
        ("real", "double precision"),
        ("smallint", "double precision"),
        ("integer", "double precision"),
        ("date", "timestamp without time zone"),
        ("date", "timestamp with time zone"),
        ("timestamp without time zone", "timestamp with time zone"),
        ("timestamp with time zone", "timestamp without time zone"),
        ("cidr", "inet"),
        ("json", "jsonb"),
        ("jsonb", "json"),
        ("bit", "bit varying"),
    }
)


def _digits_before(type: _Type) -> int:
    precision, scale = (*type.modifiers, 0)[:2]
    return precision - scale


def _holds_all(old: _Type, new: _Type) -> bool:
    """Whether the new length, precision or scale takes every value as it is."""
    if not new.modifiers:
        return True
    if new.name == "numeric":
        same_scale = old.modifiers[1:] == new.modifiers[1:]
        return bool(old.modifiers) and same_scale and old.modifiers[0] <= new.modifiers[0]
    if new.name in _TIMES:
        return (*old.modifiers, _PRECISION_OF_TIME)[0] <= new.modifiers[0]
    if new.name in ("character", "bit"):
        return old == new
    return bool(old.modifiers) and old.modifiers[0] <= new.modifiers[0]


def _parsed(type: str) -> _Type:
    element = type.removesuffix("[]")
    found = re.search(r"\(([\d, -]+)\)", element)
    modifiers = tuple(int(part) for part in found[1].split(",")) if found else ()
    name = re.sub(r"\s*\([\d, -]+\)", "", element)
    return _Type(name.rpartition(".")[2].strip('"'), modifiers, element != type)
