"""Names inside SQL text, found token by token and rewritten when what they name is renamed.

This is no parser. It knows strings, comments, quoted names and the few places where a word is
never a column, which is enough for text that PostgreSQL printed: there every relation and type is
qualified, and every column inside a subquery carries the name or alias of its table. What it
cannot tell for sure it leaves alone: bare columns inside subqueries, string bodies of functions
(PostgreSQL does not rewrite those either). Columns in queries are the business of `queries`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Set
from typing import NamedTuple

from schemas.engine.names import literal, qualified, quote
from schemas.engine.sql_text import Sql, may_contain


class QualifiedName(NamedTuple):
    schema: str
    name: str


def rename_column(text: str, old: str, new: str, *, qualifiers: Collection[str] = ()) -> str:
    """Rewrite a column in an expression of its own table.

    `qualifiers` are names of the table that may stand before it and a dot.
    """
    if not may_contain(text, old):
        return text
    sql = Sql(text)
    inner = sql.inside_subqueries()
    for place, word in enumerate(sql):
        if word.names(old) and (
            _is_qualified(sql, place, qualifiers)
            or (place not in inner and not is_other(sql, place))
        ):
            sql.write(place, quote(new))
    return str(sql)


def rename_in_trigger(definition: str, old: str, new: str) -> str:
    """Rewrite a column in `UPDATE OF a, b ON`, `old.a` and `new.a` of a `CREATE TRIGGER`."""
    sql = Sql(definition)
    is_listed = False
    for place, word in enumerate(sql):
        is_listed = is_listed and not word.is_key("ON")
        if word.names(old) and (is_listed or _is_qualified(sql, place, ("old", "new"))):
            sql.write(place, quote(new))
        is_listed = is_listed or (word.is_key("OF") and sql[place - 1].is_key("UPDATE"))
    return str(sql)


def mentions_column(text: str, column: str, *, qualifiers: Collection[str] = ()) -> bool:
    """Whether an expression of its own table uses the column."""
    return rename_column(text, column, "", qualifiers=qualifiers) != text


def rename_trigger(definition: str, new: str) -> str:
    """Rewrite the trigger's own name, the first word after `TRIGGER`."""
    sql = Sql(definition)
    for place, _ in enumerate(sql):
        if sql[place - 1].is_key("TRIGGER"):
            sql.write(place, quote(new))
            break
    return str(sql)


def rename_qualifier(text: str, old: str, new: str) -> str:
    """Rewrite `old.column` where `old` is the bare name of a table."""
    if not may_contain(text, old):
        return text
    sql = Sql(text)
    _rename_qualifiers(sql, {old: new}, frozenset())
    return str(sql)


def rename_qualified(text: str, names: Mapping[QualifiedName, QualifiedName]) -> str:
    """Rewrite `schema.name` wherever it stands, and in `'schema.name'::regclass`.

    Where a table in FROM has no alias, `name.column` follows too.
    """
    if not any(may_contain(text, schema) for schema in {old.schema for old in names}):
        return text
    sql = Sql(text)
    followers: dict[str, str] = {}
    done: set[int] = set()
    for place, word in enumerate(sql):
        if word.kind == "string" and sql[place + 2].is_key("REGCLASS"):
            sql.write(place, _renamed_literal(word.text, names))
        elif found := _renamed_pair(sql, place, names):
            if _is_unaliased_table(sql, place):
                followers[sql[place + 2].value] = found.name
            sql.write(place, quote(found.schema))
            sql.write(place + 2, quote(found.name))
            done |= {place, place + 2}
    _rename_qualifiers(sql, followers, done)
    return str(sql)


def rename_in_body(definition: str, names: Mapping[QualifiedName, QualifiedName]) -> str:
    """Rewrite `schema.name` inside dollar quotes too, where PostgreSQL does not follow a rename."""
    sql = Sql(rename_qualified(definition, names))
    for place, word in enumerate(sql):
        if word.kind == "string" and word.text.startswith("$"):
            tag = word.text[: word.text.index("$", 1) + 1]
            body = rename_qualified(word.text[len(tag) : -len(tag)], names)
            sql.write(place, f"{tag}{body}{tag}")
    return str(sql)


# What a word is

_TYPE_WORDS = {"varying", "precision", "with", "without", "time", "zone"}
_LONGEST_TYPE = 8
"""Tokens between `::` and the last word of a type."""


def _is_qualified(sql: Sql, place: int, qualifiers: Collection[str]) -> bool:
    return sql[place - 1].text == "." and any(sql[place - 2].names(name) for name in qualifiers)


def is_other(sql: Sql, place: int) -> bool:
    """A field, function, qualifier, type, collation, method or part of a key phrase."""
    word, before, after = sql[place], sql[place - 1], sql[place + 1]
    if before.text in (".", "::") or after.text in ("(", "."):
        return True
    if before.is_key("COLLATE", "USING"):
        return True
    if before.text == "(" and sql[place - 2].is_key("EXTRACT"):
        return True
    if word.text.lower() not in _TYPE_WORDS:
        return False
    return before.is_key("TIME") or _ends_a_type(sql, place)


def _ends_a_type(sql: Sql, place: int) -> bool:
    """Whether only words of a type stand between here and a `::`."""
    for back in range(place - 1, place - 1 - _LONGEST_TYPE, -1):
        if sql[back].text == "::":
            return True
        if not re.fullmatch(r"[\w()]+", sql[back].text):
            return False
    return False


def _renamed_pair(
    sql: Sql, place: int, names: Mapping[QualifiedName, QualifiedName]
) -> QualifiedName | None:
    """The new name of the `schema.name` that starts here."""
    if sql[place - 1].text == "." or sql[place + 1].text != ".":
        return None
    first, last = sql[place], sql[place + 2]
    if (first.kind, last.kind) != ("name", "name"):
        return None
    return names.get(QualifiedName(first.value, last.value))


def _is_unaliased_table(sql: Sql, place: int) -> bool:
    """Whether `schema.name` is read from and no other name for it follows."""
    before, after = sql[place - 1], sql[place + 3]
    is_read = before.is_key("FROM", "JOIN") or before.text in ("(", ",")
    return is_read and not (after.is_key("AS") or after.is_alias)


def _rename_qualifiers(sql: Sql, names: Mapping[str, str], done: Set[int]) -> None:
    for place, word in enumerate(sql):
        if sql[place + 1].text != "." or sql[place - 1].text == "." or place in done:
            continue
        new = next((new for old, new in names.items() if word.names(old)), None)
        if new is not None:
            sql.write(place, quote(new))


def _renamed_literal(text: str, names: Mapping[QualifiedName, QualifiedName]) -> str:
    content = text[1:-1].replace("''", "'")
    parts = [token.value for token in Sql(content) if token.kind == "name"]
    found = names.get(QualifiedName(*parts)) if len(parts) == 2 else None
    return literal(qualified(found.schema, found.name)) if found else text
