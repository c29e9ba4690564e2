"""Tables, partitioned and inherited ones included."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain

from schemas.engine.model import (
    Check,
    Column,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    PartitionOf,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from schemas.engine.names import default_name, quote
from schemas.engine.write.statements.columns import (
    add_identity,
    alter_only,
    column_clauses,
    not_null_line,
    set_column_compression,
    set_column_storage,
)
from schemas.engine.write.statements.constraints import constraint_definition, has_index
from schemas.engine.write.statements.rereading import reread_alike
from schemas.engine.write.statements.text import (
    Relation,
    relation_name,
    storage_clause,
    storage_name,
    storage_setting,
)

AnyIndex = Index | PrimaryKey | Unique | Exclusion
"""An index, or a constraint for the one behind it."""
_MAX_ALIGNED = 40
"""Longer names and types do not push the others out of sight."""


def create_table(schema: Schema, table: Table, *, constraints: Collection[Constraint] = ()) -> str:
    """With the constraints given; the caller adds the rest by ALTER TABLE.

    A partition whose columns are just as its parent's is made by `PARTITION OF`; any other is a
    plain table that the caller attaches (`attach_partition`).
    """
    kind = "UNLOGGED TABLE" if table.is_unlogged else "TABLE"
    head = f"CREATE {kind} {relation_name(table)}"
    tail = _tail(schema, table)
    lines = [*_column_lines(schema, table), *_not_null_lines(schema, table)]
    lines += [constraint_definition(schema, table, constraint) for constraint in constraints]
    if table.partition_of and is_made_by_parent(schema, table):
        parent = relation_name(schema.tables_by_id[table.partition_of.parent])
        body = _block(lines) if lines else ""
        return f"{head} PARTITION OF {parent}{body}\n{table.partition_of.bound}{tail}"
    if table.of_type:
        return f"{head} OF {table.of_type}{_block(lines) if lines else ''}{tail}"
    inherits = ", ".join(relation_name(schema.tables_by_id[id]) for id in table.inherits)
    return head + _block(lines) + (f"\nINHERITS ({inherits})" if inherits else "") + tail


def is_made_by_parent(schema: Schema, table: Table) -> bool:
    """Whether `PARTITION OF` alone gives this partition its columns as they are.

    It copies order, defaults, storage and the names of NOT NULL constraints from the parent.
    """
    if table.partition_of is None:
        return False
    parent = schema.tables_by_id[table.partition_of.parent]
    return _column_marks(schema, parent) == _column_marks(schema, table)


def not_null_name(schema: Schema, table: Table, column: Column) -> str:
    """What the NOT NULL of a column is called; one that comes from a parent has its name."""
    if column.not_null_name:
        return column.not_null_name
    origin = None if column.not_null.is_local else _required_above(schema, table, column)
    if origin:
        return not_null_name(schema, *origin)
    return default_name(table.name, [column.name], "not_null")


def is_required_by_parent(schema: Schema, table: Table, column: Column) -> bool:
    """Whether the column is NOT NULL because a parent's is, and for no reason of its own."""
    return not column.not_null.is_local and _required_above(schema, table, column) is not None


def inherited_column_settings(schema: Schema, table: Table) -> Iterator[str]:
    """What an INHERITS child says differently about columns that are not its own."""
    for column in table.columns:
        origin = _origin(schema, table, column)
        if column.is_local or origin is None:
            continue
        yield from _differences(table, column, origin)


def attach_partition(schema: Schema, table: Table, partition_of: PartitionOf) -> str:
    parent = relation_name(schema.tables_by_id[partition_of.parent])
    return f"ALTER TABLE ONLY {parent} ATTACH PARTITION {relation_name(table)} {partition_of.bound}"


def detach_partition(schema: Schema, table: Table, partition_of: PartitionOf) -> str:
    parent = relation_name(schema.tables_by_id[partition_of.parent])
    return f"ALTER TABLE ONLY {parent} DETACH PARTITION {relation_name(table)}"


def inherit(table: Table, parent: Table) -> str:
    return f"ALTER TABLE {relation_name(table)} INHERIT {relation_name(parent)}"


def no_inherit(table: Table, parent: Table) -> str:
    return f"ALTER TABLE {relation_name(table)} NO INHERIT {relation_name(parent)}"


def drop_table(table: Table) -> str:
    return f"DROP TABLE {relation_name(table)}"


def rename_table(table: Table, name: str) -> str:
    return f"ALTER TABLE {relation_name(table)} RENAME TO {quote(name)}"


def move_table(table: Table, schema_name: str) -> str:
    return f"ALTER TABLE {relation_name(table)} SET SCHEMA {quote(schema_name)}"


def set_logged(table: Table) -> str:
    """To what the table says; rewrites it either way."""
    return f"ALTER TABLE {relation_name(table)} SET {'UN' if table.is_unlogged else ''}LOGGED"


def set_access_method(relation: Relation) -> str:
    """Rewrites it (from PostgreSQL 15); a partitioned table only says it of partitions to come."""
    kind = "TABLE" if isinstance(relation, Table) else "MATERIALIZED VIEW"
    usual = "DEFAULT" if isinstance(relation, Table) and relation.partition_by else "heap"
    method = quote(relation.access_method) if relation.access_method else usual
    return f"ALTER {kind} {relation_name(relation)} SET ACCESS METHOD {method}"


def set_table_type(table: Table) -> str:
    """To the composite type that the table says, or to none."""
    action = f"OF {table.of_type}" if table.of_type else "NOT OF"
    return f"ALTER TABLE {relation_name(table)} {action}"


def set_row_security(table: Table) -> str:
    word = "ENABLE" if table.row_security else "DISABLE"
    return f"ALTER TABLE {relation_name(table)} {word} ROW LEVEL SECURITY"


def set_force_row_security(table: Table) -> str:
    word = "FORCE" if table.force_row_security else "NO FORCE"
    return f"ALTER TABLE {relation_name(table)} {word} ROW LEVEL SECURITY"


def set_replica_identity(table: Table) -> str:
    """FULL, NOTHING, DEFAULT, or the key or index that is to stand for a row."""
    identity: str = table.replica_identity or "DEFAULT"
    if table.replica_identity is None and (index := replica_index(table)):
        identity = f"USING INDEX {quote(index.name)}"
    return f"ALTER TABLE ONLY {relation_name(table)} REPLICA IDENTITY {identity}"


def replica_index(table: Table) -> AnyIndex | None:
    """What stands for a row in logical replication, if it was chosen."""
    keys = (c for c in table.constraints if has_index(c) and c.index.is_replica_identity)
    indexes = (index for index in table.indexes if index.is_replica_identity)
    return next(chain[AnyIndex](keys, indexes), None)


def clustered_index(relation: Relation) -> AnyIndex | None:
    """What CLUSTER orders the rows by, if it was chosen."""
    constraints = relation.constraints if isinstance(relation, Table) else ()
    keys = (c for c in constraints if has_index(c) and c.index.is_clustered)
    indexes = (index for index in relation.indexes if index.is_clustered)
    return next(chain[AnyIndex](keys, indexes), None)


def set_storage_parameter(table: Table, name: str, value: str) -> str:
    return f"ALTER TABLE {relation_name(table)} SET ({storage_setting(name, value)})"


def reset_storage_parameter(table: Table, name: str) -> str:
    return f"ALTER TABLE {relation_name(table)} RESET ({storage_name(name)})"


def _column_lines(schema: Schema, table: Table) -> list[str]:
    if is_made_by_parent(schema, table):
        return []
    if table.of_type:
        clauses = ((column, column_clauses(table, column)) for column in table.columns)
        return [f"{quote(c.name)} WITH OPTIONS {' '.join(said)}" for c, said in clauses if said]
    columns = table.columns if table.partition_of else _local_columns(table)
    names = [quote(column.name) for column in columns]
    name_width = _aligned_width(names)
    type_width = _aligned_width([column.type for column in columns])
    return [
        " ".join(
            [
                name.ljust(name_width),
                column.type.ljust(type_width),
                *_own_clauses(schema, table, column),
            ]
        ).rstrip()
        for name, column in zip(names, columns, strict=True)
    ]


def _local_columns(table: Table) -> tuple[Column, ...]:
    """A column without a parent is local whatever the design says, or it would be lost."""
    if not table.inherits:
        return table.columns
    return tuple(column for column in table.columns if column.is_local)


def _own_clauses(schema: Schema, table: Table, column: Column) -> list[str]:
    """All clauses but those that the column gets from a parent anyway."""
    if table.partition_of:
        # A partition may not bring an identity of its own.
        name = None if column.nullable else not_null_name(schema, table, column)
        is_usual = name == default_name(table.name, [column.name], "not_null")
        column = replace(column, identity=None, not_null_name=None if is_usual else name)
    elif table.inherits and is_required_by_parent(schema, table, column):
        column = replace(column, nullable=True)
    if table.inherits and _would_inherit_default(schema, table, column):
        column = replace(column, default="NULL")
    if not column.not_null.validated:
        column = replace(column, nullable=True)
    return column_clauses(table, with_not_null_name(schema, table, column))


def with_not_null_name(schema: Schema, table: Table, column: Column) -> Column:
    """With the usual name of its NOT NULL told, where another one has it by choice."""
    if column.nullable or column.not_null_name:
        return column
    name = default_name(table.name, [column.name], "not_null")
    is_taken = (table.schema, name) in schema.not_null_names
    return replace(column, not_null_name=name) if is_taken else column


def _would_inherit_default(schema: Schema, table: Table, column: Column) -> bool:
    if column.default is not None or column.generated or column.identity:
        return False
    origins = (parent.column_named(column.name) for parent in _parents(schema, table))
    return any(origin and origin.default is not None for origin in origins)


def _not_null_lines(schema: Schema, table: Table) -> Iterator[str]:
    """A NOT NULL of one's own over an inherited column, where `SET NOT NULL` cannot say it."""
    for column in table.columns if table.inherits else ():
        origin = _origin(schema, table, column)
        if column.is_local or origin is None or column.nullable or not column.not_null.validated:
            continue
        is_plain = column.not_null_name is None and not column.not_null.no_inherit
        if column.not_null.is_local and not (is_plain and _origin_is_nullable(origin)):
            yield not_null_line(column, name=not_null_name(schema, table, column))


def _differences(table: Table, column: Column, origin: Column) -> Iterator[str]:
    if column.default != origin.default and column.generated is None:
        default = None if column.default is None else reread_alike(column.default)
        yield alter_only(table, column, f"SET DEFAULT {default}" if default else "DROP DEFAULT")
    if column.identity:
        yield add_identity(table, column, column.identity)
    if _origin_is_nullable(origin) and not column.nullable and _is_plain_not_null(column):
        yield alter_only(table, column, "SET NOT NULL")
    if origin.storage and not column.storage:
        yield set_column_storage(table, column, "DEFAULT")
    if origin.compression and not column.compression:
        yield set_column_compression(table, column, "default")


def _is_plain_not_null(column: Column) -> bool:
    """Whether `SET NOT NULL` says it all."""
    has_usual_name = column.not_null_name is None and not column.not_null.no_inherit
    return has_usual_name and column.not_null.validated


def _origin_is_nullable(origin: Column) -> bool:
    """To an heir: a NOT NULL that is not inherited leaves it free."""
    return origin.nullable or origin.not_null.no_inherit


def _origin(schema: Schema, table: Table, column: Column) -> Column | None:
    found = (parent.column_named(column.name) for parent in _parents(schema, table))
    return next((origin for origin in found if origin is not None), None)


def _parents(schema: Schema, table: Table) -> Iterator[Table]:
    ids = (table.partition_of.parent,) if table.partition_of else table.inherits
    return (schema.tables_by_id[id] for id in ids if id in schema.tables_by_id)


def _required_above(schema: Schema, table: Table, column: Column) -> tuple[Table, Column] | None:
    """The first parent, and its column, from which the column has its NOT NULL."""
    for parent in _parents(schema, table):
        origin = parent.column_named(column.name)
        if origin and not _origin_is_nullable(origin):
            return parent, origin
    return None


def _column_marks(schema: Schema, table: Table) -> list[tuple[object, ...]]:
    """What a partition cannot change when its parent makes its columns, in column order."""
    return [
        (
            column.name,
            None if column.nullable else not_null_name(schema, table, column),
            column.default,
            column.generated,
            column.storage,
            column.compression,
        )
        for column in table.columns
    ]


def _tail(schema: Schema, table: Table) -> str:
    partition_by = f"\nPARTITION BY {table.partition_by}" if table.partition_by else ""
    method = table.access_method or ("heap" if _has_other_method(schema, table) else None)
    using = f"\nUSING {quote(method)}" if method else ""
    storage = storage_clause(table.storage_parameters)
    return partition_by + using + (f"\n{storage.strip()}" if storage else "")


def _has_other_method(schema: Schema, table: Table) -> bool:
    """A partition would take its parent's access method (from PostgreSQL 17)."""
    if table.partition_of is None:
        return False
    return schema.tables_by_id[table.partition_of.parent].access_method is not None


def _aligned_width(texts: list[str]) -> int:
    return max((len(text) for text in texts if len(text) <= _MAX_ALIGNED), default=0)


def _block(lines: list[str]) -> str:
    return " (\n" + ",\n".join(f"    {line}" for line in lines) + "\n)" if lines else " ()"


def is_inline(schema: Schema, table: Table, constraint: Constraint) -> bool:
    """Whether CREATE TABLE of a whole script can hold the constraint.

    Foreign keys wait for their targets. Keys of partitioned tables wait for their partitions, so
    that each partition's index keeps its own name and is adopted rather than made anew. CREATE
    TABLE would make an inherited NOT NULL the heir's own if it held a primary key over it, and
    takes a NOT VALID check for valid, since the table is empty.
    """
    if isinstance(constraint, ForeignKey):
        return False
    if isinstance(constraint, Check):
        inherited = not constraint.is_local and (table.inherits or is_made_by_parent(schema, table))
        return constraint.validated and not inherited
    if isinstance(constraint, PrimaryKey) and table.inherits:
        columns = (table.columns_by_id[id] for id in constraint.columns)
        return not any(is_required_by_parent(schema, table, column) for column in columns)
    return not (table.partition_by or table.partition_of)
