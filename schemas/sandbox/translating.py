"""A script of any format as pieces to run; part of the runner child, since it parses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.read import translate
from schemas.engine.read.formats import Format
from schemas.engine.read.translation import Statement, Unreadable
from schemas.sandbox.limits import Limits
from schemas.sandbox.reporting import Reporter
from schemas.sandbox.script import Piece, ScriptRefused, split


def pieces_of(text: str, format: Format, reporter: Reporter, limits: Limits) -> list[Piece]:
    """Raises ScriptRefused for what cannot be read; tells the reporter what was changed."""
    if format is Format.POSTGRES:
        return list(split(text, limits))
    try:
        translation = translate(text, format)
    except Unreadable as error:
        raise ScriptRefused(str(error), line=error.line) from error
    reporter.translated(translation)
    return [
        piece
        for statement in translation.statements
        for piece in _translated_pieces(statement, limits)
    ]


def _translated_pieces(statement: Statement, limits: Limits) -> Iterator[Piece]:
    """An expression may hold a semicolon, and so a statement may be several."""
    for piece in split(statement.text, limits):
        lines = statement.lines[piece.line - 1 :]
        yield replace(piece, line=lines[0], source_lines=lines)
