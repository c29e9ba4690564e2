"""Constraints of tables; NOT NULL is a property of its column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.engine.model.identity import ObjectId


class Action(StrEnum):
    """What a foreign key does when the referenced row is deleted or its key is updated."""

    NO_ACTION = "NO ACTION"
    RESTRICT = "RESTRICT"
    CASCADE = "CASCADE"
    SET_NULL = "SET NULL"
    SET_DEFAULT = "SET DEFAULT"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyIndex:
    """The index behind a primary key, unique or exclusion constraint."""

    storage_parameters: tuple[tuple[str, str], ...] = ()
    """Those of an exclusion constraint stand in its definition."""
    is_clustered: bool = False
    is_replica_identity: bool = False
    is_valid: bool = True
    """False on a partitioned table of which not every partition has taken part (`ONLY`)."""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryKey:
    id: ObjectId
    name: str
    columns: tuple[ObjectId, ...]
    include: tuple[ObjectId, ...] = ()
    without_overlaps: bool = False
    deferrable: bool = False
    initially_deferred: bool = False
    index: KeyIndex = KeyIndex()
    is_local: bool = True
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique:
    id: ObjectId
    name: str
    columns: tuple[ObjectId, ...]
    include: tuple[ObjectId, ...] = ()
    nulls_not_distinct: bool = False
    without_overlaps: bool = False
    deferrable: bool = False
    initially_deferred: bool = False
    index: KeyIndex = KeyIndex()
    is_local: bool = True
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    id: ObjectId
    name: str
    expression: str
    """Without the outer `CHECK (…)`."""
    no_inherit: bool = False
    validated: bool = True
    enforced: bool = True
    is_local: bool = True
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    id: ObjectId
    name: str
    columns: tuple[ObjectId, ...]
    target: ObjectId
    """Id of the referenced table."""
    target_columns: tuple[ObjectId, ...]
    on_delete: Action = Action.NO_ACTION
    on_update: Action = Action.NO_ACTION
    on_delete_columns: tuple[ObjectId, ...] = ()
    match_full: bool = False
    period: bool = False
    deferrable: bool = False
    initially_deferred: bool = False
    validated: bool = True
    enforced: bool = True
    is_local: bool = True
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    id: ObjectId
    name: str
    definition: str
    """From `EXCLUDE` on, as `pg_get_constraintdef` prints it."""
    index: KeyIndex = KeyIndex()
    is_local: bool = True
    comment: str = ""


Constraint = PrimaryKey | Unique | Check | ForeignKey | Exclusion
