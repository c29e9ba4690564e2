"""One order for collections whose order means nothing, so that equal designs compare equal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from schemas.engine.model import (
    CompositeType,
    Domain,
    Kind,
    ObjectId,
    Schema,
    SqlObject,
    Table,
    TopLevel,
    View,
)
from schemas.engine.privileges import in_one_order


class _Identified(Protocol):
    @property
    def id(self) -> ObjectId: ...


Thing = TypeVar("Thing", bound=_Identified)


def canonical(schema: Schema) -> Schema:
    """The same design with everything but columns, keys and enum labels ordered by id."""
    return Schema(
        tables=by_id(_table(table) for table in schema.tables),
        objects=by_id(_object(thing) for thing in schema.objects),
    )


def by_id(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=lambda thing: thing.id))


def _table(table: Table) -> Table:
    return replace(
        table,
        constraints=by_id(table.constraints),
        indexes=by_id(table.indexes),
        triggers=by_id(table.triggers),
        policies=by_id(table.policies),
        depends_on=tuple(sorted(table.depends_on)),
        storage_parameters=tuple(sorted(table.storage_parameters)),
    )


def _object(thing: TopLevel) -> TopLevel:
    match thing:
        case View():
            return replace(
                thing,
                indexes=by_id(thing.indexes),
                triggers=by_id(thing.triggers),
                options=tuple(sorted(thing.options)),
                depends_on=tuple(sorted(thing.depends_on)),
            )
        case Domain():
            return replace(
                thing,
                checks=by_id(thing.checks),
                depends_on=tuple(sorted(thing.depends_on)),
            )
        case CompositeType():
            return replace(thing, depends_on=tuple(sorted(thing.depends_on)))
        case SqlObject(kind=Kind.PRIVILEGES | Kind.DEFAULT_PRIVILEGES):
            return replace(thing, definition=in_one_order(thing.definition))
        case _:
            return thing
