"""What an action on a thing has to wait for: all that the design after says it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from schemas.engine.model import Check, Column, ForeignKey, ObjectId, Table
from schemas.engine.plan.actions import Key, key
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.register import Owner, Thing, children, lacking
from schemas.engine.write.units import INDEXES, KEYS


class Needs:
    def __init__(self, fates: Fates) -> None:
        self.fates = fates
        self.register = fates.move.new

    def of(self, thing: Thing) -> frozenset[Key]:
        """Of the action that makes or alters it."""
        found: set[Key] = set()
        for id in self._ids(thing):
            found |= self.keys_of(id)
        return frozenset(found - {key("make", thing.id), key("default", thing.id)})

    def keys_of(self, id: ObjectId) -> frozenset[Key]:
        """Actions after which the thing is what the design after says."""
        owner = self.register.owners.get(id)
        if owner is None or not self.is_made(owner.id):
            return frozenset({key("make", id), key("default", id)})
        return frozenset(key("make", owner.id, part) for part in ("", KEYS, INDEXES))

    def is_made(self, id: ObjectId) -> bool:
        """Whether the whole object is created by this plan."""
        return id in self.fates.move.born or self.fates.is_made_anew(id)

    def _ids(self, thing: Thing) -> Iterator[ObjectId]:
        owner = self.register.owners.get(thing.id)
        if owner is not None:
            yield owner.id
            yield from self._changed_parts_used(owner, thing)
        yield from self._objects(thing, owner)
        if isinstance(thing, ForeignKey):
            target = self.register.schema.tables_by_id[thing.target]
            yield target.id
            yield from self._changed_parts_used(target, thing)
        if isinstance(thing, Table):
            without = {part.id for part in lacking(self.register, thing)}
            for parent in self.register.parents(thing):
                yield parent.id
                changed = (part.id for part in self._changed[parent.id])
                yield from (id for id in changed if id not in without)
        if isinstance(thing, Column | Check) and isinstance(owner, Table):
            yield from self._above(owner, thing)

    def _objects(self, thing: Thing, owner: Owner | None) -> Iterator[ObjectId]:
        ids = getattr(thing, "depends_on", None)
        if ids is None:
            candidates = getattr(owner, "depends_on", ())
            known = self.register.things
            ids = [id for id in candidates if id in known and self._uses(thing, known[id])]
        for id in ids:
            yield id
            needed = self.register.things.get(id)
            if isinstance(needed, Table):
                yield from self._changed_parts_used(needed, thing)

    def _uses(self, thing: Thing, needed: Thing) -> bool:
        """A check of a domain needs whatever the domain needs."""
        return isinstance(thing, Check) or self.register.uses(thing, needed)

    def _changed_parts_used(self, owner: Owner, thing: Thing) -> Iterator[ObjectId]:
        for part in self._changed[owner.id]:
            if part is not thing and self.register.uses(thing, part):
                yield part.id

    def _above(self, table: Table, part: Column | Check) -> Iterator[ObjectId]:
        """The same part of the parents: what they do, they do to their heirs."""
        for parent in self.register.parents(table):
            above = parent.columns if isinstance(part, Column) else parent.checks
            yield from (other.id for other in above if other.name == part.name)

    @cached_property
    def _changed(self) -> dict[ObjectId, list[Thing]]:
        """Parts that come, are made anew or altered, of tables that stay."""
        found: dict[ObjectId, list[Thing]] = defaultdict(list)
        for old, new in self.fates.move.tables:
            if not self.fates.touches_inside(new.id):
                continue
            was = {part.id: part for part in children(old)}
            for part in children(new):
                if was.get(part.id) != part or self.fates.touches(part.id):
                    found[new.id].append(part)
        return found
