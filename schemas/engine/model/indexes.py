"""Indexes of tables and materialized views, other than those behind constraints."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.engine.model.identity import ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexKey:
    """One key of an index: a column by id, or an expression as text."""

    column: ObjectId | None = None
    expression: str | None = None
    collation: str | None = None
    operator_class: str | None = None
    descending: bool = False
    nulls_first: bool | None = None
    """None means PostgreSQL's choice: first when descending, last otherwise."""
    statistics: int | None = None
    """Target of an expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    id: ObjectId
    name: str
    keys: tuple[IndexKey, ...]
    method: str = "btree"
    is_unique: bool = False
    include: tuple[ObjectId, ...] = ()
    include_names: tuple[str, ...] = ()
    """As `include`, of a materialized view: its output columns have no ids."""
    where: str | None = None
    nulls_not_distinct: bool = False
    storage_parameters: tuple[tuple[str, str], ...] = ()
    is_clustered: bool = False
    is_replica_identity: bool = False
    is_valid: bool = True
    """False on a partitioned table of which not every partition has taken part (`ONLY`)."""
    is_local: bool = True
    attached_to: ObjectId | None = None
    """The index of the partitioned table that this one of a partition is a part of."""
    comment: str = ""
