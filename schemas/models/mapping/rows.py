"""The engine's objects as the rows they become.

A field with a column of its own goes there, `attributes` takes the others; `load.py` reads back
what is written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from schemas import models as rows
from schemas.engine.codec import Thing, encode_object
from schemas.engine.model import (
    Check,
    Column,
    CompositeType,
    Constraint,
    Domain,
    EnumType,
    Exclusion,
    Extension,
    ForeignKey,
    Index,
    Namespace,
    ObjectId,
    Policy,
    PrimaryKey,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
    Unique,
    View,
)
from schemas.models.mapping.attributes import attributes_of
from schemas.models.schema_row import SchemaRow

Kinds = rows.SqlObjectKind


@dataclass(frozen=True, slots=True)
class Row:
    """A row to be: its columns, and by column name the object ids of the entities it points at."""

    model: type[SchemaRow]
    object_id: ObjectId
    values: Mapping[str, Any]
    entities: Mapping[str, ObjectId] = field(default_factory=dict)


def table_rows(table: Table) -> Iterator[Row]:
    yield _row(
        rows.Entity,
        replace(table, columns=(), constraints=(), indexes=(), triggers=(), policies=()),
        kind=rows.EntityKind.TABLE,
        schema=table.schema,
        definition="",
    )
    for position, column in enumerate(table.columns):
        yield _column(table, position, column)
    for constraint in table.constraints:
        yield _constraint(table, constraint)
    yield from _indexes_and_triggers(table)
    for policy in table.policies:
        yield _owned(table, policy, Kinds.POLICY)


def object_rows(thing: TopLevel) -> Iterator[Row]:
    match thing:
        case View():
            yield _view(replace(thing, indexes=(), triggers=()))
            yield from _indexes_and_triggers(thing)
        case EnumType():
            yield _row(rows.TypeDefinition, thing, kind=rows.TypeKind.ENUM, schema=thing.schema)
        case Domain():
            yield _row(rows.TypeDefinition, thing, kind=rows.TypeKind.DOMAIN, schema=thing.schema)
        case CompositeType():
            kind = rows.TypeKind.COMPOSITE
            yield _row(rows.TypeDefinition, thing, kind=kind, schema=thing.schema)
        case Namespace():
            yield _sql_object(thing, Kinds.NAMESPACE)
        case Extension():
            yield _sql_object(thing, Kinds.EXTENSION, schema=thing.schema)
        case Sequence():
            yield _sql_object(thing, Kinds.SEQUENCE, schema=thing.schema)
        case SqlObject():
            texts = {"schema": thing.schema, "definition": thing.definition}
            yield _sql_object(thing, Kinds.VERBATIM, **texts)


def _row(
    model: type[SchemaRow],
    thing: Thing,
    *,
    also: tuple[str, ...] = (),
    entities: Mapping[str, ObjectId] | None = None,
    **columns: Any,
) -> Row:
    """`also` names fields that are in columns of another name."""
    stored = {"kind", "id", "name", "comment", *columns, *also}
    values = {
        "name": thing.name,
        "comment": thing.comment,
        "attributes": attributes_of(thing, stored),
        **columns,
    }
    return Row(model, thing.id, values, entities or {})


def _view(view: View) -> Row:
    kind = rows.EntityKind.MATERIALIZED_VIEW if view.is_materialized else rows.EntityKind.VIEW
    return _row(
        rows.Entity,
        view,
        also=("is_materialized",),
        kind=kind,
        schema=view.schema,
        definition=view.definition,
    )


def _column(table: Table, position: int, column: Column) -> Row:
    return _row(
        rows.Column,
        column,
        entities={"entity": table.id},
        position=position,
        type=column.type,
        nullable=column.nullable,
        default=column.default,
    )


def _constraint(table: Table, thing: Constraint) -> Row:
    match thing:
        case ForeignKey():
            return _relationship(table, thing)
        case PrimaryKey():
            kind, columns, expression = rows.ConstraintKind.PRIMARY_KEY, thing.columns, ""
        case Unique():
            kind, columns, expression = rows.ConstraintKind.UNIQUE, thing.columns, ""
        case Check():
            kind, columns, expression = rows.ConstraintKind.CHECK, (), thing.expression
        case Exclusion():
            kind, columns, expression = rows.ConstraintKind.EXCLUSION, (), thing.definition
    return _row(
        rows.Constraint,
        thing,
        also=("definition",),
        entities={"entity": table.id},
        kind=kind,
        columns=list(columns),
        expression=expression,
    )


def _relationship(table: Table, key: ForeignKey) -> Row:
    return _row(
        rows.Relationship,
        key,
        also=("target",),
        entities={"entity": table.id, "target": key.target},
        columns=list(key.columns),
        target_columns=list(key.target_columns),
        on_delete=key.on_delete.value,
        on_update=key.on_update.value,
    )


def _indexes_and_triggers(owner: Table | View) -> Iterator[Row]:
    for index in owner.indexes:
        yield _index(owner, index)
    for trigger in owner.triggers:
        yield _owned(owner, trigger, Kinds.TRIGGER, definition=trigger.definition)


def _index(owner: Table | View, index: Index) -> Row:
    return _row(
        rows.Index,
        index,
        entities={"entity": owner.id},
        method=index.method,
        is_unique=index.is_unique,
        keys=encode_object(index)["keys"],
        where=index.where,
    )


def _owned(owner: Table | View, thing: Trigger | Policy, kind: Kinds, definition: str = "") -> Row:
    return _row(
        rows.SqlObject,
        thing,
        entities={"entity": owner.id},
        kind=kind,
        schema="",
        definition=definition,
    )


def _sql_object(thing: TopLevel, kind: Kinds, *, schema: str = "", definition: str = "") -> Row:
    return _row(rows.SqlObject, thing, kind=kind, schema=schema, definition=definition)
