"""Units of a script and the order in which they can run."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from schemas.engine.model import ObjectId

UnitKey = tuple[ObjectId, str]
"""An object and the part of it that a unit makes: `create`, `keys`, `index x` …"""


class Section(IntEnum):
    """Where a unit stands when nothing forces it elsewhere."""

    SCHEMAS = 1
    EXTENSIONS = 2
    TYPES = 3
    SEQUENCES = 4
    FUNCTIONS = 5
    TABLES = 6
    LATE_DEFAULTS = 7
    KEYS = 8
    INDEXES = 9
    SETTINGS = 10
    FOREIGN_KEYS = 11
    VIEWS = 12
    VIEW_INDEXES = 13
    RULES = 14
    TRIGGERS = 15
    POLICIES = 16
    STATISTICS = 17
    PUBLICATIONS = 18
    EVENT_TRIGGERS = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Statements that run together, and the units that must have run before."""

    key: UnitKey
    section: Section
    name: tuple[str, ...]
    statements: tuple[str, ...]
    needs: frozenset[UnitKey] = frozenset()
    depth: int = 0
    """Levels below the topmost partitioned table: the deepest go first within a section."""

    @property
    def rank(self) -> tuple[Section, int, tuple[str, ...], UnitKey]:
        return self.section, -self.depth, self.name, self.key


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """By section and name, as far as needs allow; the same units always give the same order.

    A circle of needs is entered at its first unit: PostgreSQL will say what is wrong with it.
    """
    remaining = {unit.key: unit for unit in units}
    waiting = {key: unit.needs & remaining.keys() - {key} for key, unit in remaining.items()}
    wanted_by = _reversed(waiting)
    blockers = {key: len(needs) for key, needs in waiting.items()}
    ready = [(remaining[key].rank, key) for key, count in blockers.items() if count == 0]
    heapq.heapify(ready)
    ordered: list[Unit] = []
    while remaining:
        if not ready:
            first = min(remaining.values(), key=lambda unit: unit.rank)
            ready.append((first.rank, first.key))
        key = heapq.heappop(ready)[1]
        ordered.append(remaining.pop(key))
        for follower in wanted_by.get(key, ()):
            blockers[follower] -= 1
            if blockers[follower] == 0 and follower in remaining:
                heapq.heappush(ready, (remaining[follower].rank, follower))
    return ordered


def _reversed(
    waiting: dict[UnitKey, frozenset[UnitKey]],
) -> dict[UnitKey, Sequence[UnitKey]]:
    wanted_by: dict[UnitKey, list[UnitKey]] = {}
    for key, needs in waiting.items():
        for need in needs:
            wanted_by.setdefault(need, []).append(key)
    return dict(wanted_by)
