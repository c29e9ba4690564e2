"""SQL text as tokens: enough to find names in it, far from a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.engine.names import MUST_QUOTE

# What is opened and never closed reaches to the end, so that reading stays linear. To PostgreSQL
# whatever is not ASCII is a letter, and a carriage return ends a comment.
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|--[^\n\r]*)
  | (?P<comment>/\*)
  | (?P<string>[eE]'(?:[^'\\]|''|\\.)*(?:'|\Z)
      | '(?:[^']|'')*(?:'|\Z)
      | \$(?P<tag>(?:[A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]*)?)\$.*?(?:\$(?P=tag)\$|\Z))
  | (?P<name>"(?:[^"]|"")*(?:"|\Z)|[A-Za-z_\x80-\U0010ffff][\w$\x80-\U0010ffff]*)
  | (?P<number>\d[\d_.]*(?:[eE][+-]?\d+)?[\w\x80-\U0010ffff]*)
  | (?P<sign>::|.)
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


_COMMENT_EDGE = re.compile(r"/\*|\*/")


class Token(NamedTuple):
    kind: str
    text: str
    at: int = 0
    """Where it begins in the text that was read."""

    @property
    def end(self) -> int:
        return self.at + len(self.text)

    @property
    def value(self) -> str:
        """The name as PostgreSQL understands it."""
        is_quoted = self.text.startswith('"')
        return self.text[1:-1].replace('""', '"') if is_quoted else self.text.lower()

    def names(self, name: str) -> bool:
        """Whether this token is that name; a bare key word never is."""
        is_key_word = not self.text.startswith('"') and self.value in MUST_QUOTE
        return self.kind == "name" and self.value == name and not is_key_word

    def is_key(self, *words: str) -> bool:
        """Whether this is one of the key words, given in capitals."""
        return self.text.upper() in words

    @property
    def is_alias(self) -> bool:
        """Whether this may be another name for the table or column right before it."""
        is_free = self.text.startswith('"') or self.value not in MUST_QUOTE
        return self.kind == "name" and is_free


NOTHING = Token("", "")
"""What stands beyond either end of a text."""


def tokens(text: str, at: int = 0) -> Iterator[Token]:
    """The text from there on, cut up; blanks and comments are tokens of kind `space`."""
    while found := _TOKEN.match(text, at):
        kind, end = found.lastgroup or "", found.end()
        if kind == "comment":
            kind, end = "space", _comment_end(text, end)
        yield Token(kind, text[at:end], at)
        at = end


def _comment_end(text: str, at: int) -> int:
    """Comments nest in PostgreSQL."""
    depth = 1
    while depth and (edge := _COMMENT_EDGE.search(text, at)):
        depth += 1 if edge[0] == "/*" else -1
        at = edge.end()
    return len(text) if depth else at


class Sql:
    """Text as its tokens; places count all but blanks and comments."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._places = [at for at, token in enumerate(self._tokens) if token.kind != "space"]

    def __str__(self) -> str:
        return "".join(token.text for token in self._tokens)

    def __iter__(self) -> Iterator[Token]:
        return (self._tokens[at] for at in self._places)

    @property
    def tokens(self) -> Sequence[Token]:
        """Blanks and comments too."""
        return self._tokens

    def __getitem__(self, place: int) -> Token:
        """The token there, or an empty one beyond either end."""
        is_inside = 0 <= place < len(self._places)
        return self._tokens[self._places[place]] if is_inside else NOTHING

    def write(self, place: int, text: str) -> None:
        at = self._places[place]
        self._tokens[at] = self._tokens[at]._replace(text=text)

    def inside_subqueries(self) -> set[int]:
        """Places between `(SELECT` and its closing bracket."""
        inside: set[int] = set()
        queries: list[bool] = []
        for place, word in enumerate(self):
            if word.text == "(":
                first = self[place + 1]
                is_query = first.is_key("SELECT", "WITH")
                queries.append(is_query or queries[-1:] == [True])
            elif word.text == ")" and queries:
                queries.pop()
            if queries[-1:] == [True]:
                inside.add(place)
        return inside


def may_contain(text: str, name: str) -> bool:
    """A quick look before the text is read."""
    return name.replace('"', '""') in text or name in text.lower()
