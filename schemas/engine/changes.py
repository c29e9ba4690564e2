"""The closed vocabulary of edits: whatever alters a design is a sequence of these values.

A change names objects by id and carries everything needed to apply it. `inverse` and `describe`
need the schema as it was before. `Alter…` changes touch only the fields in `set`; `was`, when
given, holds the values their author saw, so that a meanwhile changed field is a Conflict and
never a silent overwrite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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

Fields = Mapping[str, Any]
"""Field name -> value as the dataclass of the object types it."""


def _no_fields() -> Fields:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTable:
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTable:
    table: ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTable:
    table: ObjectId
    name: str
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTable:
    """`ALTER TABLE … SET SCHEMA`."""

    table: ObjectId
    schema: str
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterTable:
    """Fields of the table itself: comment, row_security, storage_parameters, partition_of …"""

    table: ObjectId
    set: Fields
    was: Fields = field(default_factory=_no_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddColumn:
    table: ObjectId
    column: Column
    position: int | None = None
    """0-based; None appends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropColumn:
    table: ObjectId
    column: ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameColumn:
    table: ObjectId
    column: ObjectId
    name: str
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterColumn:
    table: ObjectId
    column: ObjectId
    set: Fields
    was: Fields = field(default_factory=_no_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveColumn:
    """Reorder in the design; PostgreSQL cannot, so no migration follows from it alone."""

    table: ObjectId
    column: ObjectId
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddConstraint:
    table: ObjectId
    constraint: Constraint


@dataclass(frozen=True, slots=True, kw_only=True)
class DropConstraint:
    table: ObjectId
    constraint: ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameConstraint:
    table: ObjectId
    constraint: ObjectId
    name: str
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterConstraint:
    table: ObjectId
    constraint: ObjectId
    set: Fields
    was: Fields = field(default_factory=_no_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddIndex:
    """`table` is a table or a materialized view."""

    table: ObjectId
    index: Index


@dataclass(frozen=True, slots=True, kw_only=True)
class DropIndex:
    table: ObjectId
    index: ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameIndex:
    table: ObjectId
    index: ObjectId
    name: str
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterIndex:
    table: ObjectId
    index: ObjectId
    set: Fields
    was: Fields = field(default_factory=_no_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTrigger:
    """`table` is a table or a view."""

    table: ObjectId
    trigger: Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTrigger:
    table: ObjectId
    trigger: ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterTrigger:
    table: ObjectId
    trigger: ObjectId
    set: Fields
    was: Fields = field(default_factory=_no_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPolicy:
    table: ObjectId
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class DropPolicy:
    table: ObjectId
    policy: ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterPolicy:
    table: ObjectId
    policy: ObjectId
    set: Fields
    was: Fields = field(default_factory=_no_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddObject:
    """A namespace, extension, type, sequence, view or verbatim object."""

    object: TopLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class DropObject:
    object: ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameObject:
    object: ObjectId
    name: str
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveObject:
    """`ALTER … SET SCHEMA`."""

    object: ObjectId
    schema: str
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterObject:
    object: ObjectId
    set: Fields
    was: Fields = field(default_factory=_no_fields)


TableChange = AddTable | DropTable | RenameTable | MoveTable | AlterTable
ColumnChange = AddColumn | DropColumn | RenameColumn | AlterColumn | MoveColumn
ConstraintChange = AddConstraint | DropConstraint | RenameConstraint | AlterConstraint
IndexChange = AddIndex | DropIndex | RenameIndex | AlterIndex
TriggerChange = AddTrigger | DropTrigger | AlterTrigger
PolicyChange = AddPolicy | DropPolicy | AlterPolicy
ObjectChange = AddObject | DropObject | RenameObject | MoveObject | AlterObject
Change = (
    TableChange
    | ColumnChange
    | ConstraintChange
    | IndexChange
    | TriggerChange
    | PolicyChange
    | ObjectChange
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an `Alter…` change may set: any field of these classes but the `kept` ones."""

    classes: tuple[type, ...]
    kept: frozenset[str]
    """Identity, and what has changes of its own."""


ALTERS: Mapping[type, Target] = {
    AlterTable: Target(
        classes=(Table,),
        kept=frozenset(
            {"id", "name", "schema", "columns", "constraints", "indexes", "triggers", "policies"}
        ),
    ),
    AlterColumn: Target(classes=(Column,), kept=frozenset({"id", "name"})),
    AlterConstraint: Target(
        classes=(PrimaryKey, Unique, Check, ForeignKey, Exclusion), kept=frozenset({"id", "name"})
    ),
    AlterIndex: Target(classes=(Index,), kept=frozenset({"id", "name"})),
    AlterTrigger: Target(classes=(Trigger,), kept=frozenset({"id"})),
    AlterPolicy: Target(classes=(Policy,), kept=frozenset({"id"})),
    AlterObject: Target(
        classes=(
            Namespace,
            Extension,
            EnumType,
            Domain,
            CompositeType,
            Sequence,
            View,
            SqlObject,
        ),
        kept=frozenset({"id", "name", "schema", "indexes", "triggers", "kind"}),
    ),
}
