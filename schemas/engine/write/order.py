"""Units of a script and the order in which they can run."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Any, Protocol, TypeVar

from schemas.engine.model import ObjectId

UnitKey = tuple[ObjectId, str]
"""An object and the part of it that a unit makes: `create`, `keys`, `index x` …"""


class Section(IntEnum):
    """Where a unit stands when nothing forces it elsewhere."""

    SCHEMAS = auto()
    EXTENSIONS = auto()
    TYPES = auto()
    SEQUENCES = auto()
    FUNCTIONS = auto()
    TABLES = auto()
    LATE_DEFAULTS = auto()
    KEYS = auto()
    INDEXES = auto()
    ATTACHMENTS = auto()
    ROWS = auto()
    OWNERS = auto()
    SETTINGS = auto()
    FOREIGN_KEYS = auto()
    VIEWS = auto()
    VIEW_INDEXES = auto()
    RULES = auto()
    TRIGGERS = auto()
    POLICIES = auto()
    STATISTICS = auto()
    PUBLICATIONS = auto()
    EVENT_TRIGGERS = auto()
    PRIVILEGES = auto()
    DROPS = auto()


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


class Sortable(Protocol):
    """What waits for others of its kind."""

    @property
    def key(self) -> Any: ...
    @property
    def needs(self) -> frozenset[Any]: ...
    @property
    def rank(self) -> Any: ...


Item = TypeVar("Item", bound=Sortable)


def in_order(items: Iterable[Item]) -> list[Item]:
    """By rank, as far as needs allow; the same items always give the same order.

    A circle of needs is entered at its first item: PostgreSQL will say what is wrong with it.
    """
    remaining = {item.key: item for item in items}
    waiting = {
        key: frozenset(need for need in item.needs if need in remaining and need != key)
        for key, item in remaining.items()
    }
    wanted_by = _reversed(waiting)
    blockers = {key: len(needs) for key, needs in waiting.items()}
    ready = [(remaining[key].rank, key) for key, count in blockers.items() if count == 0]
    heapq.heapify(ready)
    ordered: list[Item] = []
    while remaining:
        if not ready:
            first = _first_of_a_circle(remaining, waiting)
            ready.append((first.rank, first.key))
        key = heapq.heappop(ready)[1]
        ordered.append(remaining.pop(key))
        for follower in wanted_by.get(key, ()):
            blockers[follower] -= 1
            if blockers[follower] == 0 and follower in remaining:
                heapq.heappush(ready, (remaining[follower].rank, follower))
    return ordered


def _first_of_a_circle(remaining: dict[Any, Item], waiting: dict[Any, frozenset[Any]]) -> Item:
    """From anything that waits, what it waits for leads into a circle."""
    path: dict[Any, None] = {}
    key = min(remaining.values(), key=lambda item: item.rank).key
    while key not in path:
        path[key] = None
        key = min(need for need in waiting[key] if need in remaining)
    steps = list(path)
    circle = steps[steps.index(key) :]
    return min((remaining[step] for step in circle), key=lambda item: item.rank)


def _reversed(waiting: dict[Any, frozenset[Any]]) -> dict[Any, Sequence[Any]]:
    wanted_by: dict[Any, list[Any]] = {}
    for key, needs in waiting.items():
        for need in needs:
            wanted_by.setdefault(need, []).append(key)
    return dict(wanted_by)
