"""The laws of the layout: nothing overlaps, nothing depends on order, near things stay near."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from schemas.engine.layout import Box, Point, place, place_new

Edge = tuple[int, int]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box[int]], list[Edge]]:
    count = draw(st.integers(0, 24))
    heights = st.integers(1, 30).map(lambda rows: 32.0 + 24 * rows)
    boxes = [Box(i, 240.0, draw(heights)) for i in range(count)]
    ids = st.integers(0, max(count - 1, 0))
    edges = draw(st.lists(st.tuples(ids, ids), max_size=40)) if count else []
    return boxes, edges


def overlapping(boxes: Sequence[Box[int]], places: Mapping[int, Point]) -> list[tuple[int, int]]:
    return [
        (a.id, b.id)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if places[a.id].x < places[b.id].x + b.width
        and places[b.id].x < places[a.id].x + a.width
        and places[a.id].y < places[b.id].y + b.height
        and places[b.id].y < places[a.id].y + a.height
    ]


def size(boxes: Sequence[Box[int]], places: Mapping[int, Point]) -> tuple[float, float]:
    width = max(places[box.id].x + box.width for box in boxes)
    return width, max(places[box.id].y + box.height for box in boxes)


def clustered(count: int, groups: int) -> tuple[list[Box[int]], list[Edge]]:
    """Groups of tables around hubs of their own, with few lines between the groups."""
    chance = random.Random(7)  # noqa: S311 - the same graph every time
    boxes = [Box(i, 240.0, 32.0 + 24 * chance.randint(2, 20)) for i in range(count)]
    edges = []
    for i in range(groups, count):
        hub = i % groups
        edges.append((i, hub if chance.random() < 0.5 else hub + groups * chance.randint(0, 3)))
        if chance.random() < 0.15:
            edges.append((i, chance.randrange(count)))
    return boxes, edges


@given(graphs())
def test_every_box_has_a_place_and_none_overlap(graph: tuple[list[Box[int]], list[Edge]]) -> None:
    boxes, edges = graph
    places = place(boxes, edges)
    assert set(places) == {box.id for box in boxes}
    assert overlapping(boxes, places) == []
    if places:
        assert min(p.x for p in places.values()) == min(p.y for p in places.values()) == 0


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_boxes_and_edges_does_not_matter(
    graph: tuple[list[Box[int]], list[Edge]], chance: random.Random
) -> None:
    boxes, edges = graph
    shuffled = chance.sample(boxes, len(boxes)), chance.sample(edges, len(edges))
    assert place(*shuffled) == place(boxes, edges)


@given(graphs(), st.integers(0, 24))
def test_new_boxes_find_free_room_while_the_others_stay(
    graph: tuple[list[Box[int]], list[Edge]], known: int
) -> None:
    boxes, edges = graph
    fixed = place(boxes[:known], edges)
    places = place_new(boxes, edges, fixed=fixed)
    assert {id: places[id] for id in fixed} == fixed
    assert overlapping(boxes, places) == []
    assert place(boxes, edges, fixed=fixed) == (places if fixed else place(boxes, edges))


def test_a_new_box_stands_beside_its_neighbour() -> None:
    boxes, edges = clustered(60, 6)
    fixed = place(boxes, edges)
    new = Box(1000, 240.0, 100.0)
    spot = place_new([*boxes, new], [*edges, (1000, 17)], fixed=fixed)[1000]
    width, height = size(boxes, fixed)
    distance = abs(spot.x - fixed[17].x) + abs(spot.y - fixed[17].y)
    assert distance < (width + height) / 3


def test_what_is_referenced_stands_left_of_what_references_it() -> None:
    boxes = [Box(i, 240.0, 128.0) for i in range(4)]
    places = place(boxes, [(1, 0), (2, 0), (3, 2)])
    assert places[0].x < places[1].x
    assert places[0].x < places[2].x < places[3].x


def test_boxes_without_lines_stand_in_a_grid() -> None:
    boxes = [Box(i, 240.0, 128.0) for i in range(12)]
    places = place(boxes, [])
    assert len({p.x for p in places.values()}) == 3
    assert len({p.y for p in places.values()}) == 4


def test_the_picture_has_about_the_shape_of_the_window() -> None:
    boxes, edges = clustered(150, 12)
    for aspect in (1.0, 1.6, 2.4):
        width, height = size(boxes, place(boxes, edges, aspect=aspect))
        assert aspect / 1.7 < width / height < aspect * 1.7


def test_lines_are_far_shorter_than_by_chance() -> None:
    boxes, edges = clustered(150, 12)
    places = place(boxes, edges)
    spots = list(places.values())
    random.Random(1).shuffle(spots)  # noqa: S311 - the same shuffle every time
    shuffled = dict(zip(places, spots, strict=True))
    assert _length(edges, places) < 0.5 * _length(edges, shuffled)


def _length(edges: Sequence[Edge], places: Mapping[int, Point]) -> float:
    return sum(abs(places[a].x - places[b].x) + abs(places[a].y - places[b].y) for a, b in edges)


def test_a_thousand_tables_take_seconds() -> None:
    boxes, edges = clustered(1000, 40)
    start = time.process_time()
    places = place(boxes, edges)
    assert time.process_time() - start < 10
    assert overlapping(boxes, places) == []
