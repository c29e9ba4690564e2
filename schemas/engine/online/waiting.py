"""Steps that may wait until all else is done, so that what was dropped is back soon."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.online.gentle import Gentle, only_action
from schemas.engine.plan.register import mentions
from schemas.engine.plan.steps import Step
from schemas.engine.read.statements import read_statements
from schemas.engine.read.statements.forms import AttachPartition, ChangeInheritance


class Waiting:
    """First come, first served."""

    def __init__(self) -> None:
        self._all: list[Gentle] = []

    def add(self, gentle: Gentle) -> None:
        if gentle.later:
            self._all.append(gentle)

    def needed_by(self, step: Step) -> Iterator[Step]:
        """What must be done before the step, which is forgotten here."""
        count = self._count_needed(step)
        for gentle in self._all[:count]:
            yield from gentle.later
        del self._all[:count]

    def rest(self) -> Iterator[Step]:
        for gentle in self._all:
            yield from gentle.later

    def _count_needed(self, step: Step) -> int:
        if self._all and _joins_a_parent(step):
            return len(self._all)
        places = range(len(self._all), 0, -1)
        return next((n for n in places if _is_named(self._all[n - 1], step)), 0)


def _is_named(gentle: Gentle, step: Step) -> bool:
    return any(mentions(step.sql, word) for word in gentle.words)


def _joins_a_parent(step: Step) -> bool:
    """PostgreSQL then wants constraints and indexes to be as proven as those of the parent."""
    actions = (only_action(statement.form) for statement in read_statements(step.sql))
    return any(isinstance(action, AttachPartition | ChangeInheritance) for action in actions)
