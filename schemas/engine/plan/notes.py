"""Facts about locks and rewrites, as measured on PostgreSQL 15 and 18 and documented in
https://www.postgresql.org/docs/current/sql-altertable.html and `explicit-locking.html`."""

from __future__ import annotations

import re

from schemas.engine.model import Column

BREAKS_CLIENTS = "Clients that still use the old name fail from here on."
LOSES_COLUMN = "The column's values are lost."
LOSES_TABLE = "The table's rows are lost."
SCANS = "Reads every row while readers and writers wait (ACCESS EXCLUSIVE)."
RESTARTS = "No old value is within the new bounds: the sequence starts anew."
REWRITES = "Rewrites the table while readers and writers wait (ACCESS EXCLUSIVE)."
BUILDS_INDEX = "Builds an index while writers wait (SHARE); CONCURRENTLY would not block them."
BUILDS_KEY = "Builds the key's index while readers and writers wait (ACCESS EXCLUSIVE)."
CHECKS_KEY = "Checks every row while writers of both tables wait (SHARE ROW EXCLUSIVE)."
NEEDS_VALUE = "Fails on a table that has rows: the new column is required and has no default."
REPLACES_TYPE = "Rows that hold a value which the new type does not know make this fail."
REBUILDS_COLUMN = "PostgreSQL computes the values anew when the column is added again."

_VOLATILE = re.compile(
    r"\b(gen_random_uuid|uuidv4|uuidv7|uuid_generate_v\w+|random|nextval|clock_timestamp"
    r"|timeofday|txid_current)\s*\(",
    re.IGNORECASE,
)
_STRING_LENGTH = re.compile(r"character varying\((\d+)\)")


def add_column_notes(column: Column) -> tuple[str, ...]:
    """A constant or stable default is kept in the catalog; anything else writes every row."""
    fills = column.default is not None or column.identity or column.generated
    stored = column.generated is not None and column.generated.storage == "STORED"
    volatile = column.default is not None and _VOLATILE.search(column.default) is not None
    notes = [REWRITES] if column.identity or stored or volatile else []
    if not column.nullable and not fills:
        notes.append(NEEDS_VALUE)
    return tuple(notes)


def type_change_notes(before: str, after: str) -> tuple[str, ...]:
    return () if _is_same_on_disk(before, after) else (REWRITES,)


def _is_same_on_disk(before: str, after: str) -> bool:
    """Only widening of text is free; PostgreSQL rewrites the rest."""
    strings = ("text", "character varying")
    old, new = _STRING_LENGTH.fullmatch(before), _STRING_LENGTH.fullmatch(after)
    if old and new:
        return int(old[1]) <= int(new[1])
    return after in strings and (old is not None or before in strings)
