"""A design taken apart into the units of a script: what each makes and what it needs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from schemas.engine.model import (
    Check,
    Constraint,
    EnumType,
    Exclusion,
    Extension,
    ForeignKey,
    Kind,
    Namespace,
    ObjectId,
    PrimaryKey,
    Schema,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
    Unique,
    UserType,
    View,
)
from schemas.engine.write import statements as sql
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

_CONSTRAINT_RANK = (PrimaryKey, Unique, Exclusion)


def units(schema: Schema, only: Container[ObjectId] | None = None) -> Iterator[Unit]:
    """Every statement of the design, or of these objects of it, exactly once, in no order."""
    yield from _ScriptUnits(schema).of(only)


class _ScriptUnits:
    """The design with what its units need to know of each other."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def of(self, only: Container[ObjectId] | None) -> Iterator[Unit]:
        for thing in self._schema.objects:
            if only is None or thing.id in only:
                yield from self._object_units(thing)
        for table in self._schema.tables:
            if only is None or table.id in only:
                yield from self._table_units(table)

    # What needs what

    @cached_property
    def _partitions(self) -> Mapping[ObjectId, list[Table]]:
        partitions: dict[ObjectId, list[Table]] = {}
        for table in self._schema.tables:
            if table.partition_of:
                partitions.setdefault(table.partition_of.parent, []).append(table)
        return partitions

    @cached_property
    def _late(self) -> frozenset[ObjectId]:
        """Tables whose defaults or checks call functions that need the table themselves."""
        graph = {table.id: _needed_ids(table) for table in self._schema.tables}
        graph |= {thing.id: _needed_ids(thing) for thing in self._schema.objects}
        return frozenset(
            table.id
            for table in self._schema.tables
            if _reaches(graph, self._called_by(table), table.id)
        )

    @cached_property
    def _shells(self) -> Mapping[ObjectId, frozenset[ObjectId]]:
        """Types whose own functions take or return them -> those functions.

        Such a type is announced first (`CREATE TYPE name`) and made when its functions are there.
        """
        objects = self._schema.objects_by_id
        shells = {}
        for thing in self._schema.sql_objects:
            if thing.kind is Kind.TYPE:
                makers = [id for id in thing.depends_on if thing.id in _needs_of(objects.get(id))]
                if makers:
                    shells[thing.id] = frozenset(makers)
        return shells

    def _called_by(self, table: Table) -> frozenset[ObjectId]:
        """Verbatim objects (functions, operators) that the table's expressions use."""
        found = (self._schema.objects_by_id.get(id) for id in table.depends_on)
        return frozenset(
            thing.id
            for thing in found
            if isinstance(thing, SqlObject) and section_of(thing) is Section.FUNCTIONS
        )

    def _depth(self, table: Table) -> int:
        depth, seen = 0, {table.id}
        while table.partition_of and table.partition_of.parent not in seen:
            table = self._schema.tables_by_id[table.partition_of.parent]
            seen.add(table.id)
            depth += 1
        return depth

    @cached_property
    def _circular(self) -> frozenset[ObjectId]:
        """Views that are needed by something their own query needs, or by that query itself."""
        graph = {table.id: _needed_ids(table) for table in self._schema.tables}
        graph |= {thing.id: _needed_ids(thing) for thing in self._schema.objects}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError:
            views = (view for view in self._schema.views if view.columns)
            return frozenset(v.id for v in views if _reaches(graph, graph[v.id], v.id))
        return frozenset()

    @cached_property
    def _emptied(self) -> frozenset[ObjectId]:
        """Materialized views without rows that others with rows are made from."""
        empty = {v.id for v in self._schema.views if v.is_materialized and not v.is_populated}
        if not empty:
            return frozenset()
        graph = {view.id: frozenset(view.depends_on) for view in self._schema.views}
        full = [v for v in self._schema.views if v.is_materialized and v.is_populated]
        return frozenset(id for id in empty if any(_reaches(graph, [v.id], id) for v in full))

    # Objects

    def _object_units(self, thing: TopLevel) -> Iterator[Unit]:
        if isinstance(thing, View):
            yield from self._view_units(thing)
            return
        if thing.id in self._shells:
            yield Unit(
                key=(thing.id, SHELL),
                section=Section.TYPES,
                name=_name(thing),
                statements=(f"CREATE TYPE {sql.object_name(thing)}",),
            )
        statements = [] if _is_there_already(thing) else list(sql.create_object(thing))
        yield Unit(
            key=(thing.id, CREATE),
            section=section_of(thing),
            name=_name(thing),
            statements=(*statements, *sql.object_comments(thing)),
            needs=self._object_needs(thing),
        )
        if isinstance(thing, Sequence) and thing.owned_by:
            yield self._part(
                thing,
                "owner",
                section=Section.SETTINGS,
                statements=[sql.set_sequence_owner(self._schema, thing)],
                needs=_created([thing.owned_by[0]]),
            )

    def _view_units(self, view: View) -> Iterator[Unit]:
        is_circular = view.id in self._circular
        made_first = replace(view, is_populated=view.is_populated or view.id in self._emptied)
        head = Unit(
            key=(view.id, CREATE),
            section=Section.VIEWS,
            name=_name(view),
            statements=(sql.create_view_placeholder(view),),
            needs=_created(id for id in view.depends_on if self._is_type(id)),
        )
        details = [*sql.view_settings(view), *sql.object_comments(view)]
        needs = self._object_needs(view)
        if is_circular:
            yield head
            statements = [sql.replace_view(view), *details]
            section = Section.VIEWS
            yield self._part(view, QUERY, section=section, statements=statements, needs=needs)
        else:
            statements = [sql.create_view(made_first), *details]
            yield replace(head, statements=tuple(statements), needs=needs)
        yield from self._view_parts(view)

    def _is_type(self, id: ObjectId) -> bool:
        return isinstance(self._schema.objects_by_id.get(id), UserType | Extension)

    def _object_needs(self, thing: TopLevel) -> frozenset[UnitKey]:
        needed = _needed_ids(thing)
        if isinstance(thing, View):
            # A query that groups by a primary key is accepted only once there is the key.
            return _created(needed) | {(id, KEYS) for id in needed}
        if thing.id in self._shells:
            return _created(needed) | {(thing.id, SHELL)}
        return frozenset(
            (id, SHELL) if thing.id in self._shells.get(id, ()) else (id, CREATE) for id in needed
        )

    def _view_parts(self, view: View) -> Iterator[Unit]:
        statements = list(_index_statements(view))
        if clustered := sql.clustered_index(view):
            statements.append(sql.cluster_on(view, clustered.name))
        if view.id in self._emptied:
            statements.append(sql.refresh(view))
        if statements:
            users = (v.id for v in self._schema.views if view.id in v.depends_on)
            section, needs = Section.VIEW_INDEXES, _created(users)
            yield self._part(view, INDEXES, section=section, statements=statements, needs=needs)
        yield from (self._trigger(view, trigger) for trigger in view.triggers)

    # Tables

    def _table_units(self, table: Table) -> Iterator[Unit]:
        constraints = _sorted(table.constraints)
        inline = _without_twins([c for c in constraints if sql.is_inline(self._schema, table, c)])
        is_late = table.id in self._late
        late = [c for c in inline if is_late and isinstance(c, Check)]
        yield self._create_table(table, [c for c in inline if c not in late])
        if is_late:
            yield self._late_expressions(table, late)
        yield from self._keys(table, [c for c in constraints if c not in inline])
        yield from self._inherited(table, inline)
        yield from self._indexes(table)
        yield from self._foreign_keys(table)
        yield from self._settings(table)
        yield from (self._trigger(table, trigger) for trigger in table.triggers)
        yield from self._policies(table)

    def _create_table(self, table: Table, inline: list[Constraint]) -> Unit:
        schema = self._schema
        needs = _needed_ids(table)
        if table.id in self._late:
            needs -= self._called_by(table)
            table = replace(table, columns=tuple(replace(c, default=None) for c in table.columns))
        statements = [sql.create_table(schema, table, constraints=inline)]
        if table.partition_of and not sql.is_made_by_parent(schema, table):
            statements.append(sql.attach_partition(schema, table, table.partition_of))
        elif table.inherits:
            statements += sql.inherited_column_settings(schema, table)
        for column in table.columns:
            statements += sql.column_settings(table, column)
            statements += sql.identity_settings(table, column)
        statements += sql.table_comments(table)
        statements += self._not_null_comments(table, validated=True)
        statements += _constraint_comments(table, inline)
        return self._part(
            table,
            CREATE,
            section=Section.TABLES,
            statements=statements,
            needs=_created(needs),
        )

    def _late_expressions(self, table: Table, checks: list[Check]) -> Unit:
        columns = [c for c in table.columns if c.default is not None]
        statements = [sql.set_default(table, c, c.default) for c in columns if c.default]
        statements += [sql.add_constraint(self._schema, table, check) for check in checks]
        statements += _constraint_comments(table, checks)
        return self._part(
            table,
            LATE,
            section=Section.LATE_DEFAULTS,
            statements=statements,
            needs=_created(self._called_by(table)),
        )

    def _keys(self, table: Table, rest: list[Constraint]) -> Iterator[Unit]:
        """A key of a partitioned table comes after those of its partitions and adopts them."""
        mine = [c for c in rest if not isinstance(c, ForeignKey) and is_own(table, c)]
        statements = [
            sql.add_not_null(table, column, name=sql.not_null_name(self._schema, table, column))
            for column in table.columns
            if not column.nullable and not column.not_null.validated and column.not_null.is_local
        ]
        statements += self._not_null_comments(table, validated=False)
        for constraint in mine:
            statements.append(sql.add_constraint(self._schema, table, constraint))
            statements += self._attached_keys(table, constraint)
        statements += _constraint_comments(table, mine)
        if statements:
            yield self._part(
                table,
                KEYS,
                section=Section.KEYS,
                statements=statements,
                needs=self._of_partitions(table, KEYS),
            )

    def _attached_keys(self, table: Table, key: Constraint) -> Iterator[str]:
        """Statements that make keys of partitions parts of one that not all partitions have."""
        if not isinstance(key, PrimaryKey | Unique) or key.index.is_valid:
            return
        names = table.column_names(key.columns)
        for partition in self._partitions.get(table.id, ()):
            for part in partition.constraints:
                if (
                    isinstance(part, PrimaryKey | Unique)
                    and not part.is_local
                    and partition.column_names(part.columns) == names
                ):
                    yield sql.attach_index(table, key.name, partition, part.name)

    def _attached_indexes(self, table: Table) -> Iterator[str]:
        partial = {index.id: index for index in table.indexes if not index.is_valid}
        for partition in self._partitions.get(table.id, ()) if partial else ():
            for part in partition.indexes:
                if part.attached_to in partial:
                    whole = partial[part.attached_to]
                    yield sql.attach_index(table, whole.name, partition, part.name)

    def _inherited(self, table: Table, inline: Iterable[Constraint]) -> Iterator[Unit]:
        """What a table says otherwise than its parent about a constraint it has from there."""
        own = {constraint.id for constraint in inline}
        from_above = [
            c
            for c in table.constraints
            if isinstance(c, Check | ForeignKey) and not c.is_local and c.id not in own
        ]
        proven = (*self._proven_checks(table), *self._proven_not_nulls(table))
        statements = [sql.validate_named(table, name) for name in proven]
        statements += _constraint_comments(table, from_above)
        if statements:
            parts = (CREATE, KEYS, FOREIGN_KEYS)
            yield self._part(
                table,
                "inherited",
                section=Section.SETTINGS,
                statements=statements,
                needs=frozenset((id, part) for id in _parents(table) for part in parts),
            )

    def _proven_checks(self, table: Table) -> Iterator[str]:
        """Names of checks that hold here for sure and in a parent perhaps."""
        parents = [self._schema.tables_by_id[id] for id in _parents(table)]
        unproven = {c.name for p in parents for c in p.checks if c.enforced and not c.validated}
        return (
            c.name for c in table.checks if not c.is_local and c.validated and c.name in unproven
        )

    def _proven_not_nulls(self, table: Table) -> Iterator[str]:
        parents = [self._schema.tables_by_id[id] for id in _parents(table)]
        unproven = {c.name for p in parents for c in p.columns if not c.not_null.validated}
        for column in table.columns:
            is_proven = not column.nullable and column.not_null.validated
            if is_proven and not column.not_null.is_local and column.name in unproven:
                yield sql.not_null_name(self._schema, table, column)

    def _is_named_apart(self, table: Table, key: ForeignKey) -> bool:
        """Whether a partition had the key under this name before its parent's was joined to it."""
        parents = [self._schema.tables_by_id[id] for id in _parents(table)]
        return bool(table.partition_of) and all(
            key.name != above.name for parent in parents for above in parent.foreign_keys
        )

    def _indexes(self, table: Table) -> Iterator[Unit]:
        statements = [*_index_statements(table), *self._attached_indexes(table)]
        if statements:
            needs = self._of_partitions(table, INDEXES) | {(table.id, KEYS)}
            section = Section.INDEXES
            yield self._part(table, INDEXES, section=section, statements=statements, needs=needs)

    def _foreign_keys(self, table: Table) -> Iterator[Unit]:
        keys = sorted(
            (k for k in table.foreign_keys if k.is_local or self._is_named_apart(table, k)),
            key=lambda key: key.name,
        )
        if keys:
            targets = {key.target for key in table.foreign_keys}
            statements = [sql.add_constraint(self._schema, table, key) for key in keys]
            statements += _constraint_comments(table, keys)
            yield self._part(
                table,
                FOREIGN_KEYS,
                section=Section.FOREIGN_KEYS,
                statements=statements,
                needs=_created(targets)
                | self._of_partitions(table, FOREIGN_KEYS)
                | {(id, part) for id in targets for part in (KEYS, INDEXES)},
            )

    def _settings(self, table: Table) -> Iterator[Unit]:
        statements = []
        if table.replica_identity or sql.replica_index(table):
            statements.append(sql.set_replica_identity(table))
        if clustered := sql.clustered_index(table):
            statements.append(sql.cluster_on(table, clustered.name))
        if table.row_security:
            statements.append(sql.set_row_security(table))
        if table.force_row_security:
            statements.append(sql.set_force_row_security(table))
        if statements:
            needs = frozenset({(table.id, KEYS), (table.id, INDEXES)})
            section = Section.SETTINGS
            yield self._part(table, "settings", section=section, statements=statements, needs=needs)

    def _policies(self, table: Table) -> Iterator[Unit]:
        for policy in table.policies:
            statements = [sql.create_policy(table, policy)]
            if policy.comment:
                statements.append(sql.comment_on_policy(table, policy))
            yield self._part(
                table,
                f"policy {policy.name}",
                section=Section.POLICIES,
                statements=statements,
                needs=_created(policy.depends_on),
            )

    def _trigger(self, relation: Table | View, trigger: Trigger) -> Unit:
        statements = [sql.create_trigger(trigger)] if trigger.is_local else []
        if trigger.enabled != "ORIGIN" or not trigger.is_local:
            statements.append(sql.set_trigger_enabled(relation, trigger))
        if trigger.comment:
            statements.append(sql.comment_on_trigger(relation, trigger))
        return self._part(
            relation,
            f"trigger {trigger.name}",
            section=Section.TRIGGERS,
            statements=statements,
            needs=_created(trigger.depends_on) | self._triggers_above(relation, trigger),
        )

    # Units

    def _part(
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
            name=(*_name(owner), part),
            statements=tuple(statements),
            needs=needs if part == CREATE else needs | _created([owner.id]),
            depth=self._depth(owner) if isinstance(owner, Table) and part != CREATE else 0,
        )

    def _triggers_above(self, relation: Table | View, trigger: Trigger) -> frozenset[UnitKey]:
        """What must have made a trigger that comes from the partitioned table."""
        above = _parents(relation) if isinstance(relation, Table) and not trigger.is_local else ()
        return frozenset((id, f"trigger {trigger.name}") for id in above)

    def _not_null_comments(self, table: Table, *, validated: bool) -> Iterator[str]:
        for column in table.columns:
            if column.not_null.comment and column.not_null.validated is validated:
                name = sql.not_null_name(self._schema, table, column)
                yield sql.comment_on_not_null(table, column, name=name)

    def _of_partitions(self, table: Table, part: str) -> frozenset[UnitKey]:
        partitions = self._partitions.get(table.id, ())
        return _created(p.id for p in partitions) | {(p.id, part) for p in partitions}


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


def _name(thing: Table | TopLevel) -> tuple[str, ...]:
    if isinstance(thing, Namespace | Extension):
        return (thing.name,)
    return thing.schema, thing.name


def _is_there_already(thing: TopLevel) -> bool:
    return isinstance(thing, Namespace) and thing.name == "public"


def _needed_ids(thing: Table | TopLevel) -> frozenset[ObjectId]:
    """What must exist before the object itself can be created."""
    match thing:
        case Table():
            return frozenset((*thing.depends_on, *_parents(thing)))
        case Namespace() | Extension() | EnumType() | Sequence():
            return frozenset()
        case _:
            return frozenset(thing.depends_on)


def _parents(table: Table) -> tuple[ObjectId, ...]:
    return (table.partition_of.parent,) if table.partition_of else table.inherits


def _needs_of(thing: TopLevel | None) -> frozenset[ObjectId]:
    return _needed_ids(thing) if thing else frozenset()


def _created(ids: Iterable[ObjectId]) -> frozenset[UnitKey]:
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


def _sorted(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Keys first, then exclusions and checks, each by name."""
    return sorted(
        constraints, key=lambda c: (*(not isinstance(c, k) for k in _CONSTRAINT_RANK), c.name)
    )


def _without_twins(constraints: Iterable[Constraint]) -> list[Constraint]:
    """CREATE TABLE makes one key of two over the same columns: the second waits for ALTER."""
    kept: list[Constraint] = []
    seen: set[tuple[ObjectId, ...]] = set()
    for constraint in constraints:
        if isinstance(constraint, PrimaryKey | Unique):
            if constraint.columns in seen:
                continue
            seen.add(constraint.columns)
        kept.append(constraint)
    return kept


def is_own(table: Table, constraint: Constraint) -> bool:
    """Keys of partitions are made under their own names although they come from the parent."""
    return constraint.is_local or isinstance(constraint, PrimaryKey | Unique | Exclusion)


def _constraint_comments(table: Table, constraints: Iterable[Constraint]) -> Iterator[str]:
    for constraint in constraints:
        if constraint.comment:
            yield sql.comment_on_constraint(table, constraint)
        if sql.has_index(constraint) and constraint.index.comment:
            yield sql.comment_on_key_index(table, constraint)


def _index_statements(relation: Table | View) -> Iterator[str]:
    for index in sorted(relation.indexes, key=lambda index: index.name):
        yield sql.create_index(relation, index)
        yield from sql.index_settings(relation, index)
