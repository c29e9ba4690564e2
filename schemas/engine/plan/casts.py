"""Which type changes PostgreSQL makes by itself (assignment casts), and which need USING."""

from __future__ import annotations

import re

_FAMILIES = (
    {"smallint", "integer", "bigint", "numeric", "real", "double precision"},
    {"text", "character varying", "character", "bpchar", "name", "citext"},
    {"date", "timestamp without time zone", "timestamp with time zone"},
    {"time without time zone", "time with time zone"},
    {"json", "jsonb"},
    {"bit", "bit varying"},
    {"inet", "cidr"},
)
_STRINGS = _FAMILIES[1]
_TYPMOD = re.compile(r"\([^)]*\)")


def has_assignment_cast(before: str, after: str) -> bool:
    """Whether `ALTER COLUMN … TYPE` needs no USING clause."""
    old, new = _base(before), _base(after)
    if old == new:
        return True
    if new in _STRINGS:
        return not old.endswith("[]")
    return any(old in family and new in family for family in _FAMILIES)


def _base(type_name: str) -> str:
    """`character varying(20)` -> `character varying`; typmods never decide about a cast."""
    return " ".join(_TYPMOD.sub("", type_name).split())
