"""What a reader makes of foreign text: statements for PostgreSQL, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schemas.engine.errors import UnreadableText
from schemas.engine.names import LONGEST_NAME, byte_length, clip

_SHOWN = 60


class Unreadable(UnreadableText):
    """The text as a whole cannot be read; `line` counts from 1, None when no line is to blame."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a statement, and the line of the source that it stands for."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One PostgreSQL statement, without its semicolon."""

    text: str
    lines: tuple[int, ...]
    """The source's line for each line of `text`."""
    may_fail: bool = False
    """Whether the rest is good without it, should PostgreSQL refuse it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is not in PostgreSQL as it was in the source."""

    message: str
    line: int | None
    """Of the first place."""
    subject: str
    """The first thing it is about, such as `orders.total`, or the beginning of a statement."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Translation:
    statements: tuple[Statement, ...]
    translated: tuple[Remark, ...]
    left_out: tuple[Remark, ...]


@dataclass(slots=True)
class Remarks:
    """Collects remarks; what happens many times is told once, with its first place."""

    _places: dict[str, tuple[int | None, str]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, message: str, *, line: int | None, subject: str) -> None:
        self._places.setdefault(message, (line, shortened(subject)))
        self._counts[message] = self._counts.get(message, 0) + 1

    def all(self) -> tuple[Remark, ...]:
        return tuple(
            Remark(message, line, subject, self._counts[message])
            for message, (line, subject) in self._places.items()
        )


def simple(text: str, line: int) -> Statement:
    """A statement of which every line stands for the same line of the source."""
    return Statement(text, (line,) * (text.count("\n") + 1))


def listing(head: Fragment, items: Sequence[Fragment], tail: str = ")") -> Statement:
    """`CREATE … (` and its items, one a line at least, each knowing where it comes from."""
    if not items:
        return simple(f"{head.text} ({tail}", head.line)
    parts = [Fragment(f"{head.text} (", head.line)]
    parts += [Fragment(f"    {item.text},", item.line) for item in items[:-1]]
    parts += [Fragment(f"    {items[-1].text}", items[-1].line), Fragment(tail, items[-1].line)]
    return Statement("\n".join(part.text for part in parts), tuple(_lines(parts)))


def fitting(name: str, remarks: Remarks, line: int) -> str:
    """The name within PostgreSQL's 63 bytes; what had to be cut is told."""
    if byte_length(name) <= LONGEST_NAME:
        return name
    message = f"The name {shortened(name)} is cut to the {LONGEST_NAME} bytes PostgreSQL keeps."
    remarks.add(message, line=line, subject=name)
    return clip(name)


def shortened(text: str) -> str:
    """Its beginning on one line, short enough for a list."""
    flat = " ".join(text[: 4 * _SHOWN].split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"


def _lines(parts: Iterable[Fragment]) -> Iterable[int]:
    for part in parts:
        yield from (part.line,) * (part.text.count("\n") + 1)
