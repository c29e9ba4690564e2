"""Boxes, points and places: the plain numbers of a layout."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Id = TypeVar("Id", bound=Hashable)
Edges = Sequence[tuple[int, int]]
"""(referencing, referenced) by index into the boxes."""


class Point(NamedTuple):
    x: float
    y: float


class Place(NamedTuple):
    """A rectangle by its top-left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Box(Generic[Id]):
    """What is to be placed."""

    id: Id
    width: float
    height: float
