"""Statements that this project wrote itself, taken apart again: at semicolons, commas, brackets.

Only marks outside strings, quoted names and brackets count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from schemas.engine.sql_text import Sql

_DEPTH = {"(": 1, "[": 1, ")": -1, "]": -1}


def statements_of(text: str) -> list[str]:
    return [part.strip() for part in _parted(text, ";") if part.strip()]


def items_of(text: str) -> list[str]:
    """The parts of a list: `a 'x', b 'y'`."""
    return [part.strip() for part in _parted(text, ",") if part.strip()]


class Clause(NamedTuple):
    """A statement around a list in brackets; without one `items` is empty."""

    head: str
    items: tuple[str, ...]
    tail: str = ""


def clause_after(text: str, word: str) -> Clause:
    """The list that follows a key word: `OPTIONS (…)`; an empty word takes the first list."""
    tokens = Sql(text).tokens
    depth, start, is_wanted = 0, None, not word
    for at, token in enumerate(tokens):
        if token.text == "(" and depth == 0 and is_wanted:
            start = at
        depth += _DEPTH.get(token.text, 0)
        if token.text == ")" and depth == 0 and start is not None:
            head = "".join(t.text for t in tokens[:start])
            inside = "".join(t.text for t in tokens[start + 1 : at])
            tail = "".join(t.text for t in tokens[at + 1 :])
            return Clause(_without_end(head, word), tuple(items_of(inside)), tail.strip())
        if token.kind != "space" and depth == 0:
            is_wanted = not word or token.is_key(word)
    return Clause(text.strip(), ())


def _without_end(text: str, word: str) -> str:
    return text.rstrip().removesuffix(word).rstrip()


def _parted(text: str, mark: str) -> Iterator[str]:
    part, depth = "", 0
    for token in Sql(text).tokens:
        depth += _DEPTH.get(token.text, 0)
        if token.text == mark and depth == 0:
            yield part
            part = ""
        else:
            part += token.text
    yield part
