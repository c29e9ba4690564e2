"""The difference between two schemas, written to the rows of a branch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from schemas.engine.errors import InvalidChange, Issue, Severity
from schemas.engine.model import ObjectId, Schema
from schemas.models.column import Column
from schemas.models.constraint import Constraint
from schemas.models.entity import Entity
from schemas.models.index import Index
from schemas.models.mapping.rows import Row, object_rows, table_rows
from schemas.models.project import Branch
from schemas.models.relationship import Relationship
from schemas.models.schema_row import SchemaRow
from schemas.models.sql_object import SqlObject
from schemas.models.type_definition import TypeDefinition

BATCH = 2000
ROW_MODELS: tuple[type[SchemaRow], ...] = (
    Entity,
    Column,
    Constraint,
    Relationship,
    Index,
    TypeDefinition,
    SqlObject,
)
Key = tuple[type[SchemaRow], ObjectId]


def store_difference(branch: Branch, before: Schema, after: Schema) -> None:
    """Write what differs and nothing else; both may be the same part of a larger schema.

    Costs one or two statements for each model with changes, whatever the number of rows.
    Raises InvalidChange when something new brings the id of something else on the branch.
    """
    old, new = _rows_that_differ(before, after)
    _delete(branch, [key for key in old if key not in new])
    _refuse_taken_ids(branch, [key for key in new if key not in old])
    _upsert(branch, [row for key, row in new.items() if old.get(key) != row])


def _refuse_taken_ids(branch: Branch, added: Collection[Key]) -> None:
    """An upsert would take over the row of whatever has the id, which `before` may not show."""
    ids = {object_id for _, object_id in added}
    for model in ROW_MODELS if ids else ():
        taken = model.objects.filter(branch=branch, object_id__in=ids).first()
        if taken is not None:
            message = f"The id of “{taken}” is taken: give what you add an id of its own."
            raise InvalidChange([Issue("taken-id", Severity.ERROR, (taken.name,), message)])


def _rows_that_differ(before: Schema, after: Schema) -> tuple[dict[Key, Row], dict[Key, Row]]:
    old, new = before.tables_by_id, after.tables_by_id
    tables = [id for id in {**old, **new} if old.get(id) != new.get(id)]
    old_objects, new_objects = before.objects_by_id, after.objects_by_id
    objects = [
        id for id in {**old_objects, **new_objects} if old_objects.get(id) != new_objects.get(id)
    ]
    return _rows_by_key(before, tables, objects), _rows_by_key(after, tables, objects)


def _rows_by_key(
    schema: Schema, tables: Collection[ObjectId], objects: Collection[ObjectId]
) -> dict[Key, Row]:
    return {(row.model, row.object_id): row for row in _rows(schema, tables, objects)}


def _rows(
    schema: Schema, tables: Collection[ObjectId], objects: Collection[ObjectId]
) -> Iterator[Row]:
    for id in tables:
        if id in schema.tables_by_id:
            yield from table_rows(schema.tables_by_id[id])
    for id in objects:
        if id in schema.objects_by_id:
            yield from object_rows(schema.objects_by_id[id])


def _delete(branch: Branch, gone: Collection[Key]) -> None:
    """Entities last, when nothing is left that their deletion would have to look for."""
    for model, ids in _grouped(gone, last=Entity):
        model.objects.filter(branch=branch, object_id__in=ids).delete()


def _grouped(
    gone: Collection[Key], *, last: type[SchemaRow]
) -> list[tuple[type[SchemaRow], list[ObjectId]]]:
    groups = defaultdict(list)
    for model, object_id in gone:
        groups[model].append(object_id)
    return sorted(groups.items(), key=lambda group: group[0] is last)


def _upsert(branch: Branch, changed: Collection[Row]) -> None:
    """Entities first: the others point at their rows."""
    groups = defaultdict(list)
    for row in changed:
        groups[row.model].append(row)
    _upsert_rows(branch, Entity, groups.pop(Entity, []), {})
    wanted = {id for rows in groups.values() for row in rows for id in row.entities.values()}
    entities = _entity_rows(branch, wanted)
    for model, rows in groups.items():
        _upsert_rows(branch, model, rows, entities)


def _upsert_rows(
    branch: Branch,
    model: type[SchemaRow],
    rows: Collection[Row],
    entities: Mapping[ObjectId, UUID],
) -> None:
    if not rows:
        return
    made = [_instance(branch, row, entities) for row in rows]
    first = next(iter(rows))
    model.objects.bulk_create(
        made,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["branch", "object_id"],
        update_fields=[*first.values, *_pointers(model)],
    )


def _pointers(model: type[SchemaRow]) -> list[str]:
    return [field.name for field in model._meta.fields if field.related_model is Entity]


def _instance(branch: Branch, row: Row, entities: Mapping[ObjectId, UUID]) -> SchemaRow:
    pointers: dict[str, Any] = {
        f"{name}_id": entities[object_id] for name, object_id in row.entities.items()
    }
    return row.model(branch=branch, object_id=row.object_id, **row.values, **pointers)


def _entity_rows(branch: Branch, object_ids: Collection[ObjectId]) -> dict[ObjectId, UUID]:
    found = Entity.objects.filter(branch=branch, object_id__in=object_ids)
    return dict(found.values_list("object_id", "id"))
