"""DBML as tokens: one at a time, so that a large file costs no more than its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from schemas.engine.read.translation import Unreadable, shortened


class Kind(Enum):
    WORD = "a word"
    NAME = "a quoted name"
    STRING = "a string"
    EXPRESSION = "an expression"
    NUMBER = "a number"
    COLOR = "a colour"
    SIGN = "a sign"
    END = "the end of the text"


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    """Without its quotes, escapes undone."""
    line: int
    glued: bool
    """Whether nothing stands between it and the token before."""
    last_line: int
    """Where it ends; a string may run over several lines."""

    def __str__(self) -> str:
        if self.kind is Kind.END:
            return str(self.kind.value)
        return f"“{shortened(self.text)}”"


_TOKEN = re.compile(
    r"""
      (?P<blank>\s+|//[^\n]*)
    | (?P<comment>/\*(?:[^*]++|\*(?!/))*+(?:\*/)?)
    | (?P<text>'''(?:[^'\\]++|\\.|'(?!''))*+(?:''')?)
    | (?P<string>'(?:[^'\\\n]++|\\.)*+'?)
    | (?P<name>"(?:[^"\\]++|\\.)*+"?)
    | (?P<expression>`[^`]*+`?)
    | (?P<color>\#[0-9A-Fa-f]{3,8}\b)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w))
    | (?P<word>\w+)
    | (?P<sign><>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS = {
    "text": Kind.STRING,
    "string": Kind.STRING,
    "name": Kind.NAME,
    "expression": Kind.EXPRESSION,
    "color": Kind.COLOR,
    "number": Kind.NUMBER,
    "word": Kind.WORD,
    "sign": Kind.SIGN,
}
_QUOTES = {"text": "'''", "string": "'", "name": '"', "expression": "`", "comment": "*/"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}


def tokens(text: str) -> Iterator[Token]:
    """Every token, then END for ever; raises Unreadable for a quote that is not closed."""
    line, glued = 1, False
    for found in _TOKEN.finditer(text):
        group, raw = str(found.lastgroup), found[0]
        last_line = line + raw.count("\n")
        if (quote := _QUOTES.get(group)) and not _is_closed(raw, quote):
            raise Unreadable(f"What begins here with {raw[:2].strip()} has no end.", line)
        if group not in ("blank", "comment"):
            yield Token(_KINDS[group], _value(group, raw), line, glued, last_line)
        glued = group not in ("blank", "comment")
        line = last_line
    while True:
        yield Token(Kind.END, "", line, False, line)


def _is_closed(raw: str, quote: str) -> bool:
    return len(raw) >= 2 * len(quote) and raw.endswith(quote)


def _value(group: str, raw: str) -> str:
    match group:
        case "text":
            return _dedented(_unescaped(raw[3:-3]))
        case "string" | "name":
            return _unescaped(raw[1:-1])
        case "expression":
            return raw[1:-1].strip()
        case _:
            return raw


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1]
        if len(code) == 5:
            # PostgreSQL keeps no NUL, and half of a surrogate pair is no character.
            return (chr(int(code[1:], 16)).encode(errors="replace").decode()).replace("\0", "?")
        return _ESCAPED.get(code, code)

    return _ESCAPE.sub(plain, text)


def _dedented(text: str) -> str:
    """Without the indentation that all lines share, and without empty lines around it."""
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines)
