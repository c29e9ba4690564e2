"""One order from two: of columns, of the labels of an enum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Orders(NamedTuple, Generic[Item]):
    """Items in the order of each side."""

    base: Sequence[Item]
    mine: Sequence[Item]
    theirs: Sequence[Item]

    @property
    def reversed(self) -> Orders[Item]:
        return Orders(self.base, self.theirs, self.mine)


def merged_order(orders: Orders[Item], kept: Collection[Item]) -> tuple[Item, ...]:
    """What both know in the order of the side that changed it, else of mine; what is new comes
    after what it came after, mine first.
    """
    common = _common(orders)
    ranks = [[item for item in order if item in common] for order in orders]
    lead = ranks[2] if ranks[1] == ranks[0] else ranks[1]
    runs = _runs(orders, common, kept)
    mixed = [*runs[None], *(item for known in lead for item in (known, *runs[known]))]
    return tuple(item for item in mixed if item in kept)


def both_moved(orders: Orders[Item]) -> bool:
    """Whether both sides put what they have in common into other orders, and not into one."""
    common = _common(orders)
    base, mine, theirs = ([item for item in order if item in common] for order in orders)
    return base not in (mine, theirs) and mine != theirs


def both_inserted(orders: Orders[Item]) -> bool:
    """Whether both put new items into one place, so that either could come first."""
    common = _common(orders)
    mine, theirs = set(orders.mine), set(orders.theirs)
    runs = _runs(orders, common, mine | theirs)
    return any(set(run) - mine and set(run) - theirs for run in runs.values())


def _common(orders: Orders[Item]) -> set[Item]:
    """What both sides have, new or not: each says where it stands."""
    return set(orders.mine) & set(orders.theirs)


def _runs(
    orders: Orders[Item], common: Collection[Item], kept: Collection[Item]
) -> dict[Item | None, list[Item]]:
    """What is not common, by the common item that it comes after."""
    runs: dict[Item | None, list[Item]] = defaultdict(list)
    seen = set[Item]()
    for order in (orders.mine, orders.theirs):
        after: Item | None = None
        for item in order:
            if item in common:
                after = item
            elif item in kept and item not in seen:
                seen.add(item)
                runs[after].append(item)
    return runs
