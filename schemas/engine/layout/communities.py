"""Groups of boxes with more lines inside than between them.

Greedy modularity after Blondel et al., "Fast unfolding of communities in large networks" (2008),
without its randomness: nodes are visited in order and ties go to the lowest number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from schemas.engine.layout.geometry import Edges

_LARGEST = 28
"""More tables than this in one group are no longer taken in at a glance."""
_SMALL = 12
"""As many tables that hang together stay together."""
_TINY = 4
_SHARPEST = 8.0

Weights = list[dict[int, float]]
"""Per node: neighbour -> weight of the line between them."""


def communities(count: int, edges: Edges) -> list[set[int]]:
    """A partition of 0 … count - 1; those without lines are alone."""
    found: list[set[int]] = []
    # With a resolution of 0 nothing speaks against growing: each group is all that hangs together.
    for component in _groups(range(count), edges, resolution=0.0):
        inner = [edge for edge in edges if edge[0] in component]
        if len(component) <= _SMALL:
            found.append(component)
            continue
        for group in _groups(sorted(component), inner, resolution=1.0):
            found += _split(group, inner, resolution=2.0)
    return sorted(_with_company(found, edges), key=min)


def _split(group: set[int], edges: Edges, *, resolution: float) -> list[set[int]]:
    """Too large a group again, with a sharper eye."""
    if len(group) <= _LARGEST or resolution > _SHARPEST:
        return [group]
    inner = [edge for edge in edges if edge[0] in group and edge[1] in group]
    parts = _groups(sorted(group), inner, resolution=resolution)
    return [piece for part in parts for piece in _split(part, inner, resolution=resolution * 2)]


def _with_company(groups: Sequence[set[int]], edges: Edges) -> list[set[int]]:
    """Tiny groups join the group they are most joined to; where it is full, each other."""
    merged = [set(group) for group in sorted(groups, key=min)]
    home = {node: number for number, group in enumerate(merged) for node in group}
    links: dict[int, Counter[int]] = defaultdict(Counter)
    for a, b in edges:
        if home[a] != home[b]:
            links[home[a]][home[b]] += 1
            links[home[b]][home[a]] += 1
    pools: dict[int, int] = {}
    for number, group in enumerate(merged):
        if len(group) > _TINY or not links[number]:
            continue
        best = min(links[number], key=lambda other: (-links[number][other], other))
        host = next((n for n in (best, pools.get(best)) if _has_room(merged, n, group)), None)
        if host is None or host == number:
            pools[best] = number
            continue
        merged[host] |= group
        merged[number] = set()
    return [group for group in merged if group]


def _has_room(groups: Sequence[set[int]], number: int | None, more: set[int]) -> bool:
    return number is not None and 0 < len(groups[number]) <= _LARGEST - len(more)


def _groups(nodes: Iterable[int], edges: Edges, *, resolution: float) -> list[set[int]]:
    members = [{node} for node in nodes]
    number = {node: i for i, group in enumerate(members) for node in group}
    weights: Weights = [defaultdict(float) for _ in members]
    for a, b in edges:
        weights[number[a]][number[b]] += 1.0
        weights[number[b]][number[a]] += 1.0
    while True:
        homes = _moved(weights, resolution)
        if len(set(homes)) == len(members):
            return members
        members, weights = _merged(members, weights, homes)


def _moved(weights: Weights, resolution: float) -> list[int]:
    """Each node's group after moving nodes to neighbouring groups while modularity grows."""
    homes = list(range(len(weights)))
    degrees = [sum(near.values()) for near in weights]
    totals = degrees[:]
    everything = sum(degrees) or 1.0
    for _ in range(20):
        is_settled = True
        for node, near in enumerate(weights):
            old = homes[node]
            totals[old] -= degrees[node]
            links: dict[int, float] = defaultdict(float)
            links[old] = 0.0
            for other, weight in near.items():
                if other != node:
                    links[homes[other]] += weight
            share = resolution * degrees[node] / everything
            best = max(
                links, key=lambda home: (links[home] - share * totals[home], home == old, -home)
            )
            totals[best] += degrees[node]
            homes[node] = best
            is_settled = is_settled and best == old
        if is_settled:
            break
    return homes


def _merged(
    members: list[set[int]], weights: Weights, homes: list[int]
) -> tuple[list[set[int]], Weights]:
    """One node per group; lines inside a group become a line to itself."""
    numbers = {home: i for i, home in enumerate(sorted(set(homes)))}
    groups: list[set[int]] = [set() for _ in numbers]
    joined: Weights = [defaultdict(float) for _ in numbers]
    for node, home in enumerate(homes):
        here = numbers[home]
        groups[here] |= members[node]
        for other, weight in weights[node].items():
            joined[here][numbers[homes[other]]] += weight
    return groups, joined
