"""A design before and after, with what stays told apart from what comes and goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from schemas.engine.apply import carry_out
from schemas.engine.diff import renames
from schemas.engine.model import Column, Namespace, ObjectId, Schema, Table, TopLevel
from schemas.engine.plan.register import Register, Thing, parts


@dataclass(frozen=True, kw_only=True)
class Move:
    before: Schema
    after: Schema

    @cached_property
    def renamed(self) -> Schema:
        """The design before, under the names of the one after: what is left to do is no rename."""
        there = self.after.objects_by_id
        gone = tuple(
            o for o in self.before.objects if isinstance(o, Namespace) and o.id not in there
        )
        changes = renames(self.before, self.after)
        if not changes:
            return self.before
        kept = tuple(o for o in self.before.objects if o not in gone)
        moved = carry_out(replace(self.before, objects=kept), changes)
        return replace(moved, objects=(*moved.objects, *gone))

    @cached_property
    def first(self) -> Register:
        """What is there before, under its old names."""
        return Register(self.before)

    @cached_property
    def old(self) -> Register:
        """What is there before, under its new names."""
        return self.first if self.renamed is self.before else Register(self.renamed)

    @cached_property
    def new(self) -> Register:
        return Register(self.after)

    @cached_property
    def tables(self) -> tuple[tuple[Table, Table], ...]:
        """Tables that are there before and after, under their new names."""
        old = self.renamed.tables_by_id
        return tuple((old[t.id], t) for t in self.after.tables if t.id in old)

    @cached_property
    def objects(self) -> tuple[tuple[TopLevel, TopLevel], ...]:
        """Objects that are there before and after, under their new names."""
        old = self.renamed.objects_by_id
        return tuple((old[o.id], o) for o in self.after.objects if o.id in old)

    @cached_property
    def unlike(self) -> frozenset[ObjectId]:
        """Tables and objects that stay and differ in anything, be it a name."""
        before = {t.id: t for t in (*self.before.tables, *self.before.objects)}
        now = (*self.after.tables, *self.after.objects)
        return frozenset(t.id for t in now if t.id in before and before[t.id] != t)

    @cached_property
    def gone(self) -> dict[ObjectId, Thing]:
        """Tables and objects that go, and the parts that those which stay lose."""
        stay, old = self.new.things, self.old
        whole: tuple[Table | TopLevel, ...] = (*self.renamed.tables, *self.renamed.objects)
        found: list[Thing] = [thing for thing in whole if thing.id not in stay]
        for thing in whole:
            if thing.id in self.unlike:
                found += [part for part in parts(thing) if part.id not in stay]
        return {thing.id: old.things[thing.id] for thing in found}

    @cached_property
    def born(self) -> frozenset[ObjectId]:
        """Tables and objects to create."""
        there = self.old.things
        return frozenset(
            thing.id for thing in (*self.after.tables, *self.after.objects) if thing.id not in there
        )

    def home(self, schema: str) -> str:
        """What a schema from before is called once schemas have their new names."""
        return self._homes.get(schema, schema)

    @cached_property
    def _homes(self) -> dict[str, str]:
        new = self.after.objects_by_id
        return {n.name: new[n.id].name for n in self.before.namespaces if n.id in new}

    def is_gone(self, id: ObjectId) -> bool:
        return id not in self.new.things


def column_pairs(old: Table, new: Table) -> Iterator[tuple[Column, Column]]:
    """Columns that are there before and after."""
    return (
        (old.columns_by_id[column.id], column)
        for column in new.columns
        if column.id in old.columns_by_id
    )


def pairs(old: Iterable[Any], new: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Parts that are there before and after, by id."""
    was = {part.id: part for part in old}
    return ((was[part.id], part) for part in new if part.id in was)
