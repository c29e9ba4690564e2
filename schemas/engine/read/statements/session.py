"""Transactions, settings, locks, privileges, comments and anonymous blocks."""

from __future__ import annotations

from collections.abc import Callable

from schemas.engine.read.statements import forms as f
from schemas.engine.read.statements.alter import read_kind
from schemas.engine.read.statements.cursor import Cursor

_NO_TABLES = (
    *("ALL", "DATABASE", "DOMAIN", "FOREIGN", "FUNCTION", "LANGUAGE", "LARGE", "PARAMETER"),
    *("PROCEDURE", "ROUTINE", "SCHEMA", "SEQUENCE", "TABLESPACE", "TYPE"),
)
"""What GRANT … ON may name other than tables."""


def _begin(cursor: Cursor) -> f.Form:
    return f.Transaction(verb="BEGIN")


def _commit(cursor: Cursor) -> f.Form:
    return f.Transaction(verb="COMMIT")


def _rollback(cursor: Cursor) -> f.Form:
    cursor.one_of("WORK", "TRANSACTION")
    return f.Transaction(verb="SAVEPOINT" if cursor.sees("TO") else "ROLLBACK")


def _savepoint(cursor: Cursor) -> f.Form:
    return f.Transaction(verb="SAVEPOINT")


def _prepare(cursor: Cursor) -> f.Form:
    if cursor.sees("TRANSACTION"):
        return f.Transaction(verb="PREPARE")
    return f.Query(verb="PREPARE")


def _set(cursor: Cursor) -> f.Form:
    is_local = cursor.accept("LOCAL")
    cursor.accept("SESSION")
    if cursor.accept("TIME", "ZONE"):
        name = "timezone"
    else:
        name = str(cursor.qualified())
        if not cursor.accept("="):
            cursor.accept("TO")
    return f.Set(name=name.lower(), value=cursor.rest().strip("'\""), is_local=is_local)


def _reset(cursor: Cursor) -> f.Form:
    return f.Set(name=cursor.name())


def _lock(cursor: Cursor) -> f.Form:
    cursor.accept("TABLE")
    cursor.accept("ONLY")
    names = cursor.names()
    mode = cursor.text_until("MODE", "NOWAIT") if cursor.accept("IN") else ""
    return f.Lock(names=names, mode=" ".join(mode.upper().split()) or "ACCESS EXCLUSIVE")


def _do(cursor: Cursor) -> f.Form:
    body = next((word.text for word in cursor.words if word.kind == "string"), "")
    return f.Do(body=_content(body))


def _content(text: str) -> str:
    """What a string holds, dollar quotes and plain ones alike."""
    if text.startswith("$"):
        tag = text[: text.find("$", 1) + 1]
        return text.removeprefix(tag).removesuffix(tag)
    return text.lstrip("eE").strip("'").replace("''", "'")


def _comment(cursor: Cursor) -> f.Form:
    cursor.accept("ON")
    kind = "MATERIALIZED VIEW" if cursor.accept("MATERIALIZED", "VIEW") else read_kind(cursor)
    name = cursor.qualified()
    if cursor.accept("ON"):
        cursor.accept("DOMAIN")
        name = cursor.qualified()
    elif kind == "COLUMN":
        name = f.Name("", name.schema)
    return f.Comment(kind=kind, name=name)


def _grant(cursor: Cursor) -> f.Form:
    is_grant = cursor.peek(-1).is_key("GRANT")
    cursor.skip_to("ON", "TO", "FROM")
    tables: tuple[f.Name, ...] = ()
    if cursor.accept("ON") and not cursor.peek().is_key(*_NO_TABLES):
        cursor.accept("TABLE")
        tables = cursor.names()
    return f.Grant(verb="GRANT" if is_grant else "REVOKE", tables=tables)


READERS: dict[str, Callable[[Cursor], f.Form]] = {
    "BEGIN": _begin,
    "START": _begin,
    "COMMIT": _commit,
    "END": _commit,
    "ROLLBACK": _rollback,
    "ABORT": _rollback,
    "SAVEPOINT": _savepoint,
    "RELEASE": _savepoint,
    "PREPARE": _prepare,
    "SET": _set,
    "RESET": _reset,
    "LOCK": _lock,
    "DO": _do,
    "COMMENT": _comment,
    "GRANT": _grant,
    "REVOKE": _grant,
}
