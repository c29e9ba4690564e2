"""Where tables stand, beside the edits that move them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from schemas.engine.errors import Refused
from schemas.engine.model import ObjectId
from schemas.models import Diagram, Entity, Placement


class Place(NamedTuple):
    """Top left corner of a card, in world pixels."""

    x: float
    y: float


Places = Mapping[ObjectId, Place]
NO_PLACES: Places = MappingProxyType({})
FARTHEST = 1_000_000
"""World pixels from the origin; beyond, drawing loses precision."""
Moves = dict[str, list[float] | None]
"""Object id -> where it stands; None where it does not."""


def checked(places: Places) -> Places:
    """The same places; Refused when one of them is nowhere on a diagram."""
    for place in places.values():
        # Written so that NaN, which compares with nothing, is refused too.
        if not (abs(place.x) <= FARTHEST and abs(place.y) <= FARTHEST):
            raise Refused("A table cannot stand there: move it closer to the others.")
    return places


def places_of(diagram: Diagram, ids: Collection[ObjectId] | None = None) -> dict[ObjectId, Place]:
    """Where everything stands on a diagram, or only what is in `ids`."""
    found = diagram.placements.all()
    if ids is not None:
        found = found.filter(entity__object_id__in=ids)
    return {id: Place(x, y) for id, x, y in found.values_list("entity__object_id", "x", "y")}


def put(diagram: Diagram, places: Places) -> None:
    """Put tables and views where they shall stand; those that are gone are passed over."""
    found = Entity.objects.filter(branch=diagram.branch_id, object_id__in=places)
    rows = dict(found.values_list("object_id", "id"))
    Placement.objects.bulk_create(
        [
            Placement(diagram=diagram, entity_id=rows[id], x=place.x, y=place.y)
            for id, place in places.items()
            if id in rows
        ],
        update_conflicts=True,
        unique_fields=["diagram", "entity"],
        update_fields=["x", "y"],
    )


def moves(ids: Iterable[ObjectId], places: Places) -> Moves:
    """Where each of these stands, as an Edit keeps it."""
    return {str(id): list(places[id]) if id in places else None for id in ids}


def standing(moves: Moves) -> dict[ObjectId, Place]:
    """What of an Edit's moves stands somewhere."""
    return {ObjectId(id): Place(*place) for id, place in moves.items() if place is not None}
