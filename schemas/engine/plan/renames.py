"""Renames in an order in which every new name is free, through a temporary name if need be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from schemas.engine.names import LONGEST_NAME, clip
from schemas.engine.plan.notes import BREAKS_CLIENTS
from schemas.engine.plan.steps import Step

_ASIDE = "__moving"


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
    waiting = list(renames)
    while waiting:
        taken = {rename.old for rename in waiting}
        free = [rename for rename in waiting if rename.new not in taken]
        if not free:
            # A circle: one of it waits under a name of its own.
            first = waiting[0]
            waiting.append(replace(first, old=aside(first.old)))
            free = [replace(first, new=aside(first.old))]
            waiting[0] = free[0]
        for rename in free:
            waiting.remove(rename)
            yield rename.step()


def aside(name: str) -> str:
    """A name to wait by."""
    return clip(name, LONGEST_NAME - len(_ASIDE)) + _ASIDE
