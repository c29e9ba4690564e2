"""Two readings of a design: the same things found by their names, others told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID, uuid5

from schemas.engine.model import Domain, ObjectId, Schema, SqlObject, Table, TopLevel, View

Thing = TypeVar("Thing")
_Path = tuple[str, ...]


def adopt_ids(schema: Schema, model: Schema) -> Schema:
    """The schema with the model's ids wherever kind and qualified name are the same."""
    known = dict(_paths(model))
    adopted = {id: known[path] for path, id in _paths(schema) if path in known}
    return substitute(schema, adopted)


def tell_apart(schema: Schema, model: Schema) -> Schema:
    """The schema with other ids for what is of another kind in the model: a view was a table."""
    were = dict(_kinds(model))
    others = {id: uuid5(id, kind) for id, kind in _kinds(schema) if were.get(id, kind) != kind}
    return substitute(schema, others) if others else schema


def _kinds(schema: Schema) -> Iterator[tuple[ObjectId, str]]:
    constraints = (constraint for table in schema.tables for constraint in table.constraints)
    for thing in (*schema.tables, *schema.objects, *constraints):
        yield thing.id, type(thing).__name__


def substitute(thing: Thing, ids: Mapping[ObjectId, ObjectId]) -> Thing:
    """A copy in which every id found in `ids` is replaced, however deep it stands."""
    return cast(Thing, _substituted(thing, ids))


def _paths(schema: Schema) -> Iterator[tuple[_Path, ObjectId]]:
    for thing in schema.objects:
        path = _object_path(thing)
        yield path, thing.id
        yield from _child_paths(path, thing)
    for table in schema.tables:
        path = ("relation", table.schema, table.name)
        yield path, table.id
        yield from _child_paths(path, table)


def _object_path(thing: TopLevel) -> _Path:
    """Kinds of types share one space of names in PostgreSQL; a domain is still no enum."""
    kind = thing.kind.name if isinstance(thing, SqlObject) else type(thing).__name__
    return kind, getattr(thing, "schema", ""), thing.name


def _child_paths(path: _Path, owner: Table | TopLevel) -> Iterator[tuple[_Path, ObjectId]]:
    families: dict[str, Any] = {}
    if isinstance(owner, Table):
        families = {"column": owner.columns, "policy": owner.policies}
        for constraint in owner.constraints:
            yield (*path, type(constraint).__name__, constraint.name), constraint.id
    if isinstance(owner, Domain):
        families = {"check": owner.checks}
    if isinstance(owner, Table | View):
        families |= {"index": owner.indexes, "trigger": owner.triggers}
    for family, children in families.items():
        for child in children:
            yield (*path, family, child.name), child.id


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
