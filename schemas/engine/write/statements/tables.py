"""Tables, partitioned and inherited ones included."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from schemas.engine.model import (
    Check,
    Column,
    Constraint,
    ForeignKey,
    PartitionOf,
    PrimaryKey,
    Schema,
    Table,
)
from schemas.engine.names import default_name, quote
from schemas.engine.write.statements.columns import (
    alter_only,
    column_clauses,
)
from schemas.engine.write.statements.constraints import constraint_definition
from schemas.engine.write.statements.text import (
    relation_name,
    storage_clause,
    storage_name,
    storage_setting,
)

_MAX_ALIGNED = 40
"""Longer names and types do not push the others out of sight."""


def create_table(schema: Schema, table: Table, *, constraints: Collection[Constraint] = ()) -> str:
    """With the constraints given; the caller adds the rest by ALTER TABLE.

    A partition whose columns are just as its parent's is made by `PARTITION OF`; any other is a
    plain table that the caller attaches (`attach_partition`).
    """
    kind = "UNLOGGED TABLE" if table.is_unlogged else "TABLE"
    head = f"CREATE {kind} {relation_name(table)}"
    lines = _column_lines(schema, table)
    lines += [constraint_definition(schema, table, constraint) for constraint in constraints]
    if table.partition_of and is_made_by_parent(schema, table):
        parent = relation_name(schema.tables_by_id[table.partition_of.parent])
        body = _block(lines) if lines else ""
        return f"{head} PARTITION OF {parent}{body}\n{table.partition_of.bound}{_tail(table)}"
    inherits = ", ".join(relation_name(schema.tables_by_id[id]) for id in table.inherits)
    return head + _block(lines) + (f"\nINHERITS ({inherits})" if inherits else "") + _tail(table)


def is_made_by_parent(schema: Schema, table: Table) -> bool:
    """Whether `PARTITION OF` alone gives this partition its columns as they are.

    It copies order, defaults and the names of NOT NULL constraints from the parent.
    """
    if table.partition_of is None:
        return False
    parent = schema.tables_by_id[table.partition_of.parent]
    return _column_marks(parent) == _column_marks(table)


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


def set_row_security(table: Table) -> str:
    word = "ENABLE" if table.row_security else "DISABLE"
    return f"ALTER TABLE {relation_name(table)} {word} ROW LEVEL SECURITY"


def set_force_row_security(table: Table) -> str:
    word = "FORCE" if table.force_row_security else "NO FORCE"
    return f"ALTER TABLE {relation_name(table)} {word} ROW LEVEL SECURITY"


def set_replica_identity(table: Table) -> str:
    """FULL, NOTHING and DEFAULT are words of PostgreSQL; anything else names an index."""
    identity = table.replica_identity or "DEFAULT"
    if identity not in ("FULL", "NOTHING", "DEFAULT"):
        identity = f"USING INDEX {quote(identity)}"
    return f"ALTER TABLE ONLY {relation_name(table)} REPLICA IDENTITY {identity}"


def set_storage_parameter(table: Table, name: str, value: str) -> str:
    return f"ALTER TABLE {relation_name(table)} SET ({storage_setting(name, value)})"


def reset_storage_parameter(table: Table, name: str) -> str:
    return f"ALTER TABLE {relation_name(table)} RESET ({storage_name(name)})"


def _column_lines(schema: Schema, table: Table) -> list[str]:
    if is_made_by_parent(schema, table):
        return []
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
        column = replace(column, identity=None)
    elif _inherits_not_null(schema, table, column):
        column = replace(column, nullable=True)
    return column_clauses(table, column)


def _inherits_not_null(schema: Schema, table: Table, column: Column) -> bool:
    """An inherited NOT NULL keeps the name it has in the parent."""
    name = _not_null_name(table, column)
    parents = (schema.tables_by_id[id] for id in table.inherits)
    origins = ((parent, parent.column_named(column.name)) for parent in parents)
    return any(name == _not_null_name(parent, c) != "" for parent, c in origins if c)


def _differences(table: Table, column: Column, origin: Column) -> Iterator[str]:
    if column.default != origin.default:
        action = "DROP DEFAULT" if column.default is None else f"SET DEFAULT {column.default}"
        yield alter_only(table, column, action)
    if origin.nullable and not column.nullable:
        yield alter_only(table, column, "SET NOT NULL")


def _origin(schema: Schema, table: Table, column: Column) -> Column | None:
    parents = (table.partition_of.parent,) if table.partition_of else table.inherits
    found = (schema.tables_by_id[id].column_named(column.name) for id in parents)
    return next((origin for origin in found if origin is not None), None)


def _column_marks(table: Table) -> list[tuple[object, ...]]:
    """What a partition cannot change when its parent makes its columns, in column order."""
    return [
        (column.name, _not_null_name(table, column), column.default, column.generated)
        for column in table.columns
    ]


def _not_null_name(table: Table, column: Column) -> str:
    if column.nullable:
        return ""
    return column.not_null_name or default_name(table.name, [column.name], "not_null")


def _tail(table: Table) -> str:
    partition_by = f"\nPARTITION BY {table.partition_by}" if table.partition_by else ""
    storage = storage_clause(table.storage_parameters)
    return partition_by + (f"\n{storage.strip()}" if storage else "")


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
        return not any(_inherits_not_null(schema, table, column) for column in columns)
    return not (table.partition_by or table.partition_of)
