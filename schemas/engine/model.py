"""A database design as one immutable value, in PostgreSQL's own words.

Every object has an id that survives renames; references between objects are ids, so a rename
touches one object. Two things stay text because PostgreSQL alone can parse them: type names
(as `format_type` prints them, `app.status[]`) and expressions (as `pg_get_expr` prints them).
Schema names are text too: `Table.schema` is the name of a `Namespace`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal
from uuid import UUID

ObjectId = UUID
PUBLIC = "public"


class Action(StrEnum):
    """What a foreign key does when the referenced row is deleted or its key is updated."""

    NO_ACTION = "NO ACTION"
    RESTRICT = "RESTRICT"
    CASCADE = "CASCADE"
    SET_NULL = "SET NULL"
    SET_DEFAULT = "SET DEFAULT"


class Kind(StrEnum):
    """Object kinds kept verbatim, named as `COMMENT ON` and `DROP` spell them.

    The last three are attachments: no objects of PostgreSQL's own, but statements about the object
    that `depends_on` names first. They go with it and are made again with it.
    """

    FUNCTION = "FUNCTION"
    PROCEDURE = "PROCEDURE"
    AGGREGATE = "AGGREGATE"
    TYPE = "TYPE"
    """A range or a base type; the other types have classes of their own."""
    OPERATOR = "OPERATOR"
    OPERATOR_CLASS = "OPERATOR CLASS"
    OPERATOR_FAMILY = "OPERATOR FAMILY"
    CAST = "CAST"
    TRANSFORM = "TRANSFORM"
    LANGUAGE = "LANGUAGE"
    ACCESS_METHOD = "ACCESS METHOD"
    CONVERSION = "CONVERSION"
    COLLATION = "COLLATION"
    RULE = "RULE"
    EVENT_TRIGGER = "EVENT TRIGGER"
    STATISTICS = "STATISTICS"
    TEXT_SEARCH_CONFIGURATION = "TEXT SEARCH CONFIGURATION"
    TEXT_SEARCH_DICTIONARY = "TEXT SEARCH DICTIONARY"
    TEXT_SEARCH_PARSER = "TEXT SEARCH PARSER"
    TEXT_SEARCH_TEMPLATE = "TEXT SEARCH TEMPLATE"
    FOREIGN_DATA_WRAPPER = "FOREIGN DATA WRAPPER"
    FOREIGN_SERVER = "SERVER"
    USER_MAPPING = "USER MAPPING"
    FOREIGN_TABLE = "FOREIGN TABLE"
    PUBLICATION = "PUBLICATION"
    SUBSCRIPTION = "SUBSCRIPTION"
    OWNER = "OWNER"
    PRIVILEGES = "PRIVILEGES"
    DEFAULT_PRIVILEGES = "DEFAULT PRIVILEGES"


ATTACHMENTS = frozenset({Kind.OWNER, Kind.PRIVILEGES, Kind.DEFAULT_PRIVILEGES})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """What PostgreSQL calls a schema."""

    id: ObjectId
    name: str
    is_uncommented: bool = False
    """Whether `public` has lost the comment that it has in a new database."""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    id: ObjectId
    name: str
    schema: str = PUBLIC
    is_uncommented: bool = False
    """Whether it has lost the comment that it came with; `comment` is one of one's own."""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumType:
    id: ObjectId
    name: str
    schema: str = PUBLIC
    labels: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    id: ObjectId
    name: str
    type: str
    schema: str = PUBLIC
    nullable: bool = True
    not_null_name: str | None = None
    """When it is not the one PostgreSQL chooses (from 17)."""
    not_null_comment: str = ""
    default: str | None = None
    collation: str | None = None
    checks: tuple[Check, ...] = ()
    depends_on: tuple[ObjectId, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A field of a composite type, or an output column of a view."""

    name: str
    type: str
    collation: str | None = None
    default: str | None = None
    """What an INSERT into a view takes for the column."""
    storage: str | None = None
    """This and the next three are of materialized views."""
    compression: str | None = None
    statistics: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeType:
    id: ObjectId
    name: str
    schema: str = PUBLIC
    attributes: tuple[Attribute, ...] = ()
    depends_on: tuple[ObjectId, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A sequence that is not the one behind an identity column."""

    id: ObjectId
    name: str
    schema: str = PUBLIC
    type: str = "bigint"
    options: SequenceOptions = SequenceOptions()
    is_unlogged: bool = False
    owned_by: tuple[ObjectId, ObjectId] | None = None
    """(table, column) of `OWNED BY`."""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    id: ObjectId
    name: str
    definition: str
    """The query, as `pg_get_viewdef` prints it, without a closing semicolon."""
    schema: str = PUBLIC
    is_materialized: bool = False
    access_method: str | None = None
    """None means `heap`."""
    columns: tuple[Attribute, ...] = ()
    """Output columns, known only from the catalog; empty before the first reading."""
    options: tuple[tuple[str, str], ...] = ()
    check_option: Literal["LOCAL", "CASCADED"] | None = None
    indexes: tuple[Index, ...] = ()
    """Of a materialized view; their keys are expressions, since output columns have no ids."""
    triggers: tuple[Trigger, ...] = ()
    is_populated: bool = True
    depends_on: tuple[ObjectId, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlObject:
    """An object kept as PostgreSQL's own text because it has no form of its own."""

    id: ObjectId
    kind: Kind = field(metadata={"key": "sql_kind"})
    """`sql_kind` in JSON, where `kind` already tells the classes apart."""
    name: str
    """As `DROP` and `COMMENT ON` want it after the schema: `touch(integer)`, `note ON app.t`."""
    definition: str
    """One or more statements that create it, without a closing semicolon."""
    schema: str = ""
    """Empty for objects that live outside schemas, such as casts."""
    is_verified: bool = True
    """False when the sandbox refused to run it (it needs a superuser)."""
    depends_on: tuple[ObjectId, ...] = ()
    comment: str = ""


UserType = EnumType | Domain | CompositeType
TopLevel = Namespace | Extension | UserType | Sequence | View | SqlObject
"""Objects of a schema other than tables."""
Child = Column | Constraint | Index | Trigger | Policy
"""Objects inside a table."""


@dataclass(frozen=True, kw_only=True)
class Schema:
    """The whole design of one database. Order is meaningful only for columns and enum labels."""

    tables: tuple[Table, ...] = ()
    objects: tuple[TopLevel, ...] = field(default=())

    @cached_property
    def tables_by_id(self) -> dict[ObjectId, Table]:
        return {table.id: table for table in self.tables}

    @cached_property
    def objects_by_id(self) -> dict[ObjectId, TopLevel]:
        return {thing.id: thing for thing in self.objects}

    @cached_property
    def not_null_names(self) -> frozenset[tuple[str, str]]:
        """(schema, name) of constraints that PostgreSQL may not choose for a NOT NULL any more."""
        chosen = {
            (table.schema, column.not_null_name)
            for table in self.tables
            for column in table.columns
            if column.not_null_name
        }
        named = {(table.schema, c.name) for table in self.tables for c in table.constraints}
        return frozenset(chosen | {name for name in named if "not_null" in name[1]})

    @property
    def namespaces(self) -> tuple[Namespace, ...]:
        return tuple(o for o in self.objects if isinstance(o, Namespace))

    @property
    def extensions(self) -> tuple[Extension, ...]:
        return tuple(o for o in self.objects if isinstance(o, Extension))

    @property
    def enums(self) -> tuple[EnumType, ...]:
        return tuple(o for o in self.objects if isinstance(o, EnumType))

    @property
    def types(self) -> tuple[UserType, ...]:
        return tuple(o for o in self.objects if isinstance(o, EnumType | Domain | CompositeType))

    @property
    def sequences(self) -> tuple[Sequence, ...]:
        return tuple(o for o in self.objects if isinstance(o, Sequence))

    @property
    def views(self) -> tuple[View, ...]:
        return tuple(o for o in self.objects if isinstance(o, View))

    @property
    def sql_objects(self) -> tuple[SqlObject, ...]:
        return tuple(o for o in self.objects if isinstance(o, SqlObject))

    def table_named(self, schema: str, name: str) -> Table | None:
        return next((t for t in self.tables if (t.schema, t.name) == (schema, name)), None)

    def referencing(self, table: ObjectId) -> tuple[tuple[Table, ForeignKey], ...]:
        """Every foreign key that points at a table, with the table that holds it."""
        return tuple((t, key) for t in self.tables for key in t.foreign_keys if key.target == table)
