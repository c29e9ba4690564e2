"""Constraints and indexes that differ in nothing but their names: renamed, not built again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from schemas.engine.match import substitute
from schemas.engine.model import Constraint, Index, ObjectId, Schema, Table, View

_Part = Constraint | Index
_NOBODY = UUID(int=0)


def with_renames(after: Schema, before: Schema) -> Schema:
    """The design after, in which such a part has the id that its twin has before."""
    there: dict[ObjectId, Table | View] = {table.id: table for table in before.tables}
    there |= {view.id: view for view in before.views}
    ids: dict[ObjectId, ObjectId] = {}
    relations: tuple[Table | View, ...] = (*after.tables, *after.views)
    for relation in relations:
        old = there.get(relation.id)
        if old is not None and type(old) is type(relation):
            ids |= _twins(_parts(old), _parts(relation))
    return substitute(after, ids) if ids else after


def _parts(relation: Table | View) -> tuple[_Part, ...]:
    constraints = relation.constraints if isinstance(relation, Table) else ()
    return (*constraints, *relation.indexes)


def _twins(old: tuple[_Part, ...], new: tuple[_Part, ...]) -> dict[ObjectId, ObjectId]:
    """Id after -> id before."""
    were, are = {part.id for part in old}, {part.id for part in new}
    gone = _by_content(part for part in old if part.id not in are)
    if not gone:
        return {}
    born = _by_content(part for part in new if part.id not in were)
    return dict(_paired(gone, born))


def _by_content(parts: Iterable[_Part]) -> dict[_Part, list[_Part]]:
    found: dict[_Part, list[_Part]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: part.name):
        found[replace(part, id=_NOBODY, name="", comment="")].append(part)
    return found


def _paired(
    gone: dict[_Part, list[_Part]], born: dict[_Part, list[_Part]]
) -> Iterator[tuple[ObjectId, ObjectId]]:
    for content, parts in born.items():
        for new, old in zip(parts, gone.get(content, ()), strict=False):
            yield new.id, old.id
