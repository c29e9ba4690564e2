"""Ids of one design given to what is the same in another, and taken from what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import uuid5

from schemas.engine.match.matching import Matching, all_ids, ids_in
from schemas.engine.match.substitution import substitute
from schemas.engine.match.suggestions import Suggestion
from schemas.engine.model import ObjectId, Schema


def adopt_ids(after: Schema, before: Schema, accepted: Iterable[Suggestion] = ()) -> Schema:
    """The design after with the ids of the design before wherever a thing is the same.

    `accepted` are renames that a person confirmed. What is not the same has an id of its own,
    even where both designs happened to give one id to different things.
    """
    matching = Matching(before, after, {each.after: each.before for each in accepted})
    came = [thing for left in matching.levels() for space in left for thing in space.new]
    adopted = {id: known for id, known in matching.pairs.items() if id != known}
    if came:
        taken = set(all_ids(before))
        others = (id for thing in came for id in ids_in(thing))
        adopted |= {id: _free(id, taken) for id in others if id in taken}
    return substitute(after, adopted) if adopted else after


def tell_apart(schema: Schema, model: Schema) -> Schema:
    """The schema with other ids for what is of another kind in the model: a view was a table."""
    were = dict(_kinds(model))
    others = {id: uuid5(id, kind) for id, kind in _kinds(schema) if were.get(id, kind) != kind}
    return substitute(schema, others) if others else schema


def _free(id: ObjectId, taken: set[ObjectId]) -> ObjectId:
    while id in taken:
        id = uuid5(id, "another")
    return id


def _kinds(schema: Schema) -> Iterator[tuple[ObjectId, str]]:
    constraints = (constraint for table in schema.tables for constraint in table.constraints)
    for thing in (*schema.tables, *schema.objects, *constraints):
        yield thing.id, type(thing).__name__
