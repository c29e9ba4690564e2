"""Renames in an order in which every new name is free, through a temporary name if need be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from schemas.engine.plan.notes import BREAKS_CLIENTS
from schemas.engine.plan.steps import Step


@dataclass(frozen=True, slots=True)
class Rename:
    what: str
    """`column`, `table` …, for the description."""
    old: str
    new: str
    sql: Callable[[str, str], str]
    """(current name, new name) -> statement."""
    breaks_clients: bool = True

    def step(self) -> Step:
        notes = (BREAKS_CLIENTS,) if self.breaks_clients else ()
        describe = f"Rename {self.what} {self.old} to {self.new}"
        return Step(self.sql(self.old, self.new), describe, notes)


def rename_steps(renames: Iterable[Rename]) -> Iterator[Step]:
    """For renames within one scope of names."""
    waiting = {rename.old: rename for rename in renames}
    while waiting:
        free = [rename for rename in waiting.values() if rename.new not in waiting]
        if not free:
            free = [_step_aside(waiting)]
        for rename in free:
            del waiting[rename.old]
            yield rename.step()


def _step_aside(waiting: dict[str, Rename]) -> Rename:
    """Break a circle: one of it waits under a name of its own."""
    first = next(iter(waiting.values()))
    aside = f"{first.old[:40]}__moving"
    waiting[aside] = replace(first, old=aside)
    return replace(first, new=aside)
