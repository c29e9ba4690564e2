"""What stands beside tables: schemas, types, sequences, views, and what is kept as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from schemas.engine.model.columns import SequenceOptions
from schemas.engine.model.constraints import Check
from schemas.engine.model.identity import PUBLIC, ObjectId
from schemas.engine.model.indexes import Index
from schemas.engine.model.tables import Trigger


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
    options: SequenceOptions = field(default_factory=SequenceOptions)
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
