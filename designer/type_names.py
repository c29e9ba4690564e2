"""Types as people write them, and those on offer where one is chosen."""

from __future__ import annotations

import re
from collections.abc import Collection

from schemas.engine.model import PUBLIC, Schema
from schemas.engine.types import canonical_type, completions, user_types

MOST_OFFERED = 2000

_SHORTER = [
    (re.compile(long), short)
    for long, short in (
        (r"character varying", "varchar"),
        (r"character\b", "char"),
        (r"timestamp(\(\d\))? with time zone", r"timestamptz\1"),
        (r"timestamp(\(\d\))? without time zone", r"timestamp\1"),
        (r"time(\(\d\))? with time zone", r"timetz\1"),
        (r"time(\(\d\))? without time zone", r"time\1"),
        (r"double precision", "float8"),
        (r"bit varying", "varbit"),
    )
]


def type_names(schema: Schema) -> list[str]:
    """The design's own types, then PostgreSQL's."""
    known = user_types(schema)
    offers = completions("", schema, limit=MOST_OFFERED)
    return [typed_name(offer.name, known) for offer in offers]


def typed_name(type: str, known: Collection[str]) -> str:
    """As people type it: `public.` goes where the name alone is understood."""
    bare = short_type(type.removeprefix(f"{PUBLIC}."))
    return bare if canonical_type(bare, known) == type else short_type(type)


def short_type(type: str) -> str:
    """In the fewest letters PostgreSQL understands, as `static/js/canvas/short_type.js` does.

    `canonical_type` of the answer is the type again; `type` is as `format_type` prints it.
    """
    for long, short in _SHORTER:
        if match := long.match(type):
            return match.expand(short) + type[match.end() :]
    return type
