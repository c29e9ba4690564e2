"""Which thing of one design is which of another: by name, by what a person said, by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from schemas.engine.model import Domain, Namespace, ObjectId, Schema, SqlObject, Table, View

Key = Callable[[Any], Any]
_FAMILIES = ("constraints", "indexes", "triggers", "policies", "checks")


class Space(NamedTuple):
    """Things of one family in one place; only they can be the same."""

    family: str
    old: list[Any]
    new: list[Any]
    within: tuple[Any, Any] | None = None
    """The owner before and after."""


class Matching:
    """Matches level by level, since who is in a table can be told only when the table is.

    The name comes before the id: ids of scripts are made of names, so that a thing whose name is
    there is that thing, and an id without its name tells what it was called at first.
    """

    def __init__(self, before: Schema, after: Schema, said: Mapping[ObjectId, ObjectId]) -> None:
        """`said` are renames, as id after -> id before."""
        self.before, self.after = before, after
        self.pairs: dict[ObjectId, ObjectId] = {}
        """Id after -> id before."""
        self._said = said

    def levels(self) -> Iterator[list[Space]]:
        """What is left on each level: what went, and what came."""
        for spaces in (self._namespaces, self._wholes, self._columns, self._children):
            yield [self._left(space) for space in spaces()]

    def _namespaces(self) -> Iterator[Space]:
        yield Space("Namespace", list(self.before.namespaces), list(self.after.namespaces))

    def _wholes(self) -> Iterator[Space]:
        spaces: dict[str, Space] = {}
        for at, schema in enumerate((self.before, self.after)):
            for thing in (*schema.tables, *schema.objects):
                if not isinstance(thing, Namespace):
                    family = family_of(thing)
                    space = spaces.setdefault(family, Space(family, [], []))
                    (space.old, space.new)[at].append(thing)
        yield from spaces.values()

    def _columns(self) -> Iterator[Space]:
        for old, new in self._owners():
            if isinstance(old, Table):
                yield Space("Column", list(old.columns), list(new.columns), (old, new))

    def _children(self) -> Iterator[Space]:
        for owners in self._owners():
            spaces: dict[str, Space] = {}
            for at, owner in enumerate(owners):
                for child in children_of(owner):
                    family = family_of(child)
                    space = spaces.setdefault(family, Space(family, [], [], owners))
                    (space.old, space.new)[at].append(child)
            yield from spaces.values()

    def _owners(self) -> Iterator[tuple[Any, Any]]:
        old = {**self.before.tables_by_id, **self.before.objects_by_id}
        for new in (*self.after.tables, *self.after.objects):
            if new.id in self.pairs and isinstance(new, Table | View | Domain):
                yield old[self.pairs[new.id]], new

    def _left(self, space: Space) -> Space:
        """The space without what was matched in it."""
        key = self._key_before(space)
        old = {key(thing): thing for thing in space.old}
        new = []
        for thing in space.new:
            if (found := old.pop(_key(thing), None)) is None:
                new.append(thing)
            else:
                self.pairs[thing.id] = found.id
        if old and new:
            return self._left_by_id(space._replace(old=list(old.values()), new=new))
        return space._replace(old=list(old.values()), new=new)

    def _left_by_id(self, space: Space) -> Space:
        old = {thing.id: thing for thing in space.old}
        for wanted in (self._said, {thing.id: thing.id for thing in space.new}):
            for thing in space.new:
                found = wanted.get(thing.id)
                if thing.id not in self.pairs and found in old:
                    self.pairs[thing.id] = old.pop(found).id
        new = [thing for thing in space.new if thing.id not in self.pairs]
        return space._replace(old=list(old.values()), new=new)

    def _key_before(self, space: Space) -> Key:
        """What is in a renamed schema is looked for under the schema's new name."""
        if space.within or space.family == "Namespace":
            return _key
        old = {namespace.id: namespace.name for namespace in self.before.namespaces}
        pairs = [(self.pairs.get(each.id), each.name) for each in self.after.namespaces]
        names = {old[id]: name for id, name in pairs if id}
        return lambda thing: (names.get(thing.schema, thing.schema), thing.name)


def children_of(owner: Any) -> Iterator[Any]:
    """All that is in it, but for columns."""
    for name in _FAMILIES:
        # Of a table, `checks` are constraints already.
        if name != "checks" or isinstance(owner, Domain):
            yield from getattr(owner, name, ())


def family_of(thing: Any) -> str:
    """Kinds of types share one space of names in PostgreSQL; a domain is still no enum."""
    return thing.kind.name if isinstance(thing, SqlObject) else type(thing).__name__


def _key(thing: Any) -> Any:
    return (thing.schema, thing.name) if hasattr(thing, "schema") else thing.name


def all_ids(schema: Schema) -> Iterator[ObjectId]:
    for whole in (*schema.tables, *schema.objects):
        yield from ids_in(whole)


def ids_in(thing: Any) -> Iterable[ObjectId]:
    """Its own, and those of all that is in it."""
    columns = thing.columns if isinstance(thing, Table) else ()
    return (each.id for each in (thing, *columns, *children_of(thing)))
