"""Places for tables and views, by the engine's layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Count

from schemas.actions.places import Place, Places, places_of
from schemas.engine import layout
from schemas.engine.model import ObjectId, Schema
from schemas.models import Diagram

CARD_WIDTH, HEADER_HEIGHT, ROW_HEIGHT = 240.0, 32.0, 24.0
"""World pixels, as the canvas draws cards."""


def places_for_all(schema: Schema) -> Places:
    """Everything laid out anew."""
    return _as_places(layout.place(list(_boxes(schema)), _edges(schema)))


def places_for_new(diagram: Diagram, schema: Schema, given: Places) -> Places:
    """Free room for what has no place yet, near what it is joined to; nothing else moves.

    `schema` may be a part of the design; `given` are places that are decided but not stored.
    """
    fixed = {**places_of(diagram), **given}
    if not fixed:
        return places_for_all(schema)
    boxes = {**_standing_boxes(diagram), **{box.id: box for box in _boxes(schema)}}
    corners = {id: layout.Point(*place) for id, place in fixed.items()}
    placed = layout.place_new(list(boxes.values()), _edges(schema), fixed=corners)
    return _as_places({id: at for id, at in placed.items() if id not in fixed})


def _boxes(schema: Schema) -> Iterator[layout.Box[ObjectId]]:
    for thing in (*schema.tables, *schema.views):
        yield _box(thing.id, len(thing.columns))


def _standing_boxes(diagram: Diagram) -> dict[ObjectId, layout.Box[ObjectId]]:
    """By the columns of tables; a design's views are always all loaded."""
    counted = diagram.placements.annotate(columns=Count("entity__columns"))
    found = counted.values_list("entity__object_id", "columns")
    return {id: _box(id, columns) for id, columns in found}


def _box(id: ObjectId, columns: int) -> layout.Box[ObjectId]:
    return layout.Box(id, CARD_WIDTH, HEADER_HEIGHT + columns * ROW_HEIGHT)


def _edges(schema: Schema) -> Iterator[tuple[ObjectId, ObjectId]]:
    for table in schema.tables:
        yield from ((table.id, key.target) for key in table.foreign_keys)
    for view in schema.views:
        yield from ((view.id, id) for id in view.depends_on)


def _as_places(corners: Mapping[ObjectId, layout.Point]) -> Places:
    return {id: Place(*corner) for id, corner in corners.items()}
