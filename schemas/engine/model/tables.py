"""Tables, and what is inside them beside columns, constraints and indexes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from schemas.engine.model.columns import Column
from schemas.engine.model.constraints import (
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    PrimaryKey,
    Unique,
)
from schemas.engine.model.identity import PUBLIC, ObjectId
from schemas.engine.model.indexes import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    id: ObjectId
    name: str
    definition: str
    """The whole `CREATE TRIGGER`, as `pg_get_triggerdef` prints it."""
    enabled: Literal["ORIGIN", "DISABLED", "REPLICA", "ALWAYS"] = "ORIGIN"
    is_local: bool = True
    """False for one that a partition has from its parent and that fires at other times there."""
    depends_on: tuple[ObjectId, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A row-level security policy."""

    id: ObjectId
    name: str
    command: Literal["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"] = "ALL"
    is_permissive: bool = True
    roles: tuple[str, ...] = ("public",)
    using: str | None = None
    check: str | None = None
    depends_on: tuple[ObjectId, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionOf:
    parent: ObjectId
    bound: str
    """`FOR VALUES …` or `DEFAULT`."""


@dataclass(frozen=True, kw_only=True)
class Table:
    id: ObjectId
    name: str
    schema: str = PUBLIC
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    policies: tuple[Policy, ...] = ()
    partition_by: str | None = None
    """`RANGE (created_at)` for a partitioned table."""
    partition_of: PartitionOf | None = None
    inherits: tuple[ObjectId, ...] = ()
    of_type: str | None = None
    """The composite type of a table made `OF` it."""
    access_method: str | None = None
    """None means `heap`."""
    is_unlogged: bool = False
    row_security: bool = False
    force_row_security: bool = False
    replica_identity: Literal["FULL", "NOTHING"] | None = None
    """None means the primary key, or the index that says `is_replica_identity`."""
    storage_parameters: tuple[tuple[str, str], ...] = ()
    depends_on: tuple[ObjectId, ...] = ()
    """Types, functions and sequences that defaults, checks and types of this table need."""
    comment: str = ""

    @cached_property
    def columns_by_id(self) -> dict[ObjectId, Column]:
        return {column.id: column for column in self.columns}

    @property
    def primary_key(self) -> PrimaryKey | None:
        return next((c for c in self.constraints if isinstance(c, PrimaryKey)), None)

    @property
    def uniques(self) -> tuple[Unique, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Unique))

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Check))

    @property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        return tuple(c for c in self.constraints if isinstance(c, ForeignKey))

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Exclusion))

    def unique_sets(
        self, *, deferrable: bool = True, overlapping: bool = False
    ) -> dict[ObjectId, frozenset[ObjectId]]:
        """Columns of which no two rows agree, by the key or unique index that sees to it.

        Foreign keys cannot point at `deferrable` ones; those without overlaps tell rows apart
        only together with their periods.
        """
        found = {
            key.id: frozenset(key.columns)
            for key in self.constraints
            if isinstance(key, PrimaryKey | Unique)
            and (deferrable or not key.deferrable)
            and (overlapping or not key.without_overlaps)
        }
        for index in self.indexes:
            columns = [key.column for key in index.keys if key.column is not None]
            if index.is_unique and index.where is None and len(columns) == len(index.keys):
                found[index.id] = frozenset(columns)
        return found

    def column_names(self, ids: tuple[ObjectId, ...]) -> tuple[str, ...]:
        return tuple(self.columns_by_id[id].name for id in ids)

    def column_named(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


Child = Column | Constraint | Index | Trigger | Policy
"""Objects inside a table."""
