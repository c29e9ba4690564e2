"""What may be the same under a new name: among what went and what came, never all with all.

Candidates are found by the words that few things share, and by names beside each other in the
alphabet, so that the cost grows with the number of differences alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from schemas.engine.match.likeness import names_alike
from schemas.engine.match.matching import Matching, Space
from schemas.engine.match.sides import Sides
from schemas.engine.match.substitution import substitute
from schemas.engine.model import Column, Namespace, ObjectId, Schema, Table

LEAST = 0.5
"""What looks less alike than this is not asked about."""
_BY_CONTENT = {Namespace: 0.7, Table: 0.7, Column: 0.6}
"""How much what a thing is made of counts beside its name; of others nearly all."""
_FEW = 64
_MOST_SHARED, _MOST_CANDIDATES, _NEIGHBOURS = 40, 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two things, of which the second may be the first under a new name."""

    kind: str
    """Name of the model's class, or of the `Kind` of a verbatim object."""
    before: ObjectId
    after: ObjectId
    was: tuple[str, ...]
    now: tuple[str, ...]
    """Paths of names."""
    score: float
    """From 0.5 to 1."""
    is_exact: bool
    """Whether the two differ in nothing but their names."""


def suggest_renames(before: Schema, after: Schema) -> tuple[Suggestion, ...]:
    """Renames that a person may confirm for `adopt_ids`; each thing is in one of them at most.

    Those of columns, keys and indexes of a table that may be renamed itself suppose that it is.
    """
    matching = Matching(before, after, {})
    sides = Sides(matching)
    found: list[Suggestion] = []
    for left in matching.levels():
        for space in left:
            if space.old and space.new:
                found += _suggested(space, sides)
        matching.pairs.update({each.after: each.before for each in found})
    return tuple(found)


def _suggested(space: Space, sides: Sides) -> Iterator[Suggestion]:
    scored = [(_score(space, old, new, sides), old, new) for old, new in _candidates(space, sides)]
    # The best come first; names make the order of equals stable.
    scored.sort(key=lambda each: (-each[0], _path(space, 0, each[1]), _path(space, 1, each[2])))
    gone, come = set[ObjectId](), set[ObjectId]()
    for score, old, new in scored:
        if score >= LEAST and old.id not in gone and new.id not in come:
            gone.add(old.id)
            come.add(new.id)
            yield Suggestion(
                kind=space.family,
                before=old.id,
                after=new.id,
                was=_path(space, 0, old),
                now=_path(space, 1, new),
                score=score,
                is_exact=_is_exact(old, new, sides.pairs),
            )


def _path(space: Space, side: int, thing: Any) -> tuple[str, ...]:
    if space.within:
        owner = space.within[side]
        return (owner.schema, owner.name, thing.name)
    return (thing.schema, thing.name) if hasattr(thing, "schema") else (thing.name,)


def _is_exact(old: Any, new: Any, pairs: dict[ObjectId, ObjectId]) -> bool:
    as_before = substitute(substitute(new, pairs), {new.id: old.id})
    names = {name: getattr(old, name) for name in ("name", "schema") if hasattr(old, name)}
    return bool(replace(as_before, **names) == old)


def _score(space: Space, old: Any, new: Any, sides: Sides) -> float:
    weight = _BY_CONTENT.get(type(old), 0.9)
    content = sides.contents_alike(space, old, new)
    return round(weight * content + (1 - weight) * names_alike(old.name, new.name), 3)


def _candidates(space: Space, sides: Sides) -> Iterator[tuple[Any, Any]]:
    if len(space.old) * len(space.new) <= _FEW:
        yield from ((old, new) for old in space.old for new in space.new)
        return
    sharing: dict[str, list[int]] = defaultdict(list)
    for at, new in enumerate(space.new):
        for word in sides.after.bag(new):
            sharing[word].append(at)
    names = sorted((new.name, at) for at, new in enumerate(space.new))
    for old in space.old:
        shared = Counter(
            at
            for word in sides.before.bag(old)
            if len(found := sharing.get(word, ())) <= _MOST_SHARED
            for at in found
        )
        near = bisect_left(names, (old.name, 0))
        beside = names[max(0, near - _NEIGHBOURS) : near + _NEIGHBOURS]
        likely = {at for at, _ in shared.most_common(_MOST_CANDIDATES)} | {at for _, at in beside}
        yield from ((old, space.new[at]) for at in sorted(likely))
