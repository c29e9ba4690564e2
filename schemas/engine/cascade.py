"""What has to go, or to change, together with what was asked for.

What hangs on a dropped column or table and means nothing without it goes with it: its keys,
indexes, checks, owned sequences, partitions, grants, foreign keys on both sides. What means
something by itself, such as a view, does not: `apply` refuses and names it. Columns of partitions
and of inheriting tables do as those of the parent. Bodies of functions, which PostgreSQL leaves
alone when something is renamed, are changed where they name it with its schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid5

from schemas.engine.apply import carry_out, settled
from schemas.engine.changes import (
    AddColumn,
    AlterColumn,
    AlterObject,
    Change,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropObject,
    DropPolicy,
    DropTable,
    DropTrigger,
    MoveObject,
    MoveTable,
    RenameColumn,
    RenameObject,
    RenameTable,
)
from schemas.engine.draft import Draft
from schemas.engine.expressions import QualifiedName, mentions_column, rename_in_body
from schemas.engine.follow import Names, bare_name
from schemas.engine.model import (
    ATTACHMENTS,
    Check,
    Column,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    Kind,
    Namespace,
    NotNull,
    ObjectId,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from schemas.engine.names import quote
from schemas.engine.privileges import with_column
from schemas.engine.targets import target_of

_Drop = DropTable | DropColumn | DropConstraint | DropIndex | DropTrigger | DropPolicy | DropObject
_ATTACHED = {Kind.RULE, Kind.STATISTICS, *ATTACHMENTS}
"""Verbatim objects that go with the table or object they hang on."""
_INHERITED = {"type", "nullable", "default", "identity", "generated", "collation"}


def with_dependents(schema: Schema, changes: Iterable[Change]) -> list[Change]:
    """The changes, each after what must go first and before what must follow.

    What one of the changes speaks of itself is left to it.
    """
    changes = list(changes)
    named = frozenset(target_of(change) for change in changes)
    made: list[Change] = []
    gone: set[ObjectId] = set()
    for change in changes:
        for wanted in _together(schema, change, named):
            each = settled(Draft(schema), wanted)
            if isinstance(each, _Drop):
                if target_of(each) in gone:
                    continue
                gone.add(target_of(each))
            before, schema = schema, carry_out(schema, [each])
            bodies = _bodies_after(before, schema, each)
            schema = carry_out(schema, bodies)
            made += [each, *bodies]
    return made


def _together(schema: Schema, change: Change, named: frozenset[ObjectId]) -> Iterator[Change]:
    """`named` are the targets of the changes that led here and of those asked for."""
    named |= {target_of(change)}
    for first in _first(schema, change):
        if target_of(first) not in named:
            yield from _together(schema, first, named)
    yield change
    for below in _below(schema, change):
        if target_of(below) not in named:
            yield from _together(schema, below, named)


# What goes first


def _first(schema: Schema, change: Change) -> Iterator[Change]:
    match change:
        case DropTable(table=id):
            yield from _before_table(schema, id)
        case DropObject(object=id):
            yield from _attached(schema, id)
        case DropColumn(table=id, column=column):
            table = schema.tables_by_id.get(id)
            if table is not None and column in table.columns_by_id:
                yield from _before_column(schema, table, table.columns_by_id[column])
                yield from _grants_after(schema, id, table.columns_by_id[column].name, None)
        case RenameColumn(table=id, column=column, name=name):
            table = schema.tables_by_id.get(id)
            if table is not None and column in table.columns_by_id:
                yield from _grants_after(schema, id, table.columns_by_id[column].name, name)
        case DropConstraint(table=id, constraint=key):
            yield from _before_key(schema, id, key)
        case DropIndex(table=id, index=key):
            yield from _before_key(schema, id, key)


def _before_table(schema: Schema, id: ObjectId) -> Iterator[Change]:
    for table, key in schema.referencing(id):
        if table.id != id:
            yield DropConstraint(table=table.id, constraint=key.id)
    for table in schema.tables:
        if table.partition_of and table.partition_of.parent == id:
            yield DropTable(table=table.id)
    for sequence in schema.sequences:
        if sequence.owned_by and sequence.owned_by[0] == id:
            yield DropObject(object=sequence.id)
    yield from _attached(schema, id)


def _attached(schema: Schema, id: ObjectId) -> Iterator[Change]:
    for thing in schema.sql_objects:
        if thing.kind in _ATTACHED and id in thing.depends_on:
            yield DropObject(object=thing.id)


def _grants_after(
    schema: Schema, table: ObjectId, column: str, name: str | None
) -> Iterator[Change]:
    """Rights to a column have no life of their own; None stands for a column that goes."""
    for thing in schema.sql_objects:
        if thing.kind is not Kind.PRIVILEGES or table not in thing.depends_on:
            continue
        text = with_column(thing.definition, quote(column), quote(name) if name else None)
        if not text:
            yield DropObject(object=thing.id)
        elif text != thing.definition:
            yield AlterObject(object=thing.id, set={"definition": text})


def _before_column(schema: Schema, table: Table, column: Column) -> Iterator[Change]:
    for other, key in schema.referencing(table.id):
        if column.id in key.target_columns:
            yield DropConstraint(table=other.id, constraint=key.id)
    for constraint in table.constraints:
        if _constraint_uses(table, constraint, column):
            yield DropConstraint(table=table.id, constraint=constraint.id)
    for index in table.indexes:
        if _index_uses(table, index, column):
            yield DropIndex(table=table.id, index=index.id)
    for sequence in schema.sequences:
        if sequence.owned_by == (table.id, column.id):
            yield DropObject(object=sequence.id)


def _constraint_uses(table: Table, constraint: Constraint, column: Column) -> bool:
    match constraint:
        case PrimaryKey() | Unique():
            return column.id in (*constraint.columns, *constraint.include)
        case ForeignKey():
            return column.id in constraint.columns
        case Check(expression=text) | Exclusion(definition=text):
            return mentions_column(text, column.name, qualifiers=(table.name,))


def _index_uses(table: Table, index: Index, column: Column) -> bool:
    texts = [index.where, *(key.expression for key in index.keys)]
    used = [*index.include, *(key.column for key in index.keys)]
    return column.id in used or any(
        mentions_column(text, column.name, qualifiers=(table.name,)) for text in texts if text
    )


def _before_key(schema: Schema, table: ObjectId, key: ObjectId) -> Iterator[Change]:
    """Foreign keys that need this very key, because no other has the same columns."""
    owner = schema.tables_by_id.get(table)
    keys = owner.unique_sets(deferrable=False, overlapping=True) if owner else {}
    columns = keys.pop(key, None)
    if columns is None or columns in keys.values():
        return
    for other, foreign_key in schema.referencing(table):
        if frozenset(foreign_key.target_columns) == columns:
            yield DropConstraint(table=other.id, constraint=foreign_key.id)


# Partitions and inheriting tables


def _below(schema: Schema, change: Change) -> Iterator[Change]:
    """The same for the same column of every table right below."""
    if not isinstance(change, AddColumn | DropColumn | RenameColumn | AlterColumn):
        return
    parent = schema.tables_by_id.get(change.table)
    for child in schema.tables if parent else ():
        is_partition = child.partition_of is not None and child.partition_of.parent == change.table
        if parent and (is_partition or change.table in child.inherits):
            yield from _in_child(parent, child, change)


def _in_child(
    parent: Table, child: Table, change: AddColumn | DropColumn | RenameColumn | AlterColumn
) -> Iterator[Change]:
    if isinstance(change, AddColumn):
        if child.column_named(change.column.name) is None:
            id = uuid5(child.id, str(change.column.id))
            added = replace(
                change.column, id=id, is_local=False, comment="", not_null=NotNull(is_local=False)
            )
            yield AddColumn(table=child.id, column=added)
        return
    above = parent.columns_by_id.get(change.column)
    column = child.column_named(above.name) if above else None
    if column is None:
        return
    match change:
        case DropColumn() if not column.is_local:
            yield DropColumn(table=child.id, column=column.id)
        case RenameColumn():
            yield RenameColumn(table=child.id, column=column.id, name=change.name)
        case AlterColumn():
            fields: dict[str, Any] = {k: v for k, v in change.set.items() if k in _INHERITED}
            if column.nullable and fields.get("nullable") is False:
                fields["not_null"] = NotNull(is_local=False)
            if fields:
                yield AlterColumn(table=child.id, column=column.id, set=fields)


# Bodies of functions


def _bodies_after(before: Schema, after: Schema, change: Change) -> list[Change]:
    if not isinstance(change, RenameTable | MoveTable | RenameObject | MoveObject):
        return []
    names = _new_names(before, after)
    return [
        AlterObject(object=thing.id, set={"definition": rewritten})
        for thing in after.sql_objects
        if thing.kind in (Kind.FUNCTION, Kind.PROCEDURE)
        and (rewritten := rename_in_body(thing.definition, names)) != thing.definition
    ]


def _new_names(before: Schema, after: Schema) -> Names:
    old = _names(before)
    return {old[id]: new for id, new in _names(after).items() if old.get(id, new) != new}


def _names(schema: Schema) -> dict[ObjectId, QualifiedName]:
    things = [o for o in schema.objects if not isinstance(o, Namespace)]
    return {
        **{table.id: QualifiedName(table.schema, table.name) for table in schema.tables},
        **{thing.id: QualifiedName(thing.schema, bare_name(thing)) for thing in things},
    }
