"""The fields of an object that have no column of their own: one JSON value by the codec's names."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar, cast

from schemas.engine.codec import Thing, decode_object, encode_object

T = TypeVar("T", bound=Thing)
Attributes = dict[str, Any]


def attributes_of(thing: Thing, stored: Collection[str]) -> Attributes:
    """What is left of an object when the fields in `stored` have columns of their own."""
    return {key: value for key, value in encode_object(thing).items() if key not in stored}


def completed(thing: T, attributes: Attributes) -> T:
    """The object with these fields too; most objects have none, which costs nothing."""
    if not attributes:
        return thing
    return cast(T, decode_object({**encode_object(thing), **attributes}))
