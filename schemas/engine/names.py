"""Names as PostgreSQL reads them: quoting, the 63-byte limit, the names it chooses itself."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import count

LONGEST_NAME = 63
"""Bytes in UTF-8 (NAMEDATALEN - 1); PostgreSQL cuts what is longer without an error."""

_KEY_WORDS = """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit
    boolean both case cast char character check coalesce collate collation column concurrently
    constraint create cross current_catalog current_date current_role current_schema
    current_time current_timestamp current_user dec decimal default deferrable desc distinct do
    else end except exists extract false fetch float for foreign freeze from full grant greatest
    group grouping having ilike in initially inner inout int integer intersect interval into is
    isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
    json_scalar json_serialize json_table json_value lateral leading least left like limit
    localtime localtimestamp merge_action national natural nchar none normalize not notnull null
    nullif numeric offset on only or order out outer overlaps overlay placing position precision
    primary real references returning right row select session_user setof similar smallint some
    substring symmetric system_user table tablesample then time timestamp to trailing treat trim
    true union unique user using values varchar variadic verbose when where window with
    xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
    xmlserialize xmltable
"""
MUST_QUOTE = frozenset(_KEY_WORDS.split())
"""Key words of PostgreSQL 18 that are not free to use as names everywhere.

Source: https://www.postgresql.org/docs/18/sql-keywords-appendix.html (all but "non-reserved").
"""

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)


@lru_cache(maxsize=20_000)
def quote(name: str) -> str:
    """The name as SQL needs it: in double quotes only where it would not survive without."""
    if _PLAIN.fullmatch(name) and name not in MUST_QUOTE:
        return name
    return '"' + name.replace('"', '""') + '"'


def qualified(schema: str, name: str) -> str:
    """`schema.name`, quoted; the name alone for what lives outside schemas."""
    return f"{quote(schema)}.{quote(name)}" if schema else quote(name)


def literal(text: str) -> str:
    """A string constant (`standard_conforming_strings` is on everywhere since 9.1)."""
    return "'" + text.replace("'", "''") + "'"


def byte_length(name: str) -> int:
    return len(name.encode())


def clip(name: str, longest: int = LONGEST_NAME) -> str:
    """The name cut to a number of bytes, never inside a character."""
    return name.encode()[:longest].decode(errors="ignore")


def default_name(
    table: str, columns: Sequence[str], suffix: str, *, taken: Container[str] = ()
) -> str:
    """The first of `default_names` that is free."""
    return next(name for name in default_names(table, columns, suffix) if name not in taken)


def default_names(table: str, columns: Sequence[str], suffix: str) -> Iterator[str]:
    """Those PostgreSQL tries: `orders_user_id_fkey`, `orders_user_id_fkey1` and so on.

    Suffixes are `pkey` (without columns), `key`, `fkey`, `check`, `excl`, `idx`, `seq`,
    `not_null`. An index key that is an expression counts as a column named `expr`.
    """
    columns_part = _joined(columns)
    suffixes = (f"{suffix}{number or ''}" for number in count())
    return (_object_name(table, columns_part, ending) for ending in suffixes)


def _joined(columns: Sequence[str]) -> str:
    """Columns beyond the length of a name are not looked at any more, as in PostgreSQL."""
    joined = ""
    for column in columns:
        joined = f"{joined}_{column}" if joined else column
        if byte_length(joined) > LONGEST_NAME:
            break
    return joined


def _object_name(table: str, columns: str, suffix: str) -> str:
    """Cuts the longer of table and columns until all fits, as makeObjectName() does."""
    whole = f"{table}_{columns}_{suffix}" if columns else f"{table}_{suffix}"
    if len(whole) <= LONGEST_NAME and whole.isascii():
        return whole
    overhead = len(suffix) + 1 + (1 if columns else 0)
    first, second = byte_length(table), byte_length(columns)
    while first + second > LONGEST_NAME - overhead:
        if first > second:
            first -= 1
        else:
            second -= 1
    parts = [clip(table, first), clip(columns, second), suffix]
    return "_".join(part for part in parts if part)
