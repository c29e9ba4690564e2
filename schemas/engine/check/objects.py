"""Types, sequences and other objects by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from schemas.engine.check.problem import Problem, problem
from schemas.engine.check.tables import IDENTITY_TYPES
from schemas.engine.check.texts import object_text_problems
from schemas.engine.model import (
    CompositeType,
    Domain,
    EnumType,
    Schema,
    Sequence,
    SqlObject,
    View,
)
from schemas.engine.names import LONGEST_NAME, byte_length
from schemas.engine.types import validate_type


def object_problems(schema: Schema, user_types: Collection[str]) -> Iterator[Problem]:
    for thing in schema.objects:
        yield from object_text_problems(thing)
        match thing:
            case EnumType():
                yield from _label_problems(thing)
            case Domain():
                issue = validate_type(thing.type, user_types, (thing.schema, thing.name))
                if issue is not None:
                    yield Problem(thing.id, issue)
            case CompositeType():
                yield from _attribute_problems(thing, user_types)
            case Sequence() if thing.type not in IDENTITY_TYPES:
                message = f"The sequence “{thing.name}” counts a smallint, integer or bigint."
                at = (thing.schema, thing.name)
                yield problem(thing.id, "sequence/type", at, message)
            case SqlObject() if not thing.name.strip():
                at = (thing.schema, thing.name)
                yield problem(thing.id, "name/empty", at, f"Give the {thing.kind.lower()} a name.")
            case View() if not thing.definition.strip():
                message = f"Write the query of the view “{thing.name}”."
                yield problem(thing.id, "view/empty", (thing.schema, thing.name), message)


def _label_problems(enum: EnumType) -> Iterator[Problem]:
    at = (enum.schema, enum.name)
    for label, times in Counter(enum.labels).items():
        if times > 1:
            message = f"The label “{label}” is there twice: labels differ."
            yield problem(enum.id, "enum/label-twice", (*at, label), message)
        if byte_length(label) > LONGEST_NAME:
            message = f"The label “{label}” is longer than {LONGEST_NAME} bytes: shorten it."
            yield problem(enum.id, "enum/label-length", (*at, label), message)


def _attribute_problems(composite: CompositeType, user_types: Collection[str]) -> Iterator[Problem]:
    at = (composite.schema, composite.name)
    for name, times in Counter(a.name for a in composite.attributes).items():
        if times > 1:
            message = f"There is an attribute “{name}” already: choose another name."
            yield problem(composite.id, "name/taken", (*at, name), message)
    for attribute in composite.attributes:
        issue = validate_type(attribute.type, user_types, (*at, attribute.name))
        if issue is not None:
            yield Problem(composite.id, issue)
