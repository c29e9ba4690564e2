"""Where two people want different things, as data, and what is chosen instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from schemas.engine.model import ObjectId

WHOLE = ""
"""Instead of a field: the thing as a whole, which is gone or of another kind on one side."""


class Where(NamedTuple):
    object: ObjectId
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One field of one thing as it was, and as either side wants it; None where it is not."""

    object: ObjectId
    field: str
    at: tuple[str, ...]
    """Path of names, such as ("public", "orders", "user_id")."""
    base: Any
    mine: Any
    theirs: Any

    @property
    def where(self) -> Where:
        return Where(self.object, self.field)


@dataclass(frozen=True, slots=True)
class Value:
    """What a field shall be, when it is to be what neither side wants."""

    value: Any


Choice = Literal["mine", "theirs"] | Value
Choices = Mapping[Where, Choice]


class Versions(NamedTuple):
    """The same thing three times; None where it is not."""

    base: Any
    mine: Any
    theirs: Any

    def field(self, name: str) -> Versions:
        """None where the thing itself is not there."""
        return Versions(*(getattr(each, name, None) for each in self))

    @property
    def some(self) -> Any:
        return next(each for each in (self.mine, self.theirs, self.base) if each is not None)


class Referee:
    """Decides field by field, and keeps what nobody has decided: there, mine stands for now."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._open: dict[Where, Clash] = {}

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return tuple(sorted(self._open.values(), key=lambda each: (each.at, each.field)))

    def decide(self, where: Where, at: tuple[str, ...], versions: Versions) -> Any:
        """The value of one side where the other left it alone, or what was chosen."""
        base, mine, theirs = versions
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        return self.ask(where, at, versions)

    def ask(self, where: Where, at: tuple[str, ...], versions: Versions) -> Any:
        match self._choices.get(where):
            case "mine":
                return versions.mine
            case "theirs":
                return versions.theirs
            case Value(value):
                return value
            case _:
                self._open[where] = Clash(
                    object=where.object, field=where.field, at=at, **versions._asdict()
                )
                return versions.mine
