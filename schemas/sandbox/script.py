"""A PostgreSQL script as text and as statements: bytes in, pieces with line numbers out.

Follows psql's own lexer in what matters to find the end of a statement, in one pass and without
recursion, so that neither a large nor a malicious script costs more than its length.
https://www.postgresql.org/docs/current/sql-syntax-lexical.html
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from schemas.sandbox.limits import Limits
from schemas.sandbox.results import Refusal


class ScriptRefused(Exception):
    """The script cannot be run; `refusal` says where and why."""

    def __init__(
        self, message: str, *, line: int | None = None, statement: str | None = None
    ) -> None:
        self.refusal: Refusal = {
            "message": message,
            "line": line,
            "statement": statement,
            "sqlstate": None,
            "hint": None,
        }
        super().__init__(message)


class PieceKind(Enum):
    SQL = "sql"
    META = "meta"
    """A psql command: a line that begins with a backslash."""
    BLANK = "blank"
    """White space, comments, stray semicolons."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the script. Pieces tile it: joined, `script[start:end]` is the script."""

    kind: PieceKind
    start: int
    end: int
    line: int
    """Of the first character of `text`."""
    text: str
    """The statement from its first word on, without its semicolon; "" when blank."""
    words: tuple[str, ...] = ()
    """Its first unquoted words in capitals."""
    copy_lines: int | None = None
    """Lines of data after `COPY … FROM stdin`."""
    source_lines: tuple[int, ...] = ()
    """Of a translated statement: the line in the script for each line of `text`."""

    may_fail: bool = False
    """Of a translated statement: what PostgreSQL refuses of it is left out."""

    def line_at(self, position: int) -> int:
        """The line of the script for a character of `text`, counted from 0."""
        below = self.text.count("\n", 0, position)
        return self.source_lines[below] if self.source_lines else self.line + below

    @property
    def verb(self) -> str:
        """Its first word, "" when it has none."""
        return self.words[0] if self.words else ""


def refuse_oversize(script: bytes, limits: Limits) -> None:
    if len(script) > limits.script_bytes:
        raise ScriptRefused(
            f"The script has {len(script) >> 20} MB; at most {limits.script_bytes >> 20} MB can be "
            "imported. Leave the data out: pg_dump --schema-only."
        )


def read_text(script: bytes, limits: Limits) -> str:
    """Decode a script; raises ScriptRefused for what is no UTF-8 text or too large."""
    refuse_oversize(script, limits)
    for magic, message in _FOREIGN_FORMATS.items():
        if script.startswith(magic):
            raise ScriptRefused(message)
    nul = script.find(b"\0")
    if nul >= 0:
        line = script.count(b"\n", 0, nul) + 1
        raise ScriptRefused("This is not a text file: it contains a NUL byte.", line=line)
    try:
        return script.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = script.count(b"\n", 0, error.start) + 1
        raise ScriptRefused("This is not valid UTF-8: save it as UTF-8.", line=line) from error


_FOREIGN_FORMATS = {
    b"PGDMP": "This is an archive of pg_dump; turn it into SQL: pg_restore -s -f schema.sql FILE.",
    b"\x1f\x8b": "This file is compressed; unpack it first: gunzip.",
    b"PK\x03\x04": "This is a zip archive; unpack it first.",
    b"\xff\xfe": "This text is UTF-16; save it as UTF-8.",
    b"\xfe\xff": "This text is UTF-16; save it as UTF-8.",
}

_IDENTIFIER_START = r"[A-Za-z_\u0080-\U0010ffff]"
_IDENTIFIER_REST = r"[A-Za-z0-9_\u0080-\U0010ffff]"
_TOKEN = re.compile(
    rf"--|/\*|['\"$;\\()]|{_IDENTIFIER_START}(?:{_IDENTIFIER_REST}|\$)*+|[-+*/<>=~!@#%^&|`?:]"
)
_VISIBLE = re.compile(r"\S")
_LINE_END = re.compile(r"\n|\Z")
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_PLAIN_STRING = re.compile(r"(?:[^']++|'')*+'")
_ESCAPE_STRING = re.compile(r"(?:[^'\\]++|\\.|'')*+'", re.DOTALL)
_QUOTED_NAME = re.compile(r'(?:[^"]++|"")*+"')
_DOLLAR_TAG = re.compile(rf"\$(?:{_IDENTIFIER_START}{_IDENTIFIER_REST}*+)?\$")
_END_OF_COPY = re.compile(r"^\\\.[ \t]*\r?$", re.MULTILINE)
_SEND = re.compile(r"\\g(?:x|set|exec|desc)?\b[^\n]*")
_OLD_STRINGS = re.compile(r"standard_conforming_strings\s*(?:=|\bto\b)\s*'?(\w+)", re.IGNORECASE)
_KEPT_WORDS = 12


def split(text: str, limits: Limits) -> Iterator[Piece]:
    """Cut a script into pieces; raises ScriptRefused for a statement that is nested too deep."""
    splitter = _Splitter(text, limits)
    while splitter.position < len(text):
        yield splitter.next_piece()


class _Splitter:
    """Where the scan is, and what the statement under it looks like so far."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text, self.limits = text, limits
        self.position = 0
        self.line, self.line_at = 1, 0
        self.backslash_escapes = False

    def next_piece(self) -> Piece:
        start = self.position
        self._begin()
        while lexeme := _TOKEN.search(self.text, self.position):
            self.position = lexeme.end()
            if piece := self._take(lexeme[0], lexeme.start(), start):
                return piece
        # What has no token may still be SQL for the server to judge: digits, commas.
        self.position = len(self.text)
        self._notice_start(until=len(self.text))
        return self._statement(start, until=len(self.text))

    def _begin(self) -> None:
        self.first: int | None = None
        self.quiet_to = self.position
        self.words: list[str] = []
        self.last_word, self.last_word_end = "", -1
        self.parentheses = self.deepest = self.operators = self.atomic = 0
        self.copies = False

    def _take(self, lexeme: str, at: int, start: int) -> Piece | None:
        """Digest one token; a piece when it ends one."""
        if lexeme == "--":
            self.position = self._match_end(_LINE_END)
            self._still_quiet(at)
            return None
        if lexeme == "/*":
            self._skip_comment()
            self._still_quiet(at)
            return None
        if lexeme == ";" and self.parentheses <= 0 and not self.atomic:
            self._notice_start(until=at)
            return self._statement(start, until=at)
        if lexeme == "\\" and self.parentheses <= 0:
            return self._backslash(start, at)
        self._notice_start(until=at + 1)
        self._digest(lexeme, at)
        return None

    def _digest(self, lexeme: str, at: int) -> None:
        match lexeme:
            case "'":
                self._skip_string(at)
            case '"':
                self.position = self._match_end(_QUOTED_NAME)
            case "$":
                self._skip_dollar_quoted(at)
            case "(":
                self.parentheses += 1
                self.deepest = max(self.deepest, self.parentheses)
            case ")":
                self.parentheses -= 1
            case ";":
                pass
            case _ if lexeme[0] == "_" or lexeme[0].isalpha() or lexeme[0] >= "\u0080":
                self._word(lexeme.upper(), at)
            case _:
                self.operators += 1

    def _notice_start(self, *, until: int) -> None:
        """The statement begins at its first visible character, which may be no token: a digit."""
        if self.first is None and (seen := _VISIBLE.search(self.text, self.quiet_to, until)):
            self.first = seen.start()

    def _still_quiet(self, at: int) -> None:
        """A comment before the statement's first character is not part of it."""
        self._notice_start(until=at)
        self.quiet_to = self.position

    def _word(self, word: str, at: int) -> None:
        if len(self.words) < _KEPT_WORDS:
            self.words.append(word)
        if self._is_routine():
            self._follow_atomic_body(word)
        if word == "STDIN" and self.last_word == "FROM" and self.words[0] == "COPY":
            self.copies = True
        self.last_word, self.last_word_end = word, at + len(word)

    def _is_routine(self) -> bool:
        head = self.words[:4]
        return head[:1] == ["CREATE"] and ("FUNCTION" in head or "PROCEDURE" in head)

    def _follow_atomic_body(self, word: str) -> None:
        """`BEGIN ATOMIC … END` holds semicolons; CASE is what else an END can close there."""
        if (word == "ATOMIC" and self.last_word == "BEGIN") or (word == "CASE" and self.atomic):
            self.atomic += 1
        elif word == "END" and self.atomic:
            self.atomic -= 1

    def _skip_comment(self) -> None:
        depth = 1
        while depth and (edge := _COMMENT_EDGE.search(self.text, self.position)):
            depth += 1 if edge[0] == "/*" else -1
            self.position = edge.end()
        if depth:
            self.position = len(self.text)

    def _skip_string(self, at: int) -> None:
        prefix = self.last_word if self.last_word_end == at else ""
        escapes = prefix == "E" or (self.backslash_escapes and prefix not in ("U", "B", "X"))
        self.position = self._match_end(_ESCAPE_STRING if escapes else _PLAIN_STRING)

    def _skip_dollar_quoted(self, at: int) -> None:
        if tag := _DOLLAR_TAG.match(self.text, at):
            end = self.text.find(tag[0], tag.end())
            self.position = len(self.text) if end < 0 else end + len(tag[0])

    def _match_end(self, pattern: re.Pattern[str]) -> int:
        """Where the pattern ends, or the end of a script that leaves it open."""
        found = (
            pattern.search(self.text, self.position)
            if pattern is _LINE_END
            else pattern.match(self.text, self.position)
        )
        return found.end() if found else len(self.text)

    def _backslash(self, start: int, at: int) -> Piece | None:
        self._notice_start(until=at)
        if self.first is None:
            self.position = self._match_end(_LINE_END)
            text = self.text[at : self.position].strip()
            return Piece(PieceKind.META, start, self.position, self._line_of(at), text)
        if send := _SEND.match(self.text, at):
            self.position = send.end()
            return self._statement(start, until=at)
        return None

    def _statement(self, start: int, *, until: int) -> Piece:
        if self.first is None:
            return Piece(PieceKind.BLANK, start, self.position, self.line, "")
        line = self._line_of(self.first)
        text = self.text[self.first : until].rstrip()
        self._refuse_monsters(line, text)
        if self.words[:1] == ["SET"] and (setting := _OLD_STRINGS.search(text[:200])):
            self.backslash_escapes = setting[1].lower() in ("off", "false", "0", "no")
        copied = self._skip_copy_lines() if self.copies else None
        return Piece(PieceKind.SQL, start, self.position, line, text, tuple(self.words), copied)

    def _skip_copy_lines(self) -> int:
        begin = self._match_end(_LINE_END)
        end = _END_OF_COPY.search(self.text, begin)
        self.position = end.end() if end else len(self.text)
        return self.text.count("\n", begin, end.start() if end else len(self.text))

    def _line_of(self, at: int) -> int:
        self.line += self.text.count("\n", self.line_at, at)
        self.line_at = at
        return self.line

    def _refuse_monsters(self, line: int, text: str) -> None:
        shown = text[: self.limits.statement_characters]
        if self.deepest > self.limits.nesting:
            message = f"This statement nests {self.deepest} parentheses deep"
            most = self.limits.nesting
        elif self.operators > self.limits.operators and self.words[:1] != ["INSERT"]:
            message, most = f"This statement has {self.operators} operators", self.limits.operators
        else:
            return
        raise ScriptRefused(f"{message}; at most {most} are taken.", line=line, statement=shown)
