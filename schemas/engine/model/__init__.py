"""A database design as one immutable value, in PostgreSQL's own words.

Every object has an id that survives renames; references between objects are ids, so a rename
touches one object. Two things stay text because PostgreSQL alone can parse them: type names
(as `format_type` prints them, `app.status[]`) and expressions (as `pg_get_expr` prints them).
Schema names are text too: `Table.schema` is the name of a `Namespace`.
"""

from __future__ import annotations

from schemas.engine.model.columns import Column, Generated, Identity, NotNull, SequenceOptions
from schemas.engine.model.constraints import (
    Action,
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    KeyIndex,
    PrimaryKey,
    Unique,
)
from schemas.engine.model.identity import PUBLIC, ObjectId
from schemas.engine.model.indexes import Index, IndexKey
from schemas.engine.model.objects import (
    ATTACHMENTS,
    Attribute,
    CompositeType,
    Domain,
    EnumType,
    Extension,
    Kind,
    Namespace,
    Sequence,
    SqlObject,
    TopLevel,
    UserType,
    View,
)
from schemas.engine.model.schema import Schema
from schemas.engine.model.tables import Child, PartitionOf, Policy, Table, Trigger

__all__ = [
    "ATTACHMENTS",
    "PUBLIC",
    "Action",
    "Attribute",
    "Check",
    "Child",
    "Column",
    "CompositeType",
    "Constraint",
    "Domain",
    "EnumType",
    "Exclusion",
    "Extension",
    "ForeignKey",
    "Generated",
    "Identity",
    "Index",
    "IndexKey",
    "KeyIndex",
    "Kind",
    "Namespace",
    "NotNull",
    "ObjectId",
    "PartitionOf",
    "Policy",
    "PrimaryKey",
    "Schema",
    "Sequence",
    "SequenceOptions",
    "SqlObject",
    "Table",
    "TopLevel",
    "Trigger",
    "Unique",
    "UserType",
    "View",
]
