"""Whether SQL text can be pasted into a script: whole by itself, and no more than it should be.

Scripts are run with psql too, which takes a backslash outside quotes for a command of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from schemas.engine.sql_text import Sql, Token

_OPENING = {")": "(", "]": "["}
_NUMBER = re.compile(
    r"\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+", re.ASCII
)


class Shape(NamedTuple):
    """What a text may be."""

    begins: tuple[str, ...] = ()
    """Key words, one of which is to come first; empty for anything."""
    is_list: bool = False
    """Commas may stand outside brackets."""
    is_script: bool = False
    """Semicolons may part it."""


@lru_cache(maxsize=4096)
def what_is_wrong(text: str, shape: Shape) -> str | None:
    """What to do about the first fault, such as “close the quote”; None where there is none."""
    sql = Sql(text)
    faults = (
        *_faults_of_tokens(sql.tokens),
        *_faults_of_neighbours(sql),
        *_faults_of_brackets(sql, shape),
        *_faults_of_ends(sql, shape),
    )
    return next(iter(faults), None)


def _faults_of_tokens(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.text.startswith("/*") and not _is_one_comment(token.text):
            yield "close each comment before another begins"
        elif token.kind in ("string", "name") and _is_open(token.text):
            yield "close the quote"
        elif token.kind == "number" and not _NUMBER.fullmatch(token.text):
            yield "part each number from the word after it"
        elif token.text in ("\\", "\0"):
            yield "leave out backslashes and NULs outside quotes"


def _is_one_comment(text: str) -> bool:
    """Comments nest in PostgreSQL."""
    return len(text) >= len("/**/") and text.endswith("*/") and text.count("/*") == 1


def _is_open(text: str) -> bool:
    if text.startswith("$"):
        tag = text[: text.index("$", 1) + 1]
        return len(text) < 2 * len(tag) or not text.endswith(tag)
    if text[:2] in ("e'", "E'"):
        text = re.sub(r"\\.", "", text, flags=re.DOTALL)
    mark = '"' if text.startswith('"') else "'"
    return text.count(mark) % 2 == 1


def _faults_of_neighbours(sql: Sql) -> Iterator[str]:
    for token, following in pairwise((*sql.tokens, Token("", ""))):
        if token.text == "$" and not re.fullmatch(r"[0-9]+", following.text):
            yield "leave out the “$” outside quotes"
    for token, following in pairwise(sql):
        # PostgreSQL reads on across a line break, and takes backslashes as in the first string.
        if token.text[:2] in ("e'", "E'") and following.text.startswith("'"):
            yield "join strings with ||"


def _faults_of_brackets(sql: Sql, shape: Shape) -> Iterator[str]:
    open_ones: list[str] = []
    for token in sql:
        match token.text:
            case "(" | "[":
                open_ones.append(token.text)
            case ")" | "]" if not open_ones or open_ones.pop() != _OPENING[token.text]:
                yield "open each bracket that it closes"
                return
            case ";" if not shape.is_script:
                yield "leave out the semicolon"
            case "," if not (open_ones or shape.is_list):
                yield "leave out the comma outside brackets"
    if open_ones:
        yield "close each bracket that it opens"


def _faults_of_ends(sql: Sql, shape: Shape) -> Iterator[str]:
    if shape.begins and not _begins(sql, shape.begins):
        yield f"begin it with {' or '.join(shape.begins)}"
    last = next((t.text for t in reversed(sql.tokens) if not t.text.isspace()), "")
    if last.startswith("--"):
        yield "leave out the comment at its end"
    if not sql[0].text:
        yield "write it, or leave it out"


def _begins(sql: Sql, phrases: tuple[str, ...]) -> bool:
    words = [phrase.split(" ") for phrase in phrases]
    return any(all(sql[at].is_key(w) for at, w in enumerate(phrase)) for phrase in words)
