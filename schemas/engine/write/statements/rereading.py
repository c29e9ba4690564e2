"""Text that PostgreSQL reads back as the very tree it printed it from.

What it prints is not always that. A cast right after `ARRAY[…]` is read as one of each element, so
that `(ARRAY['a'::varchar])::text[]` comes back otherwise; `((a AND b) AND c)`, which it makes of
BETWEEN and of compared rows, is read as one list; where a name of an output column is not visible,
`'x'::text` loses that it has none; and a view of bare VALUES with names of its own is printed as a
SELECT from them. Each is written here in a way that survives.
https://www.postgresql.org/docs/current/typeconv-union-case.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.engine.sql_text import Sql

_NO_NAME = ' AS "?column?"'
_ENDS_OF_TARGETS = (
    *("FROM", "WHERE", "UNION", "INTERSECT", "EXCEPT", "GROUP", "HAVING", "WINDOW"),
    *("ORDER", "LIMIT", "OFFSET", "FETCH", "FOR", "INTO", "RETURNING", ")", ";", ""),
)
_OPENING, _CLOSING = ("(", "["), (")", "]")
_JOINED = re.compile(r"\)\) (?:AND|OR) ")
_UNLIMITED = {"character": "bpchar", "bit": 'pg_catalog."bit"'}
"""Types that mean one of length 1 when they are written without a length."""
_VALUES_NAME = r'"\*VALUES\*(?:_\d+)?"'
_VALUE_COLUMN = re.compile(
    rf'(?:{_VALUES_NAME}\.)?(column\d+)(?: AS ("(?:[^"]|"")*"|\w+))?(?:,\s*)?'
)
_NAMED_VALUES = re.compile(
    rf"SELECT (?P<items>(?:{_VALUE_COLUMN.pattern})+)\s+"
    rf"FROM \((?P<values>VALUES .*?)\) {_VALUES_NAME}",
    re.DOTALL,
)


def reread_alike(expression: str, *, is_pretty: bool = False) -> str:
    """An expression, or any text with expressions, with its casts of arrays and its nesting kept.

    Where PostgreSQL prints with fewer brackets, the array that is cast has none.
    """
    has_casts = "ARRAY[" in expression and ("]::" if is_pretty else "])::") in expression
    may_nest = not is_pretty and _JOINED.search(expression)
    if not has_casts and not may_nest:
        return expression
    sql = Sql(expression)
    for place, word in enumerate(sql):
        is_array = has_casts and word.is_key("ARRAY") and sql[place + 1].text == "["
        if is_array and (is_pretty or sql[place - 1].text == "("):
            _keep_cast(sql, place + 1, is_pretty=is_pretty)
    if may_nest:
        _keep_nesting(sql)
    return str(sql)


def reread_query_alike(query: str) -> str:
    """A query as PostgreSQL printed it, with what it did not name staying without a name."""
    text = reread_alike(query)
    sql = Sql(text)
    selects = [place for place, word in enumerate(sql) if word.is_key("SELECT")]
    for place in reversed(selects):
        for item in _targets(sql, place):
            if _gets_a_name(sql, item):
                sql.write(item.stop - 1, sql[item.stop - 1].text + _NO_NAME)
    return str(sql)


@dataclass(frozen=True, slots=True)
class NamedValues:
    """`VALUES …` whose columns have names of their own."""

    query: str
    names: tuple[str, ...]


def named_values(query: str) -> NamedValues | None:
    """What a printed `SELECT column1 AS a … FROM (VALUES …) "*VALUES*"` was made from.

    A subquery that a person wrote so is printed with a blank before its VALUES.
    """
    found = _NAMED_VALUES.search(query)
    if found is None:
        return None
    names = (item[1] or item[0] for item in _VALUE_COLUMN.findall(found["items"]))
    bare = _NAMED_VALUES.sub(lambda leaf: leaf["values"], query)
    return NamedValues(bare, tuple(names))


# Casts of arrays


def _keep_cast(sql: Sql, opening: int, *, is_pretty: bool) -> None:
    """Cast `(ARRAY[…])::…` to the type that it has first, which changes nothing but that."""
    closing = _closing(sql, opening)
    after = [sql[closing + 1].text, sql[closing + 2].text]
    if after[0 if is_pretty else 1] != "::" or not (is_pretty or after[0] == ")"):
        return
    if own := _array_type(sql, opening, closing):
        sql.write(closing, f"{sql[closing].text}::{own}")
    elif not is_pretty and (sql[closing + 3].value, sql[closing + 4].text) == ("text", "["):
        # Called like a function, a cast is not passed on to the elements.
        sql.write(opening - 2, f"pg_catalog._text({sql[opening - 2].text}")
        sql.write(closing + 1, "))")


def _array_type(sql: Sql, opening: int, closing: int) -> str | None:
    """The type of an array, from the first of its elements that tells its own."""
    for element in _split(sql, opening + 1, closing):
        if sql[element.start].is_key("ARRAY") and sql[element.start + 1].text == "[":
            found = _array_type(sql, element.start + 1, element.stop - 1)
        else:
            found = _element_type(sql, element)
        if found:
            return found if found.endswith("[]") else f"{found}[]"
    return None


def _element_type(sql: Sql, element: range) -> str | None:
    first = sql[element.start].text
    if len(element) == 1 and sql[element.start].kind == "number":
        return "integer" if first.isdecimal() else "numeric"
    if len(element) == 1 and first in ("true", "false"):
        return "boolean"
    casts = [place for place in _outside_brackets(sql, element) if sql[place].text == "::"]
    if not casts:
        return None
    words = [sql[place] for place in range(casts[-1] + 1, element.stop)]
    spelled = "".join(f" {w.text}" if w.kind == "name" else w.text for w in words)
    plain = re.sub(r"\([^)]*\)", "", spelled).replace(". ", ".").strip()
    plain = "interval" if plain.startswith("interval ") else plain
    base = plain.removesuffix("[]")
    return plain.replace(base, _UNLIMITED.get(base, base), 1)


# Lists of conditions


def _keep_nesting(sql: Sql) -> None:
    """Cast a list of conditions that begins another of its kind to what it is.

    The parser joins the two wherever it sees them next to each other, brackets or not.
    """
    connectives: list[tuple[int, str]] = [(-1, "")]
    for place, word in enumerate(sql):
        opened, connective = connectives[-1]
        if word.text in _OPENING:
            connectives.append((place, ""))
        elif word.is_key("AND", "OR"):
            connectives[-1] = (opened, word.text)
        elif word.text in _CLOSING and len(connectives) > 1:
            connectives.pop()
            begins = word.text == ")" and sql[opened - 1].text == "("
            if connective and begins and sql[place + 1].is_key(connective):
                sql.write(place, f"{word.text}::boolean")


# Names of output columns


def _targets(sql: Sql, select: int) -> Iterator[range]:
    """The places of each output column of the SELECT that stands there."""
    start = select + 1
    if sql[start].is_key("DISTINCT", "ALL"):
        start += 1
        if sql[start].is_key("ON"):
            start = _closing(sql, start + 1) + 1
    end = start
    while not sql[end].is_key(*_ENDS_OF_TARGETS):
        end = _closing(sql, end) + 1 if sql[end].text in _OPENING else end + 1
    yield from _split(sql, start, end)


def _gets_a_name(sql: Sql, item: range) -> bool:
    """Whether PostgreSQL would name a column that it printed without a name."""
    if not item or any(sql[place].is_key("AS") for place in _outside_brackets(sql, item)):
        return False
    words = [sql[place] for place in item]
    if words[0].text == "(" and _closing(sql, item.start) == item.stop - 1:
        return words[1].is_key("SELECT")
    is_column = all(word.kind == "name" or word.text in (".", "*") for word in words)
    return not is_column and (len(words) > 1 or words[0].kind == "name")


# Brackets


def _split(sql: Sql, start: int, end: int) -> Iterator[range]:
    """What stands between the commas outside brackets."""
    for place in _outside_brackets(sql, range(start, end)):
        if sql[place].text == ",":
            yield range(start, place)
            start = place + 1
    if start < end:
        yield range(start, end)


def _outside_brackets(sql: Sql, places: range) -> Iterator[int]:
    place = places.start
    while place < places.stop:
        yield place
        place = _closing(sql, place) + 1 if sql[place].text in _OPENING else place + 1


def _closing(sql: Sql, opening: int) -> int:
    """The place of the bracket that closes the one there, or the last place of all."""
    depth, place = 0, opening
    while sql[place].text:
        depth += (sql[place].text in _OPENING) - (sql[place].text in _CLOSING)
        if depth == 0:
            return place
        place += 1
    return place - 1
