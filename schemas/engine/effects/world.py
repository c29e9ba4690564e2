"""What is known of a database while a script runs: its relations, as far as anyone has told.

With a design to begin with everything is known; without one only what the script itself made.
Relations that the script made are `new`: nobody else uses them yet, so nothing waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from schemas.engine.model import (
    PUBLIC,
    Check,
    Column,
    Constraint,
    Domain,
    Exclusion,
    ForeignKey,
    Kind,
    PrimaryKey,
    Schema,
    SqlObject,
    Table,
    Unique,
    View,
)
from schemas.engine.names import qualified
from schemas.engine.read.statements import read_statements
from schemas.engine.read.statements.forms import (
    ConstraintDefinition,
    ConstraintKind,
    CreateRoutine,
    Name,
)
from schemas.engine.sql_text import Sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column as far as effects depend on it."""

    type: str
    not_null: bool = False
    collation: str = ""
    generated: str = ""
    is_virtual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFacts:
    name: str
    columns: tuple[str, ...]
    """Names of plain keys; expressions are left out."""
    is_unique: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table, view or materialized view."""

    name: Name
    kind: str = "TABLE"
    is_new: bool = False
    is_temporary: bool = False
    is_filled: bool = False
    """Whether the script has put rows into a table that it made."""
    is_known: bool = True
    """Whether columns, constraints and indexes are all that there are."""
    columns: dict[str, Field] = field(default_factory=dict)
    constraints: dict[str, ConstraintDefinition] = field(default_factory=dict)
    indexes: dict[str, IndexFacts] = field(default_factory=dict)
    partition_by: str = ""
    parent: Name | None = None
    """Of a partition."""
    is_default_partition: bool = False
    inherits: tuple[Name, ...] = ()
    query: str = ""
    """Of a view."""

    @property
    def keys_to(self) -> Iterator[ConstraintDefinition]:
        """Its foreign keys."""
        return (c for c in self.constraints.values() if c.target is not None)

    def constraints_on(self, column: str, kind: ConstraintKind) -> list[ConstraintDefinition]:
        return [c for c in self.constraints.values() if c.kind == kind and column in c.columns]

    def indexes_on(self, column: str) -> list[IndexFacts]:
        return [index for index in self.indexes.values() if column in index.columns]


@dataclass(slots=True)
class World:
    """Changes as statements are followed (`follow`), one after the other."""

    is_complete: bool = False
    """Whether it began with a design: what is not here does not exist."""
    relations: dict[Name, Relation] = field(default_factory=dict)
    domains: dict[Name, bool] = field(default_factory=dict)
    """Whether each has a CHECK or is NOT NULL."""
    domain_bases: dict[Name, str] = field(default_factory=dict)
    enums: set[Name] = field(default_factory=set)
    routines: dict[str, str] = field(default_factory=dict)
    """Volatility by bare name."""
    index_tables: dict[Name, Name] = field(default_factory=dict)
    default_schema: str = PUBLIC
    """First of the search path."""
    in_utc: bool = False
    """Whether the session's time zone is known to be UTC."""
    _by_bare_name: dict[str, list[Name]] = field(default_factory=dict)
    _below: dict[Name, set[Name]] = field(default_factory=dict)
    """Partitions and inheriting tables of each."""
    _pointing: dict[Name, set[Name]] = field(default_factory=dict)
    """Tables with foreign keys to each."""
    _views: set[Name] = field(default_factory=set)

    def key(self, name: Name) -> Name:
        """Where the name leads; what is in one schema only is found without naming it."""
        if name.schema:
            return name
        key = Name(self.default_schema, name.name)
        if key in self.relations or not self.is_complete:
            return key
        others = self._by_bare_name.get(name.name, [])
        return others[0] if len(others) == 1 else key

    def relation(self, name: Name | None) -> Relation | None:
        return self.relations.get(self.key(name)) if name and name.name else None

    def is_new(self, name: Name) -> bool:
        found = self.relation(name)
        return found is not None and found.is_new

    def is_temporary(self, name: Name) -> bool:
        found = self.relation(name)
        return found is not None and found.is_temporary

    def put(self, relation: Relation) -> None:
        if old := self.relations.get(relation.name):
            self._forget_ties(old)
        else:
            self._by_bare_name.setdefault(relation.name.name, []).append(relation.name)
        self.relations[relation.name] = relation
        for index in relation.indexes:
            self.index_tables[Name(relation.name.schema, index)] = relation.name
        for above in self._above(relation):
            self._below.setdefault(above, set()).add(relation.name)
        for target in self._targets(relation):
            self._pointing.setdefault(target, set()).add(relation.name)
        if relation.query:
            self._views.add(relation.name)

    def remove(self, name: Name) -> None:
        key = self.key(name)
        if gone := self.relations.pop(key, None):
            self._by_bare_name[key.name].remove(key)
            self._forget_ties(gone)

    def _forget_ties(self, relation: Relation) -> None:
        for index in relation.indexes:
            self.index_tables.pop(Name(relation.name.schema, index), None)
        for above in self._above(relation):
            self._below.get(above, set()).discard(relation.name)
        for target in self._targets(relation):
            self._pointing.get(target, set()).discard(relation.name)
        self._views.discard(relation.name)

    def _above(self, relation: Relation) -> tuple[Name, ...]:
        return (*relation.inherits, relation.parent) if relation.parent else relation.inherits

    def _targets(self, relation: Relation) -> set[Name]:
        return {self.key(key.target) for key in relation.keys_to if key.target}

    def table_of_index(self, name: Name) -> Relation | None:
        return self.relation(self.index_tables.get(Name(name.schema or PUBLIC, name.name)))

    def children(self, parent: Relation) -> list[Relation]:
        """Partitions and inheriting tables of a table, and theirs."""
        found: dict[Name, Relation] = {}
        waiting = [parent.name]
        while waiting:
            for below in self._known(self._below.get(waiting.pop(), ())):
                # A script can say nonsense: that a table is a partition of itself.
                if below.name not in found:
                    found[below.name] = below
                    waiting.append(below.name)
        return list(found.values())

    def default_partition(self, parent: Name) -> Relation | None:
        partitions = self._known(self._below.get(self.key(parent), ()))
        return next((r for r in partitions if r.is_default_partition), None)

    def referencing(self, target: Name) -> list[Relation]:
        """Tables whose foreign keys point at this one."""
        return self._known(self._pointing.get(self.key(target), ()))

    def reading(self, name: Name) -> list[Relation]:
        """Views that name this relation."""
        key = self.key(name)
        shown = {qualified(*key), qualified("", key.name)}
        return [v for v in self._known(self._views) if any(s in v.query for s in shown)]

    def _known(self, names: Iterable[Name]) -> list[Relation]:
        """In the order of their names, so that effects are the same each time."""
        return [self.relations[name] for name in sorted(names) if name in self.relations]

    def has_constrained_domain(self, type: str) -> bool:
        return self.domains.get(self.type_name(type), False)

    def base_of(self, type: str) -> str:
        """The type under a domain; the type itself when it is none."""
        return self.domain_bases.get(self.type_name(type), type)

    def using_type(self, name: Name) -> list[Relation]:
        """Tables with a column of this type."""
        spellings = {qualified(name.schema or PUBLIC, name.name), qualified("", name.name)}
        return [
            relation
            for relation in self.relations.values()
            if any(field.type in spellings for field in relation.columns.values())
        ]

    def type_name(self, type: str) -> Name:
        """The type as a name; `public` when it has no schema."""
        schema, _, name = type.replace('"', "").rpartition(".")
        return Name(schema or PUBLIC, name)


def world_of(schema: Schema | None) -> World:
    """What a design says; with None nothing is known."""
    world = World(is_complete=schema is not None)
    if schema is None:
        return world
    for table in schema.tables:
        world.put(_relation(schema, table))
    for view in schema.views:
        world.put(_view(view))
    for thing in schema.types:
        if isinstance(thing, Domain):
            key = Name(thing.schema, thing.name)
            world.domains[key] = bool(thing.checks) or not thing.nullable
            world.domain_bases[key] = thing.type
    world.enums |= {Name(enum.schema, enum.name) for enum in schema.enums}
    for kept in schema.sql_objects:
        if kept.kind is Kind.FUNCTION:
            world.routines.update(_volatility(kept))
    return world


def _relation(schema: Schema, table: Table) -> Relation:
    constraints = [_constraint(schema, table, c) for c in table.constraints]
    parent = schema.tables_by_id[table.partition_of.parent] if table.partition_of else None
    return Relation(
        name=Name(table.schema, table.name),
        columns={column.name: _field(table, column) for column in table.columns},
        constraints={c.name: c for c in constraints},
        indexes={index.name: index for index in _indexes(table)},
        partition_by=table.partition_by or "",
        parent=Name(parent.schema, parent.name) if parent else None,
        is_default_partition=bool(table.partition_of and table.partition_of.bound == "DEFAULT"),
        inherits=tuple(
            Name(schema.tables_by_id[id].schema, schema.tables_by_id[id].name)
            for id in table.inherits
        ),
    )


def _field(table: Table, column: Column) -> Field:
    is_key = table.primary_key is not None and column.id in table.primary_key.columns
    return Field(
        type=column.type,
        not_null=not column.nullable or is_key,
        collation=column.collation or "",
        generated=column.generated.expression if column.generated else "",
        is_virtual=column.generated is not None and column.generated.storage == "VIRTUAL",
    )


def _constraint(schema: Schema, table: Table, constraint: Constraint) -> ConstraintDefinition:
    match constraint:
        case PrimaryKey():
            columns = table.column_names(constraint.columns)
            return ConstraintDefinition(kind="PRIMARY KEY", name=constraint.name, columns=columns)
        case Unique():
            columns = table.column_names(constraint.columns)
            return ConstraintDefinition(kind="UNIQUE", name=constraint.name, columns=columns)
        case ForeignKey():
            target = schema.tables_by_id[constraint.target]
            return ConstraintDefinition(
                kind="FOREIGN KEY",
                name=constraint.name,
                columns=table.column_names(constraint.columns),
                target=Name(target.schema, target.name),
                is_valid=constraint.validated,
                is_enforced=constraint.enforced,
            )
        case Exclusion():
            return ConstraintDefinition(kind="EXCLUDE", name=constraint.name)
        case Check():
            return ConstraintDefinition(
                kind="CHECK",
                name=constraint.name,
                columns=columns_in(constraint.expression, [c.name for c in table.columns]),
                expression=constraint.expression,
                is_valid=constraint.validated,
                is_enforced=constraint.enforced,
            )


def columns_in(expression: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Those of a table's columns that an expression names."""
    named = {token.value for token in Sql(expression) if token.kind == "name"}
    return tuple(column for column in columns if column in named)


def _indexes(table: Table) -> Iterator[IndexFacts]:
    for index in table.indexes:
        ids = tuple(key.column for key in index.keys if key.column is not None)
        columns = table.column_names(ids)
        yield IndexFacts(name=index.name, columns=columns, is_unique=index.is_unique)
    for key in table.constraints:
        if isinstance(key, PrimaryKey | Unique):
            columns = table.column_names(key.columns)
            yield IndexFacts(name=key.name, columns=columns, is_unique=True)


def _view(view: View) -> Relation:
    return Relation(
        name=Name(view.schema, view.name),
        kind="MATERIALIZED VIEW" if view.is_materialized else "VIEW",
        columns={column.name: Field(type=column.type) for column in view.columns},
        indexes={
            index.name: IndexFacts(name=index.name, columns=(), is_unique=index.is_unique)
            for index in view.indexes
        },
        query=view.definition,
    )


def _volatility(kept: SqlObject) -> dict[str, str]:
    forms = (statement.form for statement in read_statements(kept.definition))
    return {form.name.name: form.volatility for form in forms if isinstance(form, CreateRoutine)}
