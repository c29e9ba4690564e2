"""A plan: its steps, what each does to the database, and how they share transactions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that a statement takes and keeps until its transaction ends."""

    object: str
    """Qualified and quoted as in SQL."""
    mode: str
    """PostgreSQL's words: `ACCESS EXCLUSIVE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What running a statement does to a database that others use meanwhile."""

    locks: tuple[Lock, ...] = ()
    rewrites: tuple[str, ...] = ()
    """Relations whose files are written anew."""
    scans: tuple[str, ...] = ()
    """Relations of which every row is read."""
    destroys: tuple[str, ...] = ()
    """What is lost for good, in words."""
    why: str = ""
    """The reason for the locks, rewrites and scans, in a sentence."""
    online: bool = False
    """Nobody waits for it longer than a moment."""

    @property
    def sentences(self) -> Iterator[str]:
        """What others notice of it, and what is lost."""
        for lock in self.locks:
            yield f"Takes {lock.mode} on {lock.object}."
        if self.rewrites:
            yield f"Rewrites {', '.join(self.rewrites)}."
        if self.scans:
            yield f"Reads every row of {', '.join(self.scans)}."
        yield from (f"Loses {loss}." for loss in self.destroys)


UNKNOWN = Effects()
"""Of a statement that nobody has looked at: nothing is claimed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One statement, without a closing semicolon, and what to know before it is run."""

    sql: str
    describe: str
    notes: tuple[str, ...] = ()
    """Locks held, rewrites, data lost, clients broken: one sentence each."""
    phase: int = 0
    """Steps of one phase may share a transaction; a later phase needs earlier ones committed."""
    transaction: bool = True
    """False for what PostgreSQL refuses inside a transaction block."""
    effects: Effects = UNKNOWN

    def to_json(self) -> dict[str, Any]:
        """The step's own fields and those of its effects, side by side."""
        fields = asdict(self)
        effects: dict[str, Any] = fields.pop("effects")
        return fields | effects


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive steps that can be run as one transaction, or one step that runs in none."""

    steps: tuple[Step, ...]
    transaction: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A migration in executable order; empty when there is nothing to do."""

    steps: tuple[Step, ...]

    @property
    def groups(self) -> Iterator[Group]:
        """The steps in order, in as few transactions as their phases allow."""
        for (_, transaction), steps in groupby(self.steps, lambda s: (s.phase, s.transaction)):
            if transaction:
                yield Group(tuple(steps), transaction=True)
            else:
                yield from (Group((step,), transaction=False) for step in steps)

    @property
    def sql(self) -> str:
        """The migration as one script, each statement under its notes."""
        return "\n".join(_script(group) for group in self.groups)


def _script(group: Group) -> str:
    paragraphs = [_paragraph(step) for step in group.steps]
    if group.transaction:
        paragraphs = ["BEGIN;\n", *paragraphs, "COMMIT;\n"]
    return "\n".join(paragraphs)


def _paragraph(step: Step) -> str:
    told = "\n".join((step.describe, *step.notes, *step.effects.sentences))
    head = "".join(f"-- {line}\n" for line in told.splitlines())
    return f"{head}{step.sql};\n"
