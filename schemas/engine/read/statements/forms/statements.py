"""Whole statements: one small dataclass for each form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.engine.read.statements.forms.actions import Action
from schemas.engine.read.statements.forms.parts import ColumnDefinition, ConstraintDefinition, Name

RelationKind = Literal["TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW", "INDEX", "SEQUENCE"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterRelation:
    """ALTER TABLE, VIEW, INDEX …: PostgreSQL takes many of the same actions for each."""

    kind: RelationKind
    name: Name
    actions: tuple[Action, ...]
    if_exists: bool = False
    only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTable:
    name: Name
    columns: tuple[ColumnDefinition, ...] = ()
    constraints: tuple[ConstraintDefinition, ...] = ()
    """Those written for the table, not within a column."""
    if_not_exists: bool = False
    is_temporary: bool = False
    on_commit_drop: bool = False
    partition_by: str = ""
    """`RANGE (created_at)`."""
    partition_of: Name | None = None
    bound: str = ""
    inherits: tuple[Name, ...] = ()
    like: tuple[Name, ...] = ()
    query: str = ""
    """Of CREATE TABLE AS and SELECT INTO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateIndex:
    name: Name
    """Without a schema: that of the table; empty when PostgreSQL is to choose one."""
    table: Name
    keys: tuple[str, ...]
    is_unique: bool = False
    concurrently: bool = False
    if_not_exists: bool = False
    only: bool = False
    is_partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateView:
    name: Name
    query: str
    columns: tuple[str, ...] = ()
    """Those named before the query."""
    is_materialized: bool = False
    or_replace: bool = False
    if_not_exists: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTrigger:
    name: str
    table: Name
    or_replace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateRoutine:
    """A function or procedure."""

    name: Name
    kind: Literal["FUNCTION", "PROCEDURE"]
    or_replace: bool = False
    has_string_body: bool = False
    volatility: str = "VOLATILE"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateEnum:
    name: Name
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateDomain:
    name: Name
    type: str
    constraints: tuple[ConstraintDefinition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """Whatever has no form of its own: `kind` is SCHEMA, SEQUENCE, POLICY …"""

    kind: str
    name: Name
    on: Name | None = None
    """The table of a policy, rule, statistics object or publication."""
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    kind: str
    names: tuple[Name, ...]
    on: Name | None = None
    """The table of a trigger, policy or rule."""
    if_exists: bool = False
    cascade: bool = False
    concurrently: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEnumValue:
    type: Name
    value: str
    is_placed: bool = False
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameEnumValue:
    type: Name
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterDomain:
    name: Name
    adds: ConstraintDefinition | None = None
    """A CHECK or NOT NULL; SET NOT NULL is one of those too."""
    validates: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alter:
    """ALTER of anything else, with the words that follow its name."""

    kind: str
    name: Name
    on: Name | None = None
    verb: str = ""
    new_name: str = ""
    """Of RENAME TO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reindex:
    kind: str
    name: Name
    concurrently: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    name: Name
    concurrently: bool = False
    with_data: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    name: Name
    """Empty for all tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacuum:
    names: tuple[Name, ...]
    is_full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyze:
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truncate:
    names: tuple[Name, ...]
    cascade: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    table: Name
    has_where: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    table: Name
    has_where: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    table: Name
    columns: tuple[str, ...] = ()
    from_query: bool = False
    rows: int = 0
    """Of VALUES."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """SELECT, VALUES, TABLE, WITH …, MERGE, and COPY from and to."""

    verb: str
    into: Name | None = None
    """The table that COPY FROM or MERGE writes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    verb: Literal["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "PREPARE"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    name: str
    """Of the setting, in small letters; `role` for SET ROLE."""
    value: str = ""
    is_local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    names: tuple[Name, ...]
    mode: str = "ACCESS EXCLUSIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Do:
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    kind: str
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """GRANT and REVOKE; `tables` are those named, if it is about tables."""

    verb: Literal["GRANT", "REVOKE"]
    tables: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What this reader does not know."""

    words: tuple[str, ...]


Form = (
    AlterRelation
    | CreateTable
    | CreateIndex
    | CreateView
    | CreateTrigger
    | CreateRoutine
    | CreateEnum
    | CreateDomain
    | Create
    | Drop
    | AddEnumValue
    | RenameEnumValue
    | AlterDomain
    | Alter
    | Reindex
    | Refresh
    | Cluster
    | Vacuum
    | Analyze
    | Truncate
    | Update
    | Delete
    | Insert
    | Query
    | Transaction
    | Set
    | Lock
    | Do
    | Comment
    | Grant
    | Other
)
