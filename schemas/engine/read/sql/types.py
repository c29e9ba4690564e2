"""Types of other databases in PostgreSQL's words, with what only a constraint can say of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.engine.names import literal
from schemas.engine.read.foreign_types import nearest_type
from schemas.engine.read.formats import Format
from schemas.engine.read.sql.tokens import Cursor
from schemas.engine.types import canonical_type, validate_type

_WORDS_AFTER = {
    "DOUBLE": ("PRECISION",),
    "CHARACTER": ("VARYING", "LARGE"),
    "CHAR": ("VARYING",),
    "NATIONAL": ("CHARACTER", "CHAR", "VARCHAR"),
    "BINARY": ("VARYING", "LARGE"),
    "LARGE": ("OBJECT",),
    "LONG": ("RAW", "VARCHAR"),
    "UNSIGNED": ("BIG",),
    "BIG": ("INT",),
    "NATIVE": ("CHARACTER",),
}
_OPTIONS = ("UNSIGNED", "SIGNED", "ZEROFILL", "BINARY", "BYTE", "CHAR")
_ZONES = (
    (("WITH", "LOCAL", "TIME", "ZONE"), "timestamptz"),
    (("WITH", "TIME", "ZONE"), "timestamptz"),
    (("WITHOUT", "TIME", "ZONE"), "timestamp"),
)
_WIDER = {
    "tinyint": "smallint",
    "smallint": "integer",
    "mediumint": "integer",
    "int": "bigint",
    "integer": "bigint",
    "bigint": "numeric(20)",
}
_OWN: Mapping[Format, Mapping[str, str]] = {
    Format.MYSQL: {
        "timestamp": "timestamptz",
        "json": "jsonb",
        "bool": "boolean",
        "real": "double precision",
        "float": "real",
    },
    Format.SQLITE: {
        "integer": "bigint",
        "int": "bigint",
        "real": "double precision",
        "tinyint": "smallint",
        "date": "date",
    },
    Format.TSQL: {
        "bit": "boolean",
        "money": "numeric(19,4)",
        "smallmoney": "numeric(10,4)",
        "real": "real",
        "timestamp": "bytea",
        "float": "double precision",
        "xml": "xml",
        "sysname": "varchar(128)",
        "tinyint": "smallint",
    },
    Format.BIGQUERY: {
        "timestamp": "timestamptz",
        "bignumeric": "numeric",
        "bigdecimal": "numeric",
        "json": "jsonb",
        "geography": "text",
    },
    Format.ORACLE: {
        "date": "timestamp(0)",
        "raw": "bytea",
        "long": "text",
        "long raw": "bytea",
        "binary_float": "real",
        "binary_double": "double precision",
        "float": "double precision",
        "xmltype": "xml",
    },
    Format.SNOWFLAKE: {"number": "numeric", "float": "double precision", "array": "jsonb"},
    Format.REDSHIFT: {"super": "jsonb"},
    Format.DUCKDB: {
        "hugeint": "numeric(39)",
        "uhugeint": "numeric(39)",
        "utinyint": "smallint",
        "usmallint": "integer",
        "uinteger": "bigint",
        "ubigint": "numeric(20)",
        "float": "real",
        "datetime": "timestamp",
    },
}
_LONGEST_TIME = 6
_LONGEST_TEXT = 10_485_760
"""Characters that PostgreSQL lets a varchar declare."""
_AROUND_NAMES = re.compile(r"[\[`]([^\]`\d][^\]`]*)[\]`]")
_NUMBERS = re.compile(r"\d+(?:\s*,\s*-?\d+)?")


@dataclass(frozen=True, slots=True)
class TypeDraft:
    sql: str
    source: str
    """As the script says it."""
    labels: tuple[str, ...] = ()
    """Of an ENUM or a SET, which need more than a name."""
    is_set: bool = False
    is_unsigned: bool = False
    is_known: bool = True

    @property
    def is_same(self) -> bool:
        """Whether PostgreSQL calls it the same."""
        here = canonical_type(self.source)
        return canonical_type(self.sql) == here


def read_type(cursor: Cursor, format: Format) -> TypeDraft:
    """Passes the type that comes next, and all that belongs to it."""
    start = cursor.place
    words = _words(cursor)
    inside = cursor.group() if cursor.next.word == "(" else None
    arguments = inside.source() if inside else ""
    options: set[str] = set()
    while option := cursor.skip_any(*_OPTIONS):
        options.add(option)
    zone = next((sql for zone, sql in _ZONES if cursor.skip(*zone)), "")
    is_nested = _skip_angles(cursor)
    arrays = _skip_brackets(cursor)
    source = _AROUND_NAMES.sub(r"\1", cursor.taken(start).source())
    name = " ".join(words).lower()
    if name in ("enum", "set") and inside:
        labels = tuple(one.next.text for one in inside.items())
        return TypeDraft("text", source, labels, is_set=name == "set")
    if zone and name == "timestamp":
        return TypeDraft(_timed(zone, arguments), source)
    if name in ("array", "struct", "record", "map", "union") and (is_nested or inside):
        return _nested(name, cursor, start, source)
    sql = _named(name, arguments, format, is_unsigned="UNSIGNED" in options)
    if sql is None:
        return TypeDraft("text", source, is_known=False)
    return TypeDraft(sql + "[]" * arrays, source, is_unsigned="UNSIGNED" in options)


def _words(cursor: Cursor) -> list[str]:
    """`double precision`; of `[dbo].[Flag]` the last part."""
    words = [cursor.dotted()[-1].text]
    while cursor.next.word in _WORDS_AFTER.get(words[-1].upper(), ()):
        words.append(cursor.advance().text)
    return words


def _named(name: str, arguments: str, format: Format, *, is_unsigned: bool) -> str | None:
    shown = f"({arguments})" if arguments else ""
    own = _OWN.get(format, {}).get(name)
    if name == "tinyint" and arguments == "1" and not is_unsigned:
        return "boolean"
    if name == "bit" and format is Format.MYSQL and arguments in ("", "1"):
        return "boolean"
    if is_unsigned and name in _WIDER:
        return _WIDER[name]
    if own:
        return _timed(own, arguments) if own.startswith("timestamp") else _sized(own, arguments)
    if name in ("time", "timetz"):
        return _timed(name, arguments)
    if arguments.lower() == "max":
        return "bytea" if "binary" in name else "text"
    if name in ("char", "varchar", "nchar", "nvarchar", "varchar2", "nvarchar2"):
        # Oracle counts in bytes or characters: `VARCHAR2(20 CHAR)`.
        length = arguments.split()[0] if arguments else ""
        base = "varchar" if "var" in name else "char"
        if not length.isdigit() or int(length[:9]) == 0:
            return base
        return f"{base}({length})" if int(length[:9]) <= _LONGEST_TEXT else "text"
    if validate_type(f"{name}{shown}", ()) is None:
        return f"{name}{shown}"
    if nearest := nearest_type(name, shown):
        return nearest
    return name if validate_type(name, ()) is None else None


def _sized(own: str, arguments: str) -> str:
    takes = own == "numeric" and _NUMBERS.fullmatch(arguments)
    return f"{own}({arguments})" if takes else own


def _timed(name: str, digits: str) -> str:
    """PostgreSQL keeps six digits of a second."""
    if "(" in name or not digits.isdigit():
        return name
    return f"{name}({min(int(digits[:4]), _LONGEST_TIME)})"


def _nested(name: str, cursor: Cursor, start: int, source: str) -> TypeDraft:
    """Arrays of plain types are arrays; what has fields is kept as JSON."""
    inner = cursor.taken(start)
    inner.advance()
    inner.advance()
    is_plain = name == "array" and inner.next.word not in ("STRUCT", "ARRAY", "MAP", "RECORD")
    if not is_plain or inner.is_done:
        return TypeDraft("jsonb", source)
    element = read_type(inner, Format.BIGQUERY)
    return TypeDraft(f"{element.sql}[]", source)


def _skip_angles(cursor: Cursor) -> bool:
    """`<…>`, in which `>>` may close two at once."""
    if cursor.next.word != "<":
        return False
    depth = 0
    while not cursor.is_done:
        word = cursor.advance().word
        depth += word.count("<") - word.count(">")
        if depth <= 0:
            break
    return True


def _skip_brackets(cursor: Cursor) -> int:
    count = 0
    while cursor.next.word == "[":
        while not cursor.is_done and cursor.advance().word != "]":
            continue
        count = 1
    return count


def set_check(column: str, labels: tuple[str, ...]) -> str:
    """What MySQL's SET allows: any of the labels."""
    return f"{column} <@ ARRAY[{', '.join(map(literal, labels))}]"
