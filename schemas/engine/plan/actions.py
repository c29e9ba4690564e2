"""What a plan is sorted from: a few steps that belong together, and what they wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.engine.model import ObjectId
from schemas.engine.plan.steps import Step
from schemas.engine.write.order import Section

Verb = Literal["drop", "make", "default", "attach", "own"]
Key = tuple[Verb, ObjectId, str]
"""What is done to which object; the last tells parts of one object apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    key: Key
    section: Section
    place: tuple[str | int, ...]
    """Where it stands among the actions of its section when nothing forces it elsewhere."""
    steps: tuple[Step, ...]
    needs: frozenset[Key] = frozenset()
    depth: int = 0
    """Levels below the topmost partitioned table: the deepest go first within a section."""

    @property
    def rank(self) -> tuple[object, ...]:
        return self.section, -self.depth, self.place, self.key


def key(verb: Verb, id: ObjectId, part: str = "") -> Key:
    return verb, id, part
