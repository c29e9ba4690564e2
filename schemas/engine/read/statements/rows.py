"""Statements about rows, and about how they are stored: from INSERT to VACUUM."""

from __future__ import annotations

from collections.abc import Callable

from schemas.engine.read.statements import forms as f
from schemas.engine.read.statements.cursor import Cursor

_OFF = ("FALSE", "OFF", "0", "NO")
"""How an option in parentheses is switched off."""


def _update(cursor: Cursor) -> f.Form:
    cursor.accept("ONLY")
    table = cursor.qualified()
    cursor.skip_to("SET")
    cursor.accept("SET")
    has_where = cursor.skip_to("WHERE")
    return f.Update(table=table, has_where=has_where)


def _delete(cursor: Cursor) -> f.Form:
    cursor.accept("FROM")
    cursor.accept("ONLY")
    return f.Delete(table=cursor.qualified(), has_where=cursor.skip_to("WHERE"))


def _insert(cursor: Cursor) -> f.Form:
    cursor.accept("INTO")
    table = cursor.qualified()
    if cursor.accept("AS"):
        cursor.name()
    columns = cursor.column_names()
    cursor.accept("OVERRIDING")
    cursor.one_of("SYSTEM", "USER")
    cursor.accept("VALUE")
    from_query = cursor.peek().is_key("SELECT", "WITH", "TABLE", "(")
    rows = 0
    if cursor.accept("VALUES"):
        while cursor.sees("("):
            cursor.group()
            rows += 1
            cursor.accept(",")
    return f.Insert(table=table, columns=columns, from_query=from_query, rows=rows)


def _select(cursor: Cursor) -> f.Form:
    """`SELECT … INTO table` makes a table, and has no way to say IF NOT EXISTS."""
    if cursor.skip_to("INTO") and cursor.accept("INTO"):
        is_temporary = bool(cursor.one_of("TEMP", "TEMPORARY"))
        cursor.accept("UNLOGGED")
        cursor.accept("TABLE")
        name = cursor.qualified()
        query = cursor.rest() or "SELECT"
        return f.CreateTable(name=name, query=query, is_temporary=is_temporary, if_not_exists=True)
    return f.Query(verb="SELECT")


def _with(cursor: Cursor) -> f.Form:
    """A query with names before it: what it does stands behind the last of them."""
    cursor.skip_to("SELECT", "UPDATE", "DELETE", "INSERT", "MERGE")
    verb = cursor.take().text.upper()
    return READERS[verb](cursor) if verb in ("UPDATE", "DELETE", "INSERT") else f.Query(verb="WITH")


def _truncate(cursor: Cursor) -> f.Form:
    cursor.accept("TABLE")
    cursor.accept("ONLY")
    names = cursor.names()
    return f.Truncate(names=names, cascade=any(w.is_key("CASCADE") for w in cursor.words))


def _reindex(cursor: Cursor) -> f.Form:
    options = cursor.group().items()
    kind = cursor.one_of("INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM")
    concurrently = cursor.accept("CONCURRENTLY") or any(
        option.accept("CONCURRENTLY") and not _is_off(option) for option in options
    )
    return f.Reindex(kind=kind, name=cursor.qualified(), concurrently=concurrently)


def _refresh(cursor: Cursor) -> f.Form:
    cursor.accept("MATERIALIZED", "VIEW")
    concurrently = cursor.accept("CONCURRENTLY")
    name = cursor.qualified()
    with_data = not cursor.sees("WITH", "NO", "DATA")
    return f.Refresh(name=name, concurrently=concurrently, with_data=with_data)


def _cluster(cursor: Cursor) -> f.Form:
    cursor.group()
    cursor.accept("VERBOSE")
    name = cursor.qualified()
    # The old form is CLUSTER index ON table.
    return f.Cluster(name=cursor.qualified() if cursor.accept("ON") else name)


def _vacuum(cursor: Cursor) -> f.Form:
    is_full = any(_is_on(option) for option in cursor.group().items())
    while word := cursor.one_of("FULL", "FREEZE", "VERBOSE", "ANALYZE", "ANALYSE"):
        is_full = is_full or word == "FULL"
    return f.Vacuum(names=cursor.names(), is_full=is_full)


def _is_on(option: Cursor) -> bool:
    return option.accept("FULL") and not _is_off(option)


def _is_off(option: Cursor) -> bool:
    """Its value may be a word or a string."""
    return option.rest().upper().removeprefix("E").strip("'") in _OFF


def _analyze(cursor: Cursor) -> f.Form:
    cursor.group()
    cursor.accept("VERBOSE")
    return f.Analyze(names=cursor.names())


def _merge(cursor: Cursor) -> f.Form:
    cursor.accept("INTO")
    cursor.accept("ONLY")
    return f.Query(verb="MERGE", into=cursor.qualified())


def _copy(cursor: Cursor) -> f.Form:
    table = cursor.qualified()
    cursor.group()
    return f.Query(verb="COPY", into=table if cursor.sees("FROM") else None)


def _query(cursor: Cursor) -> f.Form:
    return f.Query(verb=cursor.peek(-1).text.upper())


READERS: dict[str, Callable[[Cursor], f.Form]] = {
    "UPDATE": _update,
    "DELETE": _delete,
    "INSERT": _insert,
    "SELECT": _select,
    "WITH": _with,
    "VALUES": _query,
    "TABLE": _query,
    "MERGE": _merge,
    "COPY": _copy,
    "TRUNCATE": _truncate,
    "REINDEX": _reindex,
    "REFRESH": _refresh,
    "CLUSTER": _cluster,
    "VACUUM": _vacuum,
    "ANALYZE": _analyze,
    "ANALYSE": _analyze,
}
