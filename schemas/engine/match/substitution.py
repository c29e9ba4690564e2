"""Ids exchanged for others, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

from schemas.engine.model import ObjectId

Thing = TypeVar("Thing")


def substitute(thing: Thing, ids: Mapping[ObjectId, ObjectId]) -> Thing:
    """A copy in which every id found in `ids` is replaced, however deep it stands."""
    return cast(Thing, _substituted(thing, ids))


def _substituted(value: Any, ids: Mapping[ObjectId, ObjectId]) -> Any:
    if isinstance(value, UUID):
        return ids.get(value, value)
    if isinstance(value, tuple):
        return tuple(_substituted(item, ids) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            name: new
            for name in _field_names(type(value))
            if (new := _substituted(old := getattr(value, name), ids)) != old
        }
        return replace(value, **changed) if changed else value
    return value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
