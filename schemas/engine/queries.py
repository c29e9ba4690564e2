"""Columns inside queries, as far as their table can be told: for views and for subqueries."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.expressions import QualifiedName, is_other
from schemas.engine.names import quote
from schemas.engine.sql_text import Sql, may_contain

_AFTER_LIST = ("FROM", "WHERE", "GROUP", "ORDER", "UNION", "EXCEPT", "INTERSECT")


def rename_queried_column(
    query: str, table: QualifiedName, old: str, new: str, *, bare: bool = True
) -> str:
    """Rewrite a column of a table that the query reads; output columns keep their names.

    A column is known by the name or alias of its table before it; a bare one only when the query
    reads nothing else, as PostgreSQL prints it. `bare=False` is for expressions with a subquery.
    """
    if not (may_contain(query, old) and may_contain(query, table.name)):
        return query
    sql = Sql(query)
    readings = list(_readings(sql, table))
    qualifiers = {name for name, _ in readings}
    is_alone = bare and len(readings) == 1 and _reads_one_table(sql, readings[0][1])
    selected = _select_lists(sql) if bare else set()
    for place, word in enumerate(sql):
        if not word.names(old) or sql[place + 1].text == ".":
            continue
        start = place - 2 if sql[place - 1].text == "." else place
        if start < place:
            is_column = sql[start - 1].text != "." and sql[start].value in qualifiers
        else:
            is_column = is_alone and not is_other(sql, place) and not _is_alias(sql, place)
        if is_column:
            is_output = place in selected and _stands_alone(sql, start, place)
            sql.write(place, f"{quote(new)} AS {word.text}" if is_output else quote(new))
    return str(sql)


def queries_column(query: str, table: QualifiedName, column: str, *, bare: bool = True) -> bool:
    """Whether a query uses a column of a table, as far as can be told."""
    return rename_queried_column(query, table, column, "", bare=bare) != query


def _readings(sql: Sql, table: QualifiedName) -> Iterator[tuple[str, int]]:
    """(name or alias, place after it) for each time the query reads the table."""
    for place, word in enumerate(sql):
        before = sql[place - 1]
        is_read = before.is_key("FROM", "JOIN", "ONLY") or before.text in ("(", ",")
        is_table = sql[place + 1].text == "." and sql[place + 2].value == table.name
        if not (is_read and is_table and word.value == table.schema):
            continue
        after = place + 4 if sql[place + 3].is_key("AS") else place + 3
        yield (sql[after].value, after + 1) if sql[after].is_alias else (table.name, place + 3)


def _reads_one_table(sql: Sql, end: int) -> bool:
    """Whether nothing but this one table is read; `end` is the place after it."""
    froms = sum(
        word.is_key("FROM") and sql[place - 2].text != "(" for place, word in enumerate(sql)
    )
    joined = any(word.is_key("JOIN") for word in sql)
    return froms == 1 and not joined and sql[end].text != ","


def _select_lists(sql: Sql) -> set[int]:
    """Places between a SELECT and its FROM, outside all brackets opened in between."""
    places: set[int] = set()
    is_list = [False]
    for place, word in enumerate(sql):
        if word.text == "(":
            is_list.append(False)
        elif word.text == ")" and len(is_list) > 1:
            is_list.pop()
        elif word.is_key("SELECT"):
            is_list[-1] = True
        elif word.is_key(*_AFTER_LIST):
            is_list[-1] = False
        elif is_list[-1]:
            places.add(place)
    return places


def _stands_alone(sql: Sql, start: int, end: int) -> bool:
    """Whether this column is all of an output column, which then bears its name."""
    before, after = sql[start - 1], sql[end + 1]
    starts = before.is_key("SELECT", "DISTINCT", "ALL") or before.text in (",", ")")
    return starts and (after.text in (",", ")", "") or after.is_key(*_AFTER_LIST))


def _is_alias(sql: Sql, place: int) -> bool:
    """The name given to an output column or to a table."""
    return sql[place - 1].is_key("AS") or sql[place - 2].text == "."
