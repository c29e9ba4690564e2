"""How DBML spells names, strings, expressions and types."""

from __future__ import annotations

import re
from collections.abc import Collection

from schemas.engine.model import PUBLIC

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_PLAIN_TYPE = re.compile(r"[a-z_][a-z0-9_]*(?:\(\d+(?:,-?\d+)?\))?", re.ASCII)
_KEY_WORDS = {
    *("table", "tablepartial", "tablegroup", "enum", "ref", "project", "note", "records", "as"),
    *("indexes", "checks", "pk", "null", "not", "true", "false", "unique", "primary", "default"),
    *("increment", "use", "reuse", "diagramview", "headercolor"),
}
# What PostgreSQL prints in many words, as people write it in diagrams.
_SHORT_TYPES = (
    (re.compile(r"character varying(\(\d+\))?"), r"varchar\1"),
    (re.compile(r"character(\(\d+\))"), r"char\1"),
    (re.compile(r"timestamp(\(\d\))? with time zone"), r"timestamptz\1"),
    (re.compile(r"timestamp(\(\d\))? without time zone"), r"timestamp\1"),
    (re.compile(r"time(\(\d\))? with time zone"), r"timetz\1"),
    (re.compile(r"time(\(\d\))? without time zone"), r"time\1"),
)
_STRING = re.compile(r"'((?:[^']|'')*)'(?:::[^'()]+(?:\(\d+(?:,\d+)?\))?(?:\[\])?)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def name(text: str) -> str:
    """In double quotes where it is no plain word or could be taken for a key word."""
    if _PLAIN_NAME.fullmatch(text) and text.lower() not in _KEY_WORDS:
        return text
    return f'"{_escaped(text, quote=chr(34))}"'


def full_name(schema: str, text: str) -> str:
    """Without the schema where it is `public`."""
    return name(text) if schema == PUBLIC else f"{name(schema)}.{name(text)}"


def string(text: str) -> str:
    return f"'{_escaped(text, quote=chr(39))}'"


def expression(sql: str) -> str | None:
    """In backticks; None when there is one in it, for which DBML has no escape."""
    return None if "`" in sql else f"`{sql}`"


def default(sql: str) -> str | None:
    """A constant as such, anything else as an expression."""
    if _NUMBER.fullmatch(sql) or sql in ("true", "false"):
        return sql
    if found := _STRING.fullmatch(sql):
        return string(found[1].replace("''", "'"))
    return expression(sql)


def type_name(sql: str, enums: Collection[tuple[str, str]]) -> str:
    """`sql` as `format_type` prints it, which names a type of the design with its schema."""
    bare = sql.removesuffix("[]")
    brackets = sql[len(bare) :]
    if enum := _enum(bare, enums):
        return full_name(*enum) + brackets
    for pattern, short in _SHORT_TYPES:
        if found := pattern.fullmatch(bare):
            bare = found.expand(short)
    plain = _PLAIN_TYPE.fullmatch(bare) and bare not in _KEY_WORDS
    return f"{bare}{brackets}" if plain else f'"{_escaped(sql, quote=chr(34))}"'


def remark(text: str) -> str:
    """A comment, which is one line."""
    return f"// {' '.join(text.split())}"


def _enum(bare: str, enums: Collection[tuple[str, str]]) -> tuple[str, str] | None:
    parts = re.findall(r'"(?:[^"]|"")+"|[^".]+', bare)
    if len(parts) != 2:
        return None
    plain = [p[1:-1].replace('""', '"') if p.startswith('"') else p for p in parts]
    found = (plain[0], plain[1])
    return found if found in enums else None


def _escaped(text: str, *, quote: str) -> str:
    escapes = {**_ESCAPES, quote: f"\\{quote}"}
    return "".join(escapes.get(character, character) for character in text)
