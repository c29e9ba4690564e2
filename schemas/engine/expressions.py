"""Names inside SQL text, found token by token and rewritten when what they name is renamed.

This is no parser. It knows strings, comments, quoted names and the few places where a word is
never a column, which is enough for text that PostgreSQL printed: there every relation and type is
qualified, and every column inside a subquery carries the name or alias of its table. What it
cannot tell for sure it leaves alone: bare columns inside subqueries, string bodies of functions
(PostgreSQL does not rewrite those either), columns in the query of a view.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from schemas.engine.names import MUST_QUOTE, literal, qualified, quote


class QualifiedName(NamedTuple):
    schema: str
    name: str


def rename_column(text: str, old: str, new: str, *, qualifiers: Collection[str] = ()) -> str:
    """Rewrite a column in an expression of its own table.

    `qualifiers` are names of the table that may stand before it and a dot.
    """
    if not _may_contain(text, old):
        return text
    sql = _Sql(text)
    inner = sql.inside_subqueries()
    for place, word in enumerate(sql):
        if word.names(old) and (
            _is_qualified(sql, place, qualifiers)
            or (place not in inner and not _is_other(sql, place))
        ):
            sql.write(place, quote(new))
    return str(sql)


def rename_in_trigger(definition: str, old: str, new: str) -> str:
    """Rewrite a column in `UPDATE OF a, b ON`, `old.a` and `new.a` of a `CREATE TRIGGER`."""
    sql = _Sql(definition)
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
    sql = _Sql(definition)
    for place, _ in enumerate(sql):
        if sql[place - 1].is_key("TRIGGER"):
            sql.write(place, quote(new))
            break
    return str(sql)


def rename_qualifier(text: str, old: str, new: str) -> str:
    """Rewrite `old.column` where `old` is the bare name of a table."""
    if not _may_contain(text, old):
        return text
    sql = _Sql(text)
    for place, word in enumerate(sql):
        if word.names(old) and sql[place - 1].text != "." and sql[place + 1].text == ".":
            sql.write(place, quote(new))
    return str(sql)


def rename_qualified(text: str, names: Mapping[QualifiedName, QualifiedName]) -> str:
    """Rewrite `schema.name` wherever it stands, and in `'schema.name'::regclass`."""
    if not any(_may_contain(text, schema) for schema in {old.schema for old in names}):
        return text
    sql = _Sql(text)
    for place, word in enumerate(sql):
        if word.kind == "string" and sql[place + 2].is_key("REGCLASS"):
            sql.write(place, _renamed_literal(word.text, names))
        elif sql[place + 1].text == "." and sql[place - 1].text != ".":
            _rename_pair(sql, place, names)
    return str(sql)


def rename_in_body(definition: str, names: Mapping[QualifiedName, QualifiedName]) -> str:
    """Rewrite `schema.name` inside dollar quotes too, where PostgreSQL does not follow a rename."""
    sql = _Sql(rename_qualified(definition, names))
    for place, word in enumerate(sql):
        if word.kind == "string" and word.text.startswith("$"):
            tag = word.text[: word.text.index("$", 1) + 1]
            body = rename_qualified(word.text[len(tag) : -len(tag)], names)
            sql.write(place, f"{tag}{body}{tag}")
    return str(sql)


# Tokens

# What is opened and never closed reaches to the end, so that reading stays linear.
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|--[^\n]*|/\*.*?(?:\*/|\Z))
  | (?P<string>[eE]'(?:[^'\\]|''|\\.)*(?:'|\Z)
      | '(?:[^']|'')*(?:'|\Z)
      | \$(?P<tag>(?:[^\W\d]\w*)?)\$.*?(?:\$(?P=tag)\$|\Z))
  | (?P<name>"(?:[^"]|"")*(?:"|\Z)|[^\W\d][\w$]*)
  | (?P<number>\d[\w.]*)
  | (?P<sign>::|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_TYPE_WORDS = {"varying", "precision", "with", "without", "time", "zone"}
_LONGEST_TYPE = 8
"""Tokens between `::` and the last word of a type."""


class _Token(NamedTuple):
    kind: str
    text: str

    @property
    def value(self) -> str:
        """The name as PostgreSQL understands it."""
        is_quoted = self.text.startswith('"')
        return self.text[1:-1].replace('""', '"') if is_quoted else self.text.lower()

    def names(self, name: str) -> bool:
        """Whether this token is that name; a bare key word never is."""
        is_key_word = not self.text.startswith('"') and self.value in MUST_QUOTE
        return self.kind == "name" and self.value == name and not is_key_word

    def is_key(self, word: str) -> bool:
        return self.text.upper() == word


_NOTHING = _Token("", "")


class _Sql:
    """Text as its tokens; places count all but blanks and comments."""

    def __init__(self, text: str) -> None:
        self._tokens = [_Token(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(text)]
        self._places = [at for at, token in enumerate(self._tokens) if token.kind != "space"]

    def __str__(self) -> str:
        return "".join(token.text for token in self._tokens)

    def __iter__(self) -> Iterator[_Token]:
        return (self._tokens[at] for at in self._places)

    def __getitem__(self, place: int) -> _Token:
        """The token there, or an empty one beyond either end."""
        is_inside = 0 <= place < len(self._places)
        return self._tokens[self._places[place]] if is_inside else _NOTHING

    def write(self, place: int, text: str) -> None:
        at = self._places[place]
        self._tokens[at] = self._tokens[at]._replace(text=text)

    def inside_subqueries(self) -> set[int]:
        """Places between `(SELECT` and its closing bracket."""
        inside: set[int] = set()
        queries: list[bool] = []
        for place, word in enumerate(self):
            if word.text == "(":
                first = self[place + 1]
                is_query = first.is_key("SELECT") or first.is_key("WITH")
                queries.append(is_query or queries[-1:] == [True])
            elif word.text == ")" and queries:
                queries.pop()
            if queries[-1:] == [True]:
                inside.add(place)
        return inside


def _may_contain(text: str, name: str) -> bool:
    return name.replace('"', '""') in text or name in text.lower()


# What a word is


def _is_qualified(sql: _Sql, place: int, qualifiers: Collection[str]) -> bool:
    return sql[place - 1].text == "." and any(sql[place - 2].names(name) for name in qualifiers)


def _is_other(sql: _Sql, place: int) -> bool:
    """A field, function, qualifier, type, collation, method or part of a key phrase."""
    word, before, after = sql[place], sql[place - 1], sql[place + 1]
    if before.text in (".", "::") or after.text in ("(", "."):
        return True
    if before.is_key("COLLATE") or before.is_key("USING"):
        return True
    if before.text == "(" and sql[place - 2].is_key("EXTRACT"):
        return True
    if word.text.lower() not in _TYPE_WORDS:
        return False
    return before.is_key("TIME") or _ends_a_type(sql, place)


def _ends_a_type(sql: _Sql, place: int) -> bool:
    """Whether only words of a type stand between here and a `::`."""
    for back in range(place - 1, place - 1 - _LONGEST_TYPE, -1):
        if sql[back].text == "::":
            return True
        if not re.fullmatch(r"[\w()]+", sql[back].text):
            return False
    return False


def _rename_pair(sql: _Sql, place: int, names: Mapping[QualifiedName, QualifiedName]) -> None:
    first, last = sql[place], sql[place + 2]
    if (first.kind, last.kind) != ("name", "name"):
        return
    found = names.get(QualifiedName(first.value, last.value))
    if found is not None:
        sql.write(place, quote(found.schema))
        sql.write(place + 2, quote(found.name))


def _renamed_literal(text: str, names: Mapping[QualifiedName, QualifiedName]) -> str:
    content = text[1:-1].replace("''", "'")
    parts = [token.value for token in _Sql(content) if token.kind == "name"]
    found = names.get(QualifiedName(*parts)) if len(parts) == 2 else None
    return literal(qualified(found.schema, found.name)) if found else text
