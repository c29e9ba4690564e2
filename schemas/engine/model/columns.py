"""Columns, and what PostgreSQL fills them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.engine.model.identity import ObjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceOptions:
    """Options of a sequence; None means what PostgreSQL chooses for the type."""

    start: int | None = None
    increment: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    cache: int | None = None
    cycle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`GENERATED ALWAYS | BY DEFAULT AS IDENTITY`, with the sequence behind it."""

    always: bool = False
    sequence_name: str | None = None
    options: SequenceOptions = SequenceOptions()
    sequence_type: str | None = None
    """None means that of the column."""
    is_unlogged: bool | None = None
    """None means as the table is; PostgreSQL can set the sequence apart."""
    comment: str = ""
    """Of the sequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """`GENERATED ALWAYS AS (expression) STORED | VIRTUAL` (virtual from PostgreSQL 18)."""

    expression: str
    storage: Literal["STORED", "VIRTUAL"] = "STORED"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNull:
    """What PostgreSQL keeps of a NOT NULL beside its name (from 18)."""

    no_inherit: bool = False
    validated: bool = True
    is_local: bool = True
    """False when there is one only because a parent table has it, under the parent's name."""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    id: ObjectId
    name: str
    type: str
    nullable: bool = True
    default: str | None = None
    identity: Identity | None = None
    generated: Generated | None = None
    collation: str | None = None
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    """`n_distinct` and `n_distinct_inherited`."""
    not_null_name: str | None = None
    """Name of the NOT NULL constraint when it is not the one PostgreSQL chooses (from 18).

    A rename of the column or table leaves a chosen name as it was in the database and None here:
    before 18 nothing could rename it, so no plan does, and a trial only takes note.
    """
    not_null: NotNull = NotNull()
    is_local: bool = True
    """False when the column exists only because a parent table has it."""
    comment: str = ""
