"""Two designs that are compared: what their things are made of, and where columns stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable
from functools import cached_property
from typing import Any

from schemas.engine.match.likeness import Bag, alike, bag_of
from schemas.engine.match.matching import Matching, Space, children_of, family_of
from schemas.engine.model import Column, Namespace, ObjectId, Schema, Table

_Gap = tuple[ObjectId | None, int]
"""The last column before that both designs have, and how many come after it up to here."""


class Side:
    """The bags of one design's things, each made when it is first asked for."""

    def __init__(self, schema: Schema, name_of: Callable[[ObjectId], str]) -> None:
        self.schema = schema
        self._name_of = name_of
        self._bags: dict[ObjectId, Bag] = {}

    def bag(self, thing: Any) -> Bag:
        if thing.id not in self._bags:
            is_schema = isinstance(thing, Namespace)
            found = self._inside[thing.name] if is_schema else bag_of(thing, self._name_of)
            self._bags[thing.id] = found
        return self._bags[thing.id]

    @cached_property
    def names(self) -> dict[ObjectId, str]:
        found = {thing.id: thing.name for thing in self.schema.objects}
        for table in self.schema.tables:
            found[table.id] = table.name
            found |= {child.id: child.name for child in (*table.columns, *children_of(table))}
        return found

    @cached_property
    def _inside(self) -> dict[str, Bag]:
        found: dict[str, Bag] = defaultdict(Counter)
        for thing in (*self.schema.tables, *self.schema.objects):
            if not isinstance(thing, Namespace):
                found[thing.schema][f"{family_of(thing)} {thing.name}"] += 1
        return found


class Sides:
    """Both designs, as far as they are matched; what is the same has its name of before in both."""

    def __init__(self, matching: Matching) -> None:
        self.pairs = matching.pairs
        self.before = Side(matching.before, self._name_before)
        self.after = Side(matching.after, self._name_after)

    def contents_alike(self, space: Space, old: Any, new: Any) -> float:
        if isinstance(old, Column):
            return self._columns_alike(space, old, new)
        return alike(self.before.bag(old), self.after.bag(new))

    def _name_before(self, id: ObjectId) -> str:
        return self.before.names.get(id, "")

    def _name_after(self, id: ObjectId) -> str:
        known = self.pairs.get(id)
        return self.after.names.get(id, "") if known is None else self._name_before(known)

    def _columns_alike(self, space: Space, old: Column, new: Column) -> float:
        """PostgreSQL leaves a renamed column where it is, and puts a new one last."""
        anchor, count = self._gap(space, 0, old)
        other_anchor, other_count = self._gap(space, 1, new)
        beside = (1.0 if count == other_count else 0.5) if anchor == other_anchor else 0.0
        fields = ("nullable", "default", "identity", "generated")
        same: float = sum(getattr(old, name) == getattr(new, name) for name in fields) / len(fields)
        return (0.5 if old.type == new.type else 0.1) + 0.3 * beside + 0.2 * same

    def _gap(self, space: Space, side: int, column: Column) -> _Gap:
        assert space.within is not None
        table: Table = space.within[side]
        lost = {each.id for each in (space.old, space.new)[side]}
        anchor, count = _gap(table.columns, column.id, lost)
        return (self.pairs.get(anchor, anchor) if anchor and side else anchor), count


def _gap(columns: Iterable[Column], id: ObjectId, lost: Container[ObjectId]) -> _Gap:
    anchor: ObjectId | None = None
    count = 0
    for column in columns:
        if column.id == id:
            break
        anchor, count = (anchor, count + 1) if column.id in lost else (column.id, 0)
    return anchor, count
