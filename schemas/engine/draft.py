"""A design while changes are being made to it: found by id, changed in place, read back once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Any, Literal, NoReturn, cast

from schemas.engine.errors import Conflict, FieldClash, InvalidChange, Issue, Severity
from schemas.engine.model import (
    Child,
    Domain,
    Namespace,
    ObjectId,
    Schema,
    Table,
    TopLevel,
    View,
)

RULE = "change/target"
Collection = Literal["columns", "constraints", "indexes", "triggers", "policies"]
_WORDS = {
    "columns": "column",
    "constraints": "constraint",
    "indexes": "index",
    "triggers": "trigger",
    "policies": "policy",
}


class Draft:
    """Tables and objects by id, in the order of the schema; what is new comes last."""

    def __init__(self, schema: Schema) -> None:
        self.tables = {table.id: table for table in schema.tables}
        self.objects = {thing.id: thing for thing in schema.objects}

    def schema(self) -> Schema:
        return Schema(tables=tuple(self.tables.values()), objects=tuple(self.objects.values()))

    # Tables and objects

    def table(self, id: ObjectId) -> Table:
        return self.tables.get(id) or refuse("That table is no longer there.")

    def object(self, id: ObjectId) -> TopLevel:
        return self.objects.get(id) or refuse("That object is no longer there.")

    def add_table(self, table: Table) -> None:
        self._refuse_known(table, inside=table)
        self.tables[table.id] = table

    def add_object(self, thing: TopLevel) -> None:
        self._refuse_known(thing, inside=thing)
        self.objects[thing.id] = thing

    def drop_table(self, id: ObjectId) -> None:
        del self.tables[self.table(id).id]

    def drop_object(self, id: ObjectId) -> None:
        del self.objects[self.object(id).id]

    def owner(self, id: ObjectId) -> Table | View:
        """A table, or a view that can have indexes and triggers."""
        view = self.objects.get(id)
        return view if isinstance(view, View) else self.table(id)

    def put(self, thing: Table | TopLevel) -> None:
        if isinstance(thing, Table):
            self.tables[thing.id] = thing
        else:
            self.objects[thing.id] = thing

    # Children

    def child(self, owner: ObjectId, collection: Collection, id: ObjectId) -> Child:
        children = self._children(self.owner(owner), collection)
        found = next((child for child in children if child.id == id), None)
        return found or refuse(f"That {_WORDS[collection]} is no longer there.")

    def add_child(
        self,
        owner: ObjectId,
        collection: Collection,
        child: Child,
        *,
        position: int | None = None,
    ) -> None:
        inside = self.owner(owner)
        children = self._children(inside, collection)
        self._refuse_known(child, inside=inside)
        at = len(children) if position is None else _checked(position, len(children))
        self._put_children(owner, collection, (*children[:at], child, *children[at:]))

    def drop_child(self, owner: ObjectId, collection: Collection, id: ObjectId) -> None:
        gone = self.child(owner, collection, id)
        children = self._children(self.owner(owner), collection)
        self._put_children(owner, collection, tuple(c for c in children if c is not gone))

    def put_child(self, owner: ObjectId, collection: Collection, child: Child) -> None:
        children = self._children(self.owner(owner), collection)
        kept = tuple(child if known.id == child.id else known for known in children)
        self._put_children(owner, collection, kept)

    def place(
        self, thing: Table | Child | TopLevel, owner: ObjectId | None = None
    ) -> tuple[str, ...]:
        """The path of names that leads to a thing."""
        if owner is not None:
            return (*self.place(self.owner(owner)), thing.name)
        if isinstance(thing, Namespace) or not hasattr(thing, "schema"):
            return (thing.name,)
        return (thing.schema, thing.name)

    # Private

    def _children(self, owner: Table | View, collection: Collection) -> tuple[Child, ...]:
        children = getattr(owner, collection, None)
        if children is None or (isinstance(owner, View) and collection == "columns"):
            refuse(f"A view cannot have this {_WORDS[collection]}.", owner.schema, owner.name)
        return cast(tuple[Child, ...], children)

    def _put_children(
        self, owner: ObjectId, collection: Collection, children: tuple[Child, ...]
    ) -> None:
        changed: dict[str, Any] = {collection: children}
        self.put(replace(self.owner(owner), **changed))

    @cached_property
    def _owners(self) -> dict[ObjectId, ObjectId]:
        """Where each id was seen last; what was dropped since is still here."""
        wholes = chain(self.tables.values(), self.objects.values())
        return {part.id: whole.id for whole in wholes for part in _parts(whole)}

    def _refuse_known(self, added: Table | Child | TopLevel, *, inside: Table | TopLevel) -> None:
        """Refuse ids that are there already; `inside` is the table or object that has them now."""
        parts = list(_parts(added))
        times = Counter(part.id for part in parts)
        for part in parts:
            if times[part.id] > 1 or self._is_known(part.id):
                refuse(f"{part.name or 'This'} has been added already.", part.name)
        self._owners.update({part.id: inside.id for part in parts})

    def _is_known(self, id: ObjectId) -> bool:
        seen = self._owners.get(id)
        if seen is None:
            return False
        owner = self.tables.get(seen) or self.objects.get(seen)
        return owner is not None and any(part.id == id for part in _parts(owner))


def _parts(thing: Table | Child | TopLevel) -> Iterator[Table | Child | TopLevel]:
    """All that has an id: the thing, and what is in it."""
    yield thing
    match thing:
        case Table():
            yield from chain(thing.columns, thing.constraints, thing.indexes)
            yield from chain(thing.triggers, thing.policies)
        case View():
            yield from chain(thing.indexes, thing.triggers)
        case Domain():
            yield from thing.checks


def refuse(message: str, *at: str) -> NoReturn:
    raise InvalidChange([Issue(RULE, Severity.ERROR, at, message)])


def expect(at: tuple[str, ...], field: str, *, was: str | None, now: str, wanted: str) -> None:
    """Raise Conflict when the author of a change saw another value than there is now."""
    if was not in (None, now) and wanted != now:
        raise Conflict([FieldClash(at, field, was, now, wanted)])


def _checked(position: int, count: int) -> int:
    return position if 0 <= position <= count else refuse("There is no such position.")
