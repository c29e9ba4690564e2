"""Automatic placement of boxes joined by lines, as plain numbers.

Tables that reference each other a lot become communities; inside one, columns run from what is
referenced on the left to what references it on the right; communities are packed around the best
connected one into the aspect ratio of the window; tables without any line stand in a grid.
The same boxes and edges always give the same places, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schemas.engine.layout.columns import arrange
from schemas.engine.layout.communities import communities
from schemas.engine.layout.geometry import Box, Edges, Id, Place, Point
from schemas.engine.layout.packing import Block, Packing, pack

__all__ = ["Box", "Place", "Point", "place", "place_new"]

_BETWEEN_BLOCKS = 140.0
_BETWEEN_CARDS = 48.0
_GRID = 8
_GRID_GAP = 40.0


def place(
    boxes: Sequence[Box[Id]],
    edges: Iterable[tuple[Id, Id]],
    *,
    aspect: float = 1.6,
    fixed: Mapping[Id, Point] | None = None,
) -> dict[Id, Point]:
    """Top-left corners in the units of the boxes, from (0, 0) on; no two boxes overlap.

    An edge goes from the referencing to the referenced box. `aspect` is width / height of the
    window. With `fixed`, those boxes keep their places and the others are placed near them.
    """
    if fixed:
        return place_new(boxes, edges, fixed=fixed)
    ordered = sorted(boxes, key=lambda box: str(box.id))
    index = {box.id: i for i, box in enumerate(ordered)}
    known = _known_edges(index, edges)
    blocks = _blocks(ordered, known, aspect)
    corners = pack(blocks, known, aspect=aspect, margin=_BETWEEN_BLOCKS)
    return _from_origin({ordered[i].id: point for i, point in corners.items()})


def place_new(
    boxes: Sequence[Box[Id]],
    edges: Iterable[tuple[Id, Id]],
    *,
    fixed: Mapping[Id, Point],
) -> dict[Id, Point]:
    """Places of all boxes: fixed ones stay, each other goes to free room near its neighbours."""
    ordered = sorted(boxes, key=lambda box: str(box.id))
    index = {box.id: i for i, box in enumerate(ordered)}
    neighbours = _neighbours(len(ordered), _known_edges(index, edges))
    packing = Packing(aspect=1.6, margin=_BETWEEN_CARDS)
    places = {index[id]: point for id, point in fixed.items() if id in index}
    for i, point in places.items():
        packing.occupy(Place(point.x, point.y, ordered[i].width, ordered[i].height))
    waiting = set(range(len(ordered))) - places.keys()
    while waiting:
        chosen = max(waiting, key=lambda i: (len(neighbours[i] & places.keys()), -i))
        waiting.remove(chosen)
        box = ordered[chosen]
        anchors = [(_centre(ordered[n], places[n]), 1.0) for n in neighbours[chosen] if n in places]
        spot = packing.best_spot(box.width, box.height, sorted(anchors))
        places[chosen] = _snapped(spot)
        packing.occupy(Place(places[chosen].x, places[chosen].y, box.width, box.height))
    return {ordered[i].id: point for i, point in places.items()}


def _blocks(boxes: Sequence[Box[Id]], edges: Edges, aspect: float) -> list[Block]:
    joined = {i for edge in edges for i in edge}
    blocks = []
    for members in communities(len(boxes), edges):
        if joined.issuperset(members):
            inner = [edge for edge in edges if edge[0] in members and edge[1] in members]
            blocks.append(Block.of(arrange(boxes, sorted(members), inner), boxes))
    alone = [i for i in range(len(boxes)) if i not in joined]
    if alone:
        blocks.append(Block.of(_in_grid(boxes, alone, aspect), boxes))
    return blocks


def _in_grid(boxes: Sequence[Box[Id]], members: Sequence[int], aspect: float) -> dict[int, Point]:
    """Rows of boxes of like height, about as wide as the window is to its height."""
    by_height = sorted(members, key=lambda i: (-boxes[i].height, i))
    area = sum((boxes[i].width + _GRID_GAP) * (boxes[i].height + _GRID_GAP) for i in members)
    widest = max((area * aspect) ** 0.5, *(boxes[i].width for i in members))
    corners: dict[int, Point] = {}
    x = y = row_height = 0.0
    for i in by_height:
        if x and x + boxes[i].width > widest:
            x, y, row_height = 0.0, y + row_height + _GRID_GAP, 0.0
        corners[i] = Point(x, y)
        x += boxes[i].width + _GRID_GAP
        row_height = max(row_height, boxes[i].height)
    return corners


def _known_edges(index: Mapping[Id, int], edges: Iterable[tuple[Id, Id]]) -> Edges:
    """Between different boxes that are there, each pair once, by index."""
    pairs = {(index[a], index[b]) for a, b in edges if a in index and b in index and a != b}
    return sorted(pairs)


def _neighbours(count: int, edges: Edges) -> list[set[int]]:
    neighbours: list[set[int]] = [set() for _ in range(count)]
    for a, b in edges:
        neighbours[a].add(b)
        neighbours[b].add(a)
    return neighbours


def _centre(box: Box[Id], corner: Point) -> Point:
    return Point(corner.x + box.width / 2, corner.y + box.height / 2)


def _from_origin(places: Mapping[Id, Point]) -> dict[Id, Point]:
    left = min((point.x for point in places.values()), default=0.0)
    top = min((point.y for point in places.values()), default=0.0)
    return {id: _snapped(Point(p.x - left, p.y - top)) for id, p in places.items()}


def _snapped(point: Point) -> Point:
    return Point(_snap(point.x), _snap(point.y))


def _snap(value: float) -> float:
    return float(round(value / _GRID) * _GRID)
