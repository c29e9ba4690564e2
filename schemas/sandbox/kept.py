"""Adding to a schema what the sandbox could not create: the text of the script is all there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from schemas.engine.model import Extension, Kind, Schema, SqlObject
from schemas.sandbox.catalog.rows import name_id
from schemas.sandbox.reporting import KeptExtension, KeptStatement


def with_kept(
    schema: Schema, kept: Iterable[KeptStatement | KeptExtension], namespace: UUID
) -> Schema:
    """The schema with an unverified object for each kept statement."""
    for one in kept:
        if isinstance(one, KeptExtension):
            schema = _with_extension(schema, one, namespace)
        else:
            schema = _with_statement(schema, one, namespace)
    return schema


def _with_extension(schema: Schema, kept: KeptExtension, namespace: UUID) -> Schema:
    if any(extension.name == kept.name for extension in schema.extensions):
        return schema
    id = name_id(namespace, "extension", kept.name)
    extension = Extension(id=id, name=kept.name, schema=kept.schema)
    return replace(schema, objects=(*schema.objects, extension))


def _with_statement(schema: Schema, kept: KeptStatement, namespace: UUID) -> Schema:
    what = kept.what
    if what.kind is Kind.COLLATION and (stand_in := _stand_in(schema, kept)):
        # The catalog holds the stand-in; the design holds what the script said.
        told = replace(stand_in, definition=kept.definition, is_verified=False)
        objects = (told if one is stand_in else one for one in schema.objects)
        return replace(schema, objects=tuple(objects))
    unverified = SqlObject(
        id=name_id(namespace, what.kind.value.lower(), kept.schema, what.name),
        kind=what.kind,
        name=what.name,
        schema=kept.schema,
        definition=kept.definition,
        is_verified=False,
    )
    return replace(schema, objects=(*schema.objects, unverified))


def _stand_in(schema: Schema, kept: KeptStatement) -> SqlObject | None:
    return next(
        (
            one
            for one in schema.sql_objects
            if (one.kind, one.schema, one.name) == (Kind.COLLATION, kept.schema, kept.what.name)
        ),
        None,
    )
