"""Blocks of boxes packed around each other, those with lines between them close together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.engine.layout.geometry import Box, Edges, Id, Place, Point

Anchors = Sequence[tuple[Point, float]]
"""Where something wants to be near to, and how much."""

_SPREAD = 1.2
"""How much a unit of outer size costs against a unit of line."""


@dataclass(slots=True)
class Block:
    """Boxes with fixed places relative to each other."""

    corners: dict[int, Point]
    middles: dict[int, Point]
    width: float
    height: float

    @classmethod
    def of(cls, corners: Mapping[int, Point], boxes: Sequence[Box[Id]]) -> Block:
        left = min(point.x for point in corners.values())
        top = min(point.y for point in corners.values())
        moved = {i: Point(p.x - left, p.y - top) for i, p in corners.items()}
        return cls(
            corners=moved,
            middles={
                i: Point(p.x + boxes[i].width / 2, p.y + boxes[i].height / 2)
                for i, p in moved.items()
            },
            width=max(p.x + boxes[i].width for i, p in moved.items()),
            height=max(p.y + boxes[i].height for i, p in moved.items()),
        )

    def flipped(self, heights: Mapping[int, float]) -> Block:
        """Upside down; left to right stays, for that is the way to read it."""
        corners = {i: Point(p.x, self.height - p.y - heights[i]) for i, p in self.corners.items()}
        middles = {i: Point(p.x, self.height - p.y) for i, p in self.middles.items()}
        return Block(corners, middles, self.width, self.height)


class Packing:
    """Occupied places, and the best free spot for another."""

    def __init__(self, *, aspect: float, margin: float) -> None:
        self._aspect = aspect
        self._margin = margin
        self._places: list[Place] = []
        self._bounds = Place(0.0, 0.0, 0.0, 0.0)

    def occupy(self, place: Place) -> None:
        self._bounds = _around(self._bounds, place) if self._places else place
        self._places.append(place)

    def best_spot(self, width: float, height: float, anchors: Anchors) -> Point:
        """Free for a rectangle of this size, near its anchors, keeping the whole compact."""
        if not self._places:
            return Point(0.0, 0.0)
        pull = anchors or [(_middle(self._bounds), 0.2)]
        free = (
            Place(x, y, width, height)
            for x, y in sorted(set(self._candidates(width, height, pull)))
            if self._is_free(Place(x, y, width, height))
        )
        best = min(free, key=lambda place: self._cost(place, pull), default=None)
        if best:
            return Point(best.x, best.y)
        return Point(self._bounds.right + self._margin, self._bounds.y)

    def _is_free(self, place: Place) -> bool:
        # Written out, since this test is most of the time that a layout takes.
        left, top = place.x - self._margin, place.y - self._margin
        right, bottom = place.right + self._margin, place.bottom + self._margin
        for x, y, width, height in self._places:
            if x < right and left < x + width and y < bottom and top < y + height:
                return False
        return True

    def _cost(self, place: Place, anchors: Anchors) -> float:
        x, y = _middle(place)
        lines = sum(w * (abs(x - a.x) + abs(y - a.y)) for a, w in anchors)
        weight = max(1.0, sum(w for _, w in anchors))
        grown = self._outer_size(_around(self._bounds, place)) - self._outer_size(self._bounds)
        return lines / weight + _SPREAD * grown

    def _outer_size(self, bounds: Place) -> float:
        """The width of the window that just shows it all."""
        return max(bounds.width, bounds.height * self._aspect)

    def _candidates(
        self, width: float, height: float, anchors: Anchors
    ) -> Iterator[tuple[float, float]]:
        """Beside each place: aligned with its ends and middle, and level with the anchors."""
        total = sum(w for _, w in anchors)
        wanted_x = sum(a.x * w for a, w in anchors) / total - width / 2
        wanted_y = sum(a.y * w for a, w in anchors) / total - height / 2
        for place in self._places:
            middle = _middle(place)
            ys = (place.y, place.bottom - height, middle.y - height / 2, wanted_y)
            for x in (place.right + self._margin, place.x - self._margin - width):
                yield from ((x, y) for y in ys)
            xs = (place.x, place.right - width, middle.x - width / 2, wanted_x)
            for y in (place.bottom + self._margin, place.y - self._margin - height):
                yield from ((x, y) for x in xs)


def pack(
    blocks: Sequence[Block], edges: Edges, *, aspect: float, margin: float
) -> dict[int, Point]:
    """Corners of all boxes; the best connected block comes first and so into the middle."""
    home = {i: number for number, block in enumerate(blocks) for i in block.corners}
    links = _links(home, edges)
    packing = Packing(aspect=aspect, margin=margin)
    places: dict[int, Point] = {}
    waiting = set(range(len(blocks)))
    while waiting:
        number = max(waiting, key=lambda n: _urgency(n, blocks, links, places))
        waiting.remove(number)
        block = blocks[number]
        anchors = _anchors(number, blocks, links, places)
        places[number] = packing.best_spot(block.width, block.height, anchors)
        packing.occupy(Place(*places[number], block.width, block.height))
    return _corners(_flipped_where_shorter(blocks, places, edges, home), places)


Links = Mapping[int, Mapping[int, Sequence[tuple[int, int]]]]
"""Block -> other block -> pairs of boxes, own first."""


def _links(home: Mapping[int, int], edges: Edges) -> Links:
    links: dict[int, dict[int, list[tuple[int, int]]]] = {}
    for a, b in edges:
        if home[a] != home[b]:
            links.setdefault(home[a], {}).setdefault(home[b], []).append((a, b))
            links.setdefault(home[b], {}).setdefault(home[a], []).append((b, a))
    return links


def _urgency(
    number: int, blocks: Sequence[Block], links: Links, places: Mapping[int, Point]
) -> tuple[int, int, float, int]:
    """First what is joined to what is placed, then the well connected, then the large."""
    near = links.get(number, {})
    placed = sum(len(pairs) for other, pairs in near.items() if other in places)
    total = sum(len(pairs) for pairs in near.values())
    block = blocks[number]
    return placed, total, block.width * block.height, -number


def _anchors(
    number: int, blocks: Sequence[Block], links: Links, places: Mapping[int, Point]
) -> list[tuple[Point, float]]:
    """Middles of the boxes at the far ends of the lines, seen from the middle of the block."""
    block = blocks[number]
    anchors = []
    for other, pairs in sorted(links.get(number, {}).items()):
        if other not in places:
            continue
        for own, far in pairs:
            corner, middle, here = places[other], blocks[other].middles[far], block.middles[own]
            x = corner.x + middle.x - here.x + block.width / 2
            y = corner.y + middle.y - here.y + block.height / 2
            anchors.append((Point(x, y), 1.0))
    return anchors


def _flipped_where_shorter(
    blocks: Sequence[Block], places: Mapping[int, Point], edges: Edges, home: Mapping[int, int]
) -> list[Block]:
    chosen = list(blocks)
    links = _links(home, edges)
    for number in range(len(chosen)):
        other = chosen[number].flipped(_heights(chosen[number]))
        if _rise(number, other, chosen, links, places) < _rise(
            number, chosen[number], chosen, links, places
        ):
            chosen[number] = other
    return chosen


def _heights(block: Block) -> dict[int, float]:
    return {i: 2 * (block.middles[i].y - corner.y) for i, corner in block.corners.items()}


def _rise(
    number: int,
    block: Block,
    blocks: Sequence[Block],
    links: Links,
    places: Mapping[int, Point],
) -> float:
    """How far the lines of a block go up and down."""
    return sum(
        abs(
            places[number].y + block.middles[own].y - places[other].y - blocks[other].middles[far].y
        )
        for other, pairs in links.get(number, {}).items()
        for own, far in pairs
    )


def _corners(blocks: Sequence[Block], places: Mapping[int, Point]) -> dict[int, Point]:
    return {
        i: Point(places[number].x + corner.x, places[number].y + corner.y)
        for number, block in enumerate(blocks)
        for i, corner in block.corners.items()
    }


def _around(first: Place, second: Place) -> Place:
    left, top = min(first.x, second.x), min(first.y, second.y)
    right, bottom = max(first.right, second.right), max(first.bottom, second.bottom)
    return Place(left, top, right - left, bottom - top)


def _middle(place: Place) -> Point:
    return Point(place.x + place.width / 2, place.y + place.height / 2)
