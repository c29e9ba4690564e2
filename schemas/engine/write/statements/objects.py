"""What holds for every top-level object: create, drop, rename, move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from schemas.engine.model import (
    CompositeType,
    Domain,
    EnumType,
    Extension,
    Kind,
    Namespace,
    Sequence,
    SqlObject,
    TopLevel,
    View,
)
from schemas.engine.names import qualified, quote
from schemas.engine.write.statements.rereading import reread_alike, reread_query_alike
from schemas.engine.write.statements.sequences import create_sequence
from schemas.engine.write.statements.types import create_type, domain_settings
from schemas.engine.write.statements.views import create_view, view_kind

_PRINTED_RULE = re.compile(r"CREATE RULE .* AS\n    ON ")
"""How PostgreSQL breaks the lines of a rule."""


def create_object(thing: TopLevel) -> Iterator[str]:
    """One statement, or a few where one cannot say it all; comments and indexes not included."""
    match thing:
        case Namespace():
            yield f"CREATE SCHEMA {quote(thing.name)}"
        case Extension():
            yield create_extension(thing)
        case EnumType() | CompositeType():
            yield create_type(thing)
        case Domain():
            yield create_type(thing)
            yield from domain_settings(thing)
        case Sequence():
            yield create_sequence(thing)
        case View():
            yield create_view(thing)
        case SqlObject():
            yield _verbatim(thing)
        case _:
            assert_never(thing)


def _verbatim(thing: SqlObject) -> str:
    text = thing.definition.strip().rstrip(";")
    if thing.kind is Kind.RULE and _PRINTED_RULE.match(text):
        return reread_query_alike(text)
    return reread_alike(text, is_pretty=thing.kind is Kind.STATISTICS)


def create_extension(extension: Extension) -> str:
    """IF NOT EXISTS, because some (plpgsql) are there from the start."""
    name, schema = quote(extension.name), quote(extension.schema)
    return f"CREATE EXTENSION IF NOT EXISTS {name} WITH SCHEMA {schema}"


def drop_object(thing: TopLevel) -> str:
    return f"DROP {object_kind(thing)} {object_name(thing)}"


def rename_object(thing: TopLevel, name: str) -> str:
    """`name` is bare; the argument types of a function stay with the old name."""
    return f"ALTER {object_kind(thing)} {object_name(thing)} RENAME TO {quote(name)}"


def move_object(thing: TopLevel, schema_name: str) -> str:
    return f"ALTER {object_kind(thing)} {object_name(thing)} SET SCHEMA {quote(schema_name)}"


def object_kind(thing: TopLevel) -> str:
    """The word of PostgreSQL, as ALTER, DROP and COMMENT ON spell it."""
    match thing:
        case Namespace():
            return "SCHEMA"
        case Extension():
            return "EXTENSION"
        case EnumType() | CompositeType():
            return "TYPE"
        case Domain():
            return "DOMAIN"
        case Sequence():
            return "SEQUENCE"
        case View():
            return view_kind(thing)
        case SqlObject():
            return thing.kind.value
        case _:
            assert_never(thing)


def object_name(thing: TopLevel) -> str:
    """Qualified where the object lives in a schema."""
    match thing:
        case Namespace() | Extension():
            return quote(thing.name)
        case SqlObject():
            return verbatim_name(thing)
        case _:
            return qualified(thing.schema, thing.name)


def verbatim_name(thing: SqlObject) -> str:
    """The name of a verbatim object is SQL already (`touch(integer)`): only its schema is not."""
    return f"{quote(thing.schema)}.{thing.name}" if thing.schema else thing.name
