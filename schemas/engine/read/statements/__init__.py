"""PostgreSQL statements as small values, for those who ask what a migration does.

The reader knows the forms that change a database or hold locks. What it does not know is an
`Other`; it never raises on any text, and a script costs no more than its length.
https://www.postgresql.org/docs/18/sql-commands.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.engine.read.statements import forms as f
from schemas.engine.read.statements.alter import read_alter, read_kind
from schemas.engine.read.statements.create import read_create
from schemas.engine.read.statements.cursor import Cursor
from schemas.engine.read.statements.rows import READERS as ROW_READERS
from schemas.engine.read.statements.session import READERS as SESSION_READERS
from schemas.engine.read.statements.split import Piece, pieces
from schemas.engine.sql_text import Token

__all__ = ["Statement", "read_statements"]


@dataclass(frozen=True, slots=True)
class Statement:
    text: str
    """Without its semicolon."""
    line: int
    """Of its first character in the script, from 1."""
    form: f.Form
    tokens: tuple[Token, ...]
    """All but blanks and comments."""


def read_statements(script: str) -> Iterator[Statement]:
    """The statements of a script in order; never raises."""
    for piece in pieces(script):
        yield Statement(piece.text, piece.line, _form(piece), piece.tokens)


def _form(piece: Piece) -> f.Form:
    cursor = Cursor(piece.script, piece.tokens)
    verb = cursor.take().text.upper()
    if read := _READERS.get(verb):
        return read(cursor)
    words = (token.text.upper() for token in piece.tokens[:4] if token.kind == "name")
    return f.Other(words=tuple(words))


def _drop(cursor: Cursor) -> f.Form:
    kind = "MATERIALIZED VIEW" if cursor.accept("MATERIALIZED", "VIEW") else ""
    kind = kind or ("FOREIGN TABLE" if cursor.accept("FOREIGN", "TABLE") else read_kind(cursor))
    concurrently = cursor.accept("CONCURRENTLY")
    if_exists = cursor.accept_if_exists()
    names = _dropped_names(cursor)
    on = cursor.qualified() if cursor.accept("ON") else None
    return f.Drop(
        kind=kind,
        names=names,
        on=on,
        if_exists=if_exists,
        cascade=any(token.is_key("CASCADE") for token in cursor.words),
        concurrently=concurrently,
    )


def _dropped_names(cursor: Cursor) -> tuple[f.Name, ...]:
    """Names with commas between them; argument lists of routines are passed over."""
    found = []
    while cursor.peek().kind == "name":
        found.append(cursor.qualified())
        cursor.group()
        if not cursor.accept(","):
            break
    return tuple(found)


_READERS = {
    "ALTER": read_alter,
    "CREATE": read_create,
    "DROP": _drop,
    **ROW_READERS,
    **SESSION_READERS,
}
