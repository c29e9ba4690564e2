"""Units of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.engine.model import (
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    ObjectId,
    PrimaryKey,
    Table,
    Unique,
)
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section, Unit
from schemas.engine.write.units.graph import (
    CREATE,
    FOREIGN_KEYS,
    INDEXES,
    KEYS,
    LATE,
    Graph,
    created,
    needed_ids,
    parents_of,
)
from schemas.engine.write.units.relations import index_statements, trigger_unit

_CONSTRAINT_RANK = (PrimaryKey, Unique, Exclusion)


class TableUnits:
    def __init__(self, graph: Graph) -> None:
        self._graph, self._schema = graph, graph.schema

    def of(self, table: Table) -> Iterator[Unit]:
        constraints = _sorted(table.constraints)
        inline = _without_twins([c for c in constraints if sql.is_inline(self._schema, table, c)])
        is_late = table.id in self._graph.late
        late = [c for c in inline if is_late and isinstance(c, Check)]
        yield self._create_table(table, [c for c in inline if c not in late])
        if is_late:
            yield self._late_expressions(table, late)
        yield from self._keys(table, [c for c in constraints if c not in inline])
        yield from self._inherited(table, inline)
        yield from self._indexes(table)
        yield from self._foreign_keys(table)
        yield from self._settings(table)
        yield from (trigger_unit(self._graph, table, trigger) for trigger in table.triggers)
        yield from self._policies(table)

    def _create_table(self, table: Table, inline: list[Constraint]) -> Unit:
        schema = self._schema
        needs = needed_ids(table)
        if table.id in self._graph.late:
            needs -= self._graph.called_by(table)
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
        return self._graph.part(
            table,
            CREATE,
            section=Section.TABLES,
            statements=statements,
            needs=created(needs),
        )

    def _late_expressions(self, table: Table, checks: list[Check]) -> Unit:
        columns = [c for c in table.columns if c.default is not None]
        statements = [sql.set_default(table, c, c.default) for c in columns if c.default]
        statements += [sql.add_constraint(self._schema, table, check) for check in checks]
        statements += _constraint_comments(table, checks)
        return self._graph.part(
            table,
            LATE,
            section=Section.LATE_DEFAULTS,
            statements=statements,
            needs=created(self._graph.called_by(table)),
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
            yield self._graph.part(
                table,
                KEYS,
                section=Section.KEYS,
                statements=statements,
                needs=self._graph.of_partitions(table, KEYS),
            )

    def _attached_keys(self, table: Table, key: Constraint) -> Iterator[str]:
        """Statements that make keys of partitions parts of one that not all partitions have."""
        if not isinstance(key, PrimaryKey | Unique) or key.index.is_valid:
            return
        names = table.column_names(key.columns)
        for partition in self._graph.partitions.get(table.id, ()):
            for part in partition.constraints:
                if (
                    isinstance(part, PrimaryKey | Unique)
                    and not part.is_local
                    and partition.column_names(part.columns) == names
                ):
                    yield sql.attach_index(table, key.name, partition, part.name)

    def _attached_indexes(self, table: Table) -> Iterator[str]:
        partial = {index.id: index for index in table.indexes if not index.is_valid}
        for partition in self._graph.partitions.get(table.id, ()) if partial else ():
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
            yield self._graph.part(
                table,
                "inherited",
                section=Section.SETTINGS,
                statements=statements,
                needs=frozenset((id, part) for id in parents_of(table) for part in parts),
            )

    def _proven_checks(self, table: Table) -> Iterator[str]:
        """Names of checks that hold here for sure and in a parent perhaps."""
        parents = [self._schema.tables_by_id[id] for id in parents_of(table)]
        unproven = {c.name for p in parents for c in p.checks if c.enforced and not c.validated}
        return (
            c.name for c in table.checks if not c.is_local and c.validated and c.name in unproven
        )

    def _proven_not_nulls(self, table: Table) -> Iterator[str]:
        parents = [self._schema.tables_by_id[id] for id in parents_of(table)]
        unproven = {c.name for p in parents for c in p.columns if not c.not_null.validated}
        for column in table.columns:
            is_proven = not column.nullable and column.not_null.validated
            if is_proven and not column.not_null.is_local and column.name in unproven:
                yield sql.not_null_name(self._schema, table, column)

    def _is_named_apart(self, table: Table, key: ForeignKey) -> bool:
        """Whether a partition had the key under this name before its parent's was joined to it."""
        parents = [self._schema.tables_by_id[id] for id in parents_of(table)]
        return bool(table.partition_of) and all(
            key.name != above.name for parent in parents for above in parent.foreign_keys
        )

    def _indexes(self, table: Table) -> Iterator[Unit]:
        statements = [*index_statements(table), *self._attached_indexes(table)]
        if statements:
            needs = self._graph.of_partitions(table, INDEXES) | {(table.id, KEYS)}
            section = Section.INDEXES
            yield self._graph.part(
                table, INDEXES, section=section, statements=statements, needs=needs
            )

    def _foreign_keys(self, table: Table) -> Iterator[Unit]:
        keys = sorted(
            (k for k in table.foreign_keys if k.is_local or self._is_named_apart(table, k)),
            key=lambda key: key.name,
        )
        if keys:
            targets = {key.target for key in table.foreign_keys}
            statements = [sql.add_constraint(self._schema, table, key) for key in keys]
            statements += _constraint_comments(table, keys)
            yield self._graph.part(
                table,
                FOREIGN_KEYS,
                section=Section.FOREIGN_KEYS,
                statements=statements,
                needs=created(targets)
                | self._graph.of_partitions(table, FOREIGN_KEYS)
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
            yield self._graph.part(
                table, "settings", section=section, statements=statements, needs=needs
            )

    def _policies(self, table: Table) -> Iterator[Unit]:
        for policy in table.policies:
            statements = [sql.create_policy(table, policy)]
            if policy.comment:
                statements.append(sql.comment_on_policy(table, policy))
            yield self._graph.part(
                table,
                f"policy {policy.name}",
                section=Section.POLICIES,
                statements=statements,
                needs=created(policy.depends_on),
            )

    def _not_null_comments(self, table: Table, *, validated: bool) -> Iterator[str]:
        for column in table.columns:
            if column.not_null.comment and column.not_null.validated is validated:
                name = sql.not_null_name(self._schema, table, column)
                yield sql.comment_on_not_null(table, column, name=name)


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
