"""What the units of a design need of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from schemas.engine.model import (
    EnumType,
    Extension,
    Kind,
    Namespace,
    ObjectId,
    Schema,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    View,
)
from schemas.engine.write.order import Section, Unit, UnitKey

CREATE = "create"
SHELL = "shell"
LATE = "late"
KEYS = "keys"
INDEXES = "indexes"
FOREIGN_KEYS = "foreign keys"
QUERY = "query"

_SECTIONS: Mapping[Kind, Section] = {
    Kind.COLLATION: Section.TYPES,
    Kind.TYPE: Section.TYPES,
    Kind.FOREIGN_TABLE: Section.TABLES,
    Kind.RULE: Section.RULES,
    Kind.STATISTICS: Section.STATISTICS,
    Kind.PUBLICATION: Section.PUBLICATIONS,
    Kind.SUBSCRIPTION: Section.PUBLICATIONS,
    Kind.EVENT_TRIGGER: Section.EVENT_TRIGGERS,
    Kind.OWNER: Section.OWNERS,
    Kind.PRIVILEGES: Section.PRIVILEGES,
    Kind.DEFAULT_PRIVILEGES: Section.PRIVILEGES,
}
"""Verbatim objects not named here stand with the functions."""


class Graph:
    """A design with what its units need to know of each other."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    @cached_property
    def _needs(self) -> Mapping[ObjectId, frozenset[ObjectId]]:
        things = (*self.schema.tables, *self.schema.objects)
        return {thing.id: needed_ids(thing) for thing in things}

    @cached_property
    def partitions(self) -> Mapping[ObjectId, list[Table]]:
        partitions: dict[ObjectId, list[Table]] = {}
        for table in self.schema.tables:
            if table.partition_of:
                partitions.setdefault(table.partition_of.parent, []).append(table)
        return partitions

    @cached_property
    def late(self) -> frozenset[ObjectId]:
        """Tables whose defaults or checks call functions that need the table themselves."""
        return frozenset(
            table.id
            for table in self.schema.tables
            if _reaches(self._needs, self.called_by(table), table.id)
        )

    @cached_property
    def shells(self) -> Mapping[ObjectId, frozenset[ObjectId]]:
        """Types whose own functions take or return them -> those functions.

        Such a type is announced first (`CREATE TYPE name`) and made when its functions are there.
        """
        objects = self.schema.objects_by_id
        shells = {}
        for thing in self.schema.sql_objects:
            if thing.kind is Kind.TYPE:
                makers = [id for id in thing.depends_on if thing.id in _needs_of(objects.get(id))]
                if makers:
                    shells[thing.id] = frozenset(makers)
        return shells

    def called_by(self, table: Table) -> frozenset[ObjectId]:
        """Verbatim objects (functions, operators) that the table's expressions use."""
        found = (self.schema.objects_by_id.get(id) for id in table.depends_on)
        return frozenset(
            thing.id
            for thing in found
            if isinstance(thing, SqlObject) and section_of(thing) is Section.FUNCTIONS
        )

    def _depth(self, table: Table) -> int:
        depth, seen = 0, {table.id}
        while table.partition_of and table.partition_of.parent not in seen:
            table = self.schema.tables_by_id[table.partition_of.parent]
            seen.add(table.id)
            depth += 1
        return depth

    @cached_property
    def circular(self) -> frozenset[ObjectId]:
        """Views that are needed by something their own query needs, or by that query itself."""
        try:
            TopologicalSorter(self._needs).prepare()
        except CycleError:
            views = (view for view in self.schema.views if view.columns)
            needs = self._needs
            return frozenset(v.id for v in views if _reaches(needs, needs[v.id], v.id))
        return frozenset()

    @cached_property
    def emptied(self) -> frozenset[ObjectId]:
        """Materialized views without rows that others with rows are made from."""
        empty = {v.id for v in self.schema.views if v.is_materialized and not v.is_populated}
        if not empty:
            return frozenset()
        graph = {view.id: frozenset(view.depends_on) for view in self.schema.views}
        full = [v for v in self.schema.views if v.is_materialized and v.is_populated]
        return frozenset(id for id in empty if any(_reaches(graph, [v.id], id) for v in full))

    def part(
        self,
        owner: Table | TopLevel,
        part: str,
        *,
        section: Section,
        statements: Iterable[str],
        needs: frozenset[UnitKey] = frozenset(),
    ) -> Unit:
        """A unit that needs its owner, unless it makes it."""
        return Unit(
            key=(owner.id, part),
            section=section,
            name=(*full_name(owner), part),
            statements=tuple(statements),
            needs=needs if part == CREATE else needs | created([owner.id]),
            depth=self._depth(owner) if isinstance(owner, Table) and part != CREATE else 0,
        )

    def of_partitions(self, table: Table, part: str) -> frozenset[UnitKey]:
        partitions = self.partitions.get(table.id, ())
        return created(p.id for p in partitions) | {(p.id, part) for p in partitions}


def section_of(thing: TopLevel) -> Section:
    match thing:
        case Namespace():
            return Section.SCHEMAS
        case Extension():
            return Section.EXTENSIONS
        case Sequence():
            return Section.SEQUENCES
        case View():
            return Section.VIEWS
        case SqlObject():
            return _SECTIONS.get(thing.kind, Section.FUNCTIONS)
        case _:
            return Section.TYPES


def full_name(thing: Table | TopLevel) -> tuple[str, ...]:
    if isinstance(thing, Namespace | Extension):
        return (thing.name,)
    return thing.schema, thing.name


def needed_ids(thing: Table | TopLevel) -> frozenset[ObjectId]:
    """What must exist before the object itself can be created."""
    match thing:
        case Table():
            return frozenset((*thing.depends_on, *parents_of(thing)))
        case Namespace() | Extension() | EnumType() | Sequence():
            return frozenset()
        case _:
            return frozenset(thing.depends_on)


def parents_of(table: Table) -> tuple[ObjectId, ...]:
    return (table.partition_of.parent,) if table.partition_of else table.inherits


def _needs_of(thing: TopLevel | None) -> frozenset[ObjectId]:
    return needed_ids(thing) if thing else frozenset()


def created(ids: Iterable[ObjectId]) -> frozenset[UnitKey]:
    return frozenset((id, CREATE) for id in ids)


def _reaches(
    graph: Mapping[ObjectId, frozenset[ObjectId]], starts: Iterable[ObjectId], goal: ObjectId
) -> bool:
    stack, seen = list(starts), set[ObjectId]()
    while stack:
        id = stack.pop()
        if id == goal:
            return True
        if id not in seen:
            seen.add(id)
            stack += graph.get(id, ())
    return False
