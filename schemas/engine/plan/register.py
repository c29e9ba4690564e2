"""Everything in a design by its id, and what needs what: down to single columns and keys.

A design records needs between whole objects (`depends_on`, from pg_depend). Which column, check
or default of a table it is that needs something is told by its text: PostgreSQL prints every
name that it depends on. Too many needs cost a needless rebuild at worst, never a wrong plan.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from schemas.engine.expressions import rename_in_trigger
from schemas.engine.model import (
    Check,
    Child,
    Column,
    CompositeType,
    Domain,
    Exclusion,
    Extension,
    ForeignKey,
    Index,
    Kind,
    Namespace,
    ObjectId,
    Policy,
    PrimaryKey,
    Schema,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
    Unique,
    View,
)

Thing = Table | TopLevel | Child
Owner = Table | View | Domain
_GROUPED = re.compile(r"\bGROUP BY\b")


class Register:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.things: dict[ObjectId, Thing] = {}
        self.owners: dict[ObjectId, Owner] = {}
        """Of columns, constraints, indexes, triggers, policies and checks of domains."""
        for table in schema.tables:
            self.things[table.id] = table
            self._hold(table, children(table))
        for thing in schema.objects:
            self.things[thing.id] = thing
            if isinstance(thing, View | Domain):
                self._hold(thing, parts(thing))

    def _hold(self, owner: Owner, parts: Iterable[Child]) -> None:
        for part in parts:
            self.things[part.id] = part
            self.owners[part.id] = owner

    def dependents(self, id: ObjectId) -> Iterator[Thing]:
        """What PostgreSQL would refuse over, or drop along, if this were dropped."""
        thing = self.things[id]
        for other in self._candidates(thing):
            if other is not thing and self.uses(other, thing):
                yield other

    def heirs(self, table: ObjectId) -> list[Table]:
        """Its partitions, or the tables that inherit it."""
        return self._heirs.get(table, [])

    def parents(self, table: Table) -> list[Table]:
        ids = (table.partition_of.parent,) if table.partition_of else table.inherits
        return [self.schema.tables_by_id[id] for id in ids if id in self.schema.tables_by_id]

    def pointing(self, table: ObjectId) -> list[ForeignKey]:
        """Foreign keys that reference the table."""
        return self._pointing.get(table, [])

    # Who might need it

    def _candidates(self, thing: Thing) -> Iterator[Thing]:
        owner = self.owners.get(thing.id)
        if isinstance(owner, Table):
            yield from children(owner)
            yield owner
        if owner is not None:
            yield from self._of_object(owner.id)
        if isinstance(thing, Index | PrimaryKey | Unique) and isinstance(owner, Table):
            for heir in self.heirs(owner.id):
                yield from (*heir.indexes, *_keys(heir))
        yield from self._of_object(thing.id)
        if isinstance(thing, Namespace):
            yield from self.schema.tables
            yield from self.schema.objects

    def _of_object(self, id: ObjectId) -> Iterator[Thing]:
        for needing in self._needed_by.get(id, ()):
            yield needing
            yield from parts(needing)
        yield from self._pointing.get(id, ())
        yield from self._heirs.get(id, ())
        yield from self._owned.get(id, ())

    @cached_property
    def _needed_by(self) -> dict[ObjectId, list[Thing]]:
        found: dict[ObjectId, list[Thing]] = defaultdict(list)
        for thing in self.things.values():
            for id in getattr(thing, "depends_on", ()):
                found[id].append(thing)
        return found

    @cached_property
    def _pointing(self) -> dict[ObjectId, list[ForeignKey]]:
        found: dict[ObjectId, list[ForeignKey]] = defaultdict(list)
        for table in self.schema.tables:
            for key in table.foreign_keys:
                found[key.target].append(key)
        return found

    @cached_property
    def _heirs(self) -> dict[ObjectId, list[Table]]:
        found: dict[ObjectId, list[Table]] = defaultdict(list)
        for table in self.schema.tables:
            for parent in self.parents(table):
                found[parent.id].append(table)
        return found

    @cached_property
    def _owned(self) -> dict[ObjectId, list[Sequence]]:
        """Sequences owned by a column of the table."""
        found: dict[ObjectId, list[Sequence]] = defaultdict(list)
        for sequence in self.schema.sequences:
            if sequence.owned_by:
                found[sequence.owned_by[0]].append(sequence)
        return found

    # Who needs it

    def uses(self, thing: Thing, needed: Thing) -> bool:
        match needed:
            case Column():
                return self._uses_column(thing, needed)
            case PrimaryKey() | Unique() | Index():
                return self._uses_key(thing, needed)
            case Check() | ForeignKey() | Exclusion() | Trigger() | Policy():
                return False
            case Namespace():
                return getattr(thing, "schema", None) == needed.name
            case _:
                return self._uses_object(thing, needed)

    def _uses_column(self, thing: Thing, column: Column) -> bool:
        table = self.owners[column.id]
        is_own = self.owners.get(thing.id) is table
        match thing:
            case ForeignKey():
                mine = is_own and column.id in (*thing.columns, *thing.on_delete_columns)
                return mine or (thing.target == table.id and column.id in thing.target_columns)
            case PrimaryKey() | Unique():
                return is_own and column.id in (*thing.columns, *thing.include)
            case Index() if is_own and column.id in (*_key_columns(thing), *thing.include):
                return True
            case Trigger() if is_own:
                return rename_in_trigger(thing.definition, column.name, "") != thing.definition
            case Sequence():
                return thing.owned_by == (table.id, column.id)
            case Table():
                return thing is table and mentions(thing.partition_by, column.name)
        if not is_own and table.id not in getattr(thing, "depends_on", ()):
            return False
        return any(mentions(text, column.name) for text in expressions(thing))

    def _uses_key(self, thing: Thing, key: PrimaryKey | Unique | Index) -> bool:
        """A query that groups by a primary key needs it, and so does a foreign key."""
        table = self.owners[key.id]
        if isinstance(thing, ForeignKey) and thing.target == table.id:
            return set(thing.target_columns) == set(_key_columns(key))
        if isinstance(thing, Index | PrimaryKey | Unique):
            return part_of(self, thing) is key
        return (
            isinstance(key, PrimaryKey)
            and isinstance(thing, View)
            and table.id in thing.depends_on
            and _GROUPED.search(thing.definition) is not None
        )

    def _uses_object(self, thing: Thing, needed: Table | TopLevel) -> bool:
        match thing:
            case ForeignKey():
                return thing.target == needed.id
            case Table():
                return needed in self.parents(thing) or self._is_named(thing, needed)
            case Sequence():
                return thing.owned_by is not None and thing.owned_by[0] == needed.id
            case Column() | Check() | Exclusion() | Index():
                return self._is_named(thing, needed)
        return needed.id in getattr(thing, "depends_on", ())

    def _is_named(self, thing: Thing, needed: Table | TopLevel) -> bool:
        """Whether a part of a table is what the table needs the object for."""
        owner = self.owners.get(thing.id, thing)
        if isinstance(needed, Extension) or needed.id not in getattr(owner, "depends_on", ()):
            return False
        return any(mentions(text, bare_word(needed)) for text in texts(thing))


def parts(thing: Thing) -> Iterator[Child]:
    """What an object holds that has an id of its own."""
    match thing:
        case Table():
            yield from children(thing)
        case View():
            yield from thing.indexes
            yield from thing.triggers
        case Domain():
            yield from thing.checks


def lacking(register: Register, table: Table) -> Iterator[PrimaryKey | Unique | Index]:
    """Indexes and keys of the partitioned table above that this partition has no part of."""
    if table.partition_of is None:
        return
    attached = {index.attached_to for index in table.indexes}
    keys = [(type(c), table.column_names(c.columns)) for c in _keys(table) if not c.is_local]
    for parent in register.parents(table):
        yield from (index for index in parent.indexes if index.id not in attached)
        for key in _keys(parent):
            if (type(key), parent.column_names(key.columns)) not in keys:
                yield key


def part_of(register: Register, part: Thing) -> PrimaryKey | Unique | Index | None:
    """The index or key of the partitioned table above that it is a part of."""
    if isinstance(part, Index):
        whole = register.things.get(part.attached_to) if part.attached_to else None
        return whole if isinstance(whole, Index) else None
    table = register.owners.get(part.id)
    if not isinstance(part, PrimaryKey | Unique) or part.is_local or not isinstance(table, Table):
        return None
    names = table.column_names(part.columns)
    for parent in register.parents(table) if table.partition_of else ():
        for key in _keys(parent):
            if type(key) is type(part) and parent.column_names(key.columns) == names:
                return key
    return None


def _keys(table: Table) -> Iterator[PrimaryKey | Unique]:
    return (c for c in table.constraints if isinstance(c, PrimaryKey | Unique))


def children(table: Table) -> Iterator[Child]:
    yield from table.columns
    yield from table.constraints
    yield from table.indexes
    yield from table.triggers
    yield from table.policies


def is_routine(thing: Thing) -> bool:
    return isinstance(thing, SqlObject) and thing.kind in (Kind.FUNCTION, Kind.PROCEDURE)


def bare_word(thing: Table | TopLevel) -> str:
    """The name by which texts know it: `touch` of `touch(integer)`, `===` of an operator."""
    if not isinstance(thing, SqlObject):
        return thing.name
    word = re.split(r"[( ]", thing.name, maxsplit=1)[0]
    return word[1:-1].replace('""', '"') if word.startswith('"') else word


def texts(thing: Thing) -> Iterator[str | None]:
    """Everything PostgreSQL printed of it in which a name can stand."""
    if isinstance(thing, Column):
        yield from (thing.type, thing.default, thing.collation)
    yield from expressions(thing)


def expressions(thing: Thing) -> Iterator[str | None]:
    match thing:
        case Column():
            yield thing.generated.expression if thing.generated else None
        case Check():
            yield thing.expression
        case Exclusion() | Trigger() | View() | SqlObject():
            yield thing.definition
        case Index():
            yield thing.where
            for key in thing.keys:
                yield from (key.expression, key.operator_class, key.collation)
        case Policy():
            yield from (thing.using, thing.check)
        case Table():
            yield thing.partition_by
        case Domain():
            yield from (thing.type, thing.default, thing.collation)
        case CompositeType():
            yield from (attribute.type for attribute in thing.attributes)


def mentions(text: str | None, name: str) -> bool:
    """Whether the name stands in the text as a word of its own, quoted or not."""
    if text is None:
        return False
    escaped = name.replace('"', '""')
    return escaped in text and _word(escaped).search(text) is not None


@lru_cache(maxsize=4096)
def _word(name: str) -> re.Pattern[str]:
    left = r"(?<![\w$])" if re.match(r"\w", name) else ""
    right = r"(?![\w$])" if re.search(r"\w\Z", name) else ""
    return re.compile(left + re.escape(name) + right)


def _key_columns(key: PrimaryKey | Unique | Index) -> tuple[ObjectId | None, ...]:
    return tuple(k.column for k in key.keys) if isinstance(key, Index) else key.columns
