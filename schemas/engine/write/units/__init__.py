"""A design taken apart into the units of a script: what each makes and what it needs."""

from __future__ import annotations

from collections.abc import Container, Iterator

from schemas.engine.model import ObjectId, Schema
from schemas.engine.write.order import Unit
from schemas.engine.write.units.graph import (
    CREATE,
    FOREIGN_KEYS,
    INDEXES,
    KEYS,
    SHELL,
    Graph,
    section_of,
)
from schemas.engine.write.units.objects import ObjectUnits
from schemas.engine.write.units.tables import TableUnits, is_own

__all__ = ["CREATE", "FOREIGN_KEYS", "INDEXES", "KEYS", "SHELL", "is_own", "section_of", "units"]


def units(schema: Schema, only: Container[ObjectId] | None = None) -> Iterator[Unit]:
    """Every statement of the design, or of these objects of it, exactly once, in no order."""
    graph = Graph(schema)
    of_objects, of_tables = ObjectUnits(graph), TableUnits(graph)
    for thing in schema.objects:
        if only is None or thing.id in only:
            yield from of_objects.of(thing)
    for table in schema.tables:
        if only is None or table.id in only:
            yield from of_tables.of(table)
