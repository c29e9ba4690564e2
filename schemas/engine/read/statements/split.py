"""A script cut into statements: no grammar, only where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.engine.sql_text import Token, tokens

_LINE_END = re.compile(r"\n|\Z")
_END_OF_COPY = re.compile(r"^\\\.[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement without its semicolon; `tokens` leave out blanks and comments."""

    script: str
    tokens: tuple[Token, ...]
    line: int

    @property
    def text(self) -> str:
        return self.script[self.tokens[0].at : self.tokens[-1].end]


def pieces(script: str) -> Iterator[Piece]:
    """The statements of a script in one pass; psql commands and COPY data are passed over."""
    return _Splitter(script).pieces()


class _Splitter:
    def __init__(self, script: str) -> None:
        self.script = script
        self.line, self.line_at = 1, 0
        self._begin()

    def _begin(self) -> None:
        self.found: list[Token] = []
        self.depth = self.atomic = 0

    def pieces(self) -> Iterator[Piece]:
        at = 0
        while at < len(self.script):
            at = self._read_statement(at)
            if self.found:
                yield Piece(self.script, tuple(self.found), self._line_of(self.found[0].at))
            self._begin()

    def _read_statement(self, at: int) -> int:
        """Collect tokens up to the end of a statement; where to go on."""
        for token in tokens(self.script, at):
            if token.kind == "space":
                continue
            if token.text == ";" and self.depth <= 0 and not self.atomic:
                return self._after_data(token.end) if self._copies() else token.end
            if token.text == "\\" and not self.found:
                return self._line_end(token.at)
            self._take(token)
        return len(self.script)

    def _take(self, token: Token) -> None:
        self.found.append(token)
        if token.text == "(":
            self.depth += 1
        elif token.text == ")":
            self.depth -= 1
        elif token.is_key("ATOMIC", "CASE", "END"):
            self._follow_body(token)

    def _follow_body(self, token: Token) -> None:
        """`BEGIN ATOMIC … END` holds semicolons; CASE is what else an END can close there."""
        opens = token.is_key("ATOMIC") and len(self.found) > 1 and self.found[-2].is_key("BEGIN")
        if opens or (token.is_key("CASE") and self.atomic):
            self.atomic += 1
        elif token.is_key("END") and self.atomic:
            self.atomic -= 1

    def _copies(self) -> bool:
        return bool(self.found) and (
            self.found[0].is_key("COPY") and any(token.is_key("STDIN") for token in self.found)
        )

    def _after_data(self, at: int) -> int:
        end = _END_OF_COPY.search(self.script, self._line_end(at))
        return end.end() if end else len(self.script)

    def _line_end(self, at: int) -> int:
        found = _LINE_END.search(self.script, at)
        return found.end() if found else len(self.script)

    def _line_of(self, at: int) -> int:
        self.line += self.script.count("\n", self.line_at, at)
        self.line_at = at
        return self.line
