"""What both sides added under one name is one thing, and not two that are in each other's way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.engine.match import substitute
from schemas.engine.match.matching import all_ids, children_of, family_of
from schemas.engine.model import ObjectId, Schema, Table


def as_one(base: Schema, mine: Schema, theirs: Schema) -> Schema:
    """Theirs, with the ids of mine for what both added."""
    known = set(all_ids(base))
    shared = known | set(all_ids(theirs))
    whole = {_key(thing): thing for thing in _wholes(mine) if thing.id not in shared}
    pairs: dict[ObjectId, ObjectId] = {}
    for thing in _wholes(theirs):
        if thing.id not in known and _key(thing) in whole:
            pairs[thing.id] = whole[_key(thing)].id
    by_id = {thing.id: thing for thing in _wholes(mine)}
    for thing in _wholes(theirs):
        if (owner := by_id.get(pairs.get(thing.id, thing.id))) is not None:
            own = {_child_key(c): c.id for c in _inside(owner) if c.id not in shared}
            for child in _inside(thing):
                if child.id not in known and _child_key(child) in own:
                    pairs[child.id] = own[_child_key(child)]
    return substitute(theirs, pairs) if pairs else theirs


def _wholes(schema: Schema) -> Iterator[Any]:
    yield from schema.tables
    yield from schema.objects


def _inside(thing: Any) -> Iterator[Any]:
    yield from thing.columns if isinstance(thing, Table) else ()
    yield from children_of(thing)


def _key(thing: Any) -> tuple[str, str, str]:
    return family_of(thing), getattr(thing, "schema", ""), thing.name


def _child_key(child: Any) -> tuple[str, str]:
    return family_of(child), child.name
