"""How much one thing looks like another, from 0 to 1: what it is made of, and what it is called.

What a thing is made of is a bag of words (its columns, types, keys, expressions), compared by
Dice's coefficient; names are compared by their pairs of neighbouring letters in the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from schemas.engine.model import ObjectId, Table, View

Bag = Counter[str]
NameOf = Callable[[ObjectId], str]
"""What stands for an id in a bag: the same for what is the same in both designs."""

_WORD = re.compile(r"\w+|[^\w\s]")
_LITTLE = frozenset({"comment", "depends_on", "id", "name", "schema", "is_local"})
"""Fields that say nothing about what a thing is, or that follow from the others."""


def bag_of(thing: Any, name_of: NameOf) -> Bag:
    """A table is its columns by name, by type and by both; everything else is all it says."""
    if isinstance(thing, Table):
        parts = ((c.name, f"{c.name} {c.type}", f" {c.type}") for c in thing.columns)
        return Counter(word for words in parts for word in words)
    own = thing.name.partition("(")[0]
    return Counter(word for word in _words(thing, name_of) if word != own)


def alike(one: Bag, other: Bag) -> float:
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0


@lru_cache(maxsize=65536)
def names_alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return alike(_letters(one), _letters(other))


@lru_cache(maxsize=16384)
def _letters(name: str) -> Bag:
    lower = name.casefold()
    return Counter(lower[at : at + 2] for at in range(max(1, len(lower) - 1)))


def _words(value: Any, name_of: NameOf, field: str = "") -> Iterator[str]:
    if isinstance(value, str):
        yield from _WORD.findall(value)
    elif isinstance(value, UUID):
        yield f"{field} {name_of(value)}"
    elif isinstance(value, tuple):
        for item in value:
            yield from _words(item, name_of, field)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _LITTLE and not (
                isinstance(value, View) and each.name == "columns"
            ):
                yield from _words(getattr(value, each.name), name_of, each.name)
    elif value is not None and value is not False:
        yield f"{field} {value}"
