"""What ALTER TABLE and its kin do: one small dataclass for each action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.engine.read.statements.forms.parts import ColumnDefinition, ConstraintDefinition, Name


@dataclass(frozen=True, slots=True)
class AddColumn:
    column: ColumnDefinition
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropColumn:
    name: str
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True, slots=True)
class AlterType:
    column: str
    type: str
    using: str = ""
    collation: str = ""


@dataclass(frozen=True, slots=True)
class SetNotNull:
    column: str


@dataclass(frozen=True, slots=True)
class DropNotNull:
    column: str


@dataclass(frozen=True, slots=True)
class SetDefault:
    column: str
    expression: str
    """Empty for DROP DEFAULT."""


@dataclass(frozen=True, slots=True)
class SetExpression:
    """`SET EXPRESSION AS (…)` of a generated column, or DROP EXPRESSION when it is empty."""

    column: str
    expression: str


@dataclass(frozen=True, slots=True)
class ChangeIdentity:
    """ADD GENERATED, SET GENERATED, RESTART, DROP IDENTITY."""

    column: str
    verb: str


@dataclass(frozen=True, slots=True)
class TuneColumn:
    """STATISTICS, options in parentheses, STORAGE, COMPRESSION."""

    column: str
    setting: Literal["STATISTICS", "OPTIONS", "STORAGE", "COMPRESSION"]


@dataclass(frozen=True, slots=True)
class AddConstraint:
    constraint: ConstraintDefinition


@dataclass(frozen=True, slots=True)
class DropConstraint:
    name: str
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True, slots=True)
class ValidateConstraint:
    name: str


@dataclass(frozen=True, slots=True)
class AlterConstraint:
    name: str
    not_enforced: bool = False
    enforced: bool = False


@dataclass(frozen=True, slots=True)
class AttachPartition:
    partition: Name
    bound: str
    """`DEFAULT` or what follows `FOR VALUES`."""


@dataclass(frozen=True, slots=True)
class DetachPartition:
    partition: Name
    concurrently: bool = False
    finalize: bool = False


@dataclass(frozen=True, slots=True)
class ToggleTrigger:
    trigger: str
    enable: bool


@dataclass(frozen=True, slots=True)
class ChangeRowSecurity:
    verb: str


@dataclass(frozen=True, slots=True)
class Relocate:
    """What writes the table anew whatever is in it."""

    setting: Literal["LOGGED", "UNLOGGED", "ACCESS METHOD", "TABLESPACE"]


@dataclass(frozen=True, slots=True)
class SetOptions:
    """Storage parameters set or reset."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClusterOn:
    """CLUSTER ON or SET WITHOUT CLUSTER."""


@dataclass(frozen=True, slots=True)
class ChangeInheritance:
    parent: Name
    inherits: bool


@dataclass(frozen=True, slots=True)
class SetOwner:
    owner: str


@dataclass(frozen=True, slots=True)
class SetSchema:
    schema: str


@dataclass(frozen=True, slots=True)
class RenameTo:
    name: str


@dataclass(frozen=True, slots=True)
class RenameColumn:
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RenameConstraint:
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class OtherAction:
    """REPLICA IDENTITY, rules, OF type, and what comes with later versions."""

    words: str


Action = (
    AddColumn
    | DropColumn
    | AlterType
    | SetNotNull
    | DropNotNull
    | SetDefault
    | SetExpression
    | ChangeIdentity
    | TuneColumn
    | AddConstraint
    | DropConstraint
    | ValidateConstraint
    | AlterConstraint
    | AttachPartition
    | DetachPartition
    | ToggleTrigger
    | ChangeRowSecurity
    | Relocate
    | SetOptions
    | ClusterOn
    | ChangeInheritance
    | SetOwner
    | SetSchema
    | RenameTo
    | RenameColumn
    | RenameConstraint
    | OtherAction
)
