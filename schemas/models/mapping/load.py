"""Rows back into the engine's model: seven queries for any number of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from schemas.engine.codec import decode_object
from schemas.engine.model import (
    Action,
    Check,
    Column,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    ObjectId,
    Policy,
    PrimaryKey,
    Schema,
    Table,
    TopLevel,
    Trigger,
    Unique,
    View,
)
from schemas.engine.names import quote
from schemas.models.constraint import ConstraintKind
from schemas.models.entity import EntityKind
from schemas.models.mapping.attributes import Attributes, completed
from schemas.models.project import Branch
from schemas.models.snapshot import snapshot
from schemas.models.sql_object import SqlObjectKind

WITHOUT_SCHEMA = {SqlObjectKind.NAMESPACE, SqlObjectKind.TRIGGER, SqlObjectKind.POLICY}
WITH_DEFINITION = {SqlObjectKind.TRIGGER, SqlObjectKind.VERBATIM}


@dataclass(slots=True)
class _Children:
    """What one table or view has inside."""

    columns: list[Column] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)


Inside = defaultdict[UUID, _Children]
"""Id of the entity's row -> its children."""


def load_schema(branch: Branch) -> Schema:
    """The whole design of a branch, as it was at one instant."""
    with snapshot():
        return _load(branch, Q(), Q())


def load_tables(
    branch: Branch,
    ids: Collection[ObjectId],
    *,
    names: Collection[str] = (),
    with_mentions: bool = False,
) -> Schema:
    """A part of a design: these tables, and every object that is not a table.

    With them come their partitions, parents and heirs, the tables that foreign keys join to any of
    these, and those that have one of `names` for themselves, a constraint or an index. On demand
    come also the tables that need one of these, or whose policies or column types may name one.
    """
    with snapshot():
        family = _family(branch, ids)
        near = {*family, *_joined(branch, family), *_named(branch, names)}
        if with_mentions:
            near |= {*_needing(branch, family), *_naming(branch, family)}
        wanted = ~Q(kind=EntityKind.TABLE) | Q(object_id__in=near)
        inside = ~Q(entity__kind=EntityKind.TABLE) | Q(entity__object_id__in=near)
        return _load(branch, wanted, inside)


def _family(branch: Branch, ids: Collection[ObjectId]) -> set[ObjectId]:
    """These tables and all that are joined to them by partitioning or inheritance."""
    heirs = branch.entity_rows.filter(attributes__has_any_keys=["partition_of", "inherits"])
    links = defaultdict(set)
    for heir, parent, parents in heirs.values_list(
        "object_id", "attributes__partition_of__parent", "attributes__inherits"
    ):
        for id in (*(parents or ()), *([parent] if parent else ())):
            links[heir].add(UUID(id))
            links[UUID(id)].add(heir)
    family, waiting = set(ids), list(ids)
    while waiting:
        found = links[waiting.pop()] - family
        family |= found
        waiting += found
    return family


def _joined(branch: Branch, ids: Collection[ObjectId]) -> set[ObjectId]:
    joins = branch.relationship_rows.filter(
        Q(entity__object_id__in=ids) | Q(target__object_id__in=ids)
    )
    pairs = joins.values_list("entity__object_id", "target__object_id")
    return {id for pair in pairs for id in pair}


def _named(branch: Branch, names: Collection[str]) -> Iterable[ObjectId]:
    """PostgreSQL keeps tables, indexes and the keys behind constraints in one space of names."""
    if not names:
        return ()
    entities = branch.entity_rows.filter(name__in=names).values_list("object_id", flat=True)
    parts = (
        rows.filter(name__in=names).values_list("entity__object_id", flat=True)
        for rows in (branch.constraint_rows, branch.index_rows)
    )
    return entities.union(*parts)


def _needing(branch: Branch, ids: Collection[ObjectId]) -> Iterator[ObjectId]:
    """Tables that depend on one of these, and what else those depend on, so that all is judged."""
    need = Q(attributes__depends_on__has_any_keys=[str(id) for id in ids])
    tables = branch.entity_rows.filter(need).values_list("object_id", "attributes__depends_on")
    inside = branch.sqlobject_rows.filter(need, entity__isnull=False)
    for table, needed in (
        *tables,
        *inside.values_list("entity__object_id", "attributes__depends_on"),
    ):
        yield table
        yield from map(UUID, needed)


def _naming(branch: Branch, ids: Collection[ObjectId]) -> Iterable[ObjectId]:
    """Tables with a column type or a policy that contains the name of one of these."""
    texts, types = Q(pk__in=()), Q(pk__in=())
    for name in branch.entity_rows.filter(object_id__in=ids).values_list("name", flat=True):
        text = name.replace('"', '""')
        types |= Q(type__icontains=f".{quote(name)}")
        texts |= Q(attributes__using__icontains=text) | Q(attributes__check__icontains=text)
    policies = branch.sqlobject_rows.filter(texts, kind=SqlObjectKind.POLICY)
    columns = branch.column_rows.filter(types)
    owners = (rows.values_list("entity__object_id", flat=True) for rows in (policies, columns))
    return policies.none().union(*owners)


def _load(branch: Branch, wanted: Q, inside: Q) -> Schema:
    """`wanted` chooses tables and views; `inside` chooses the same ones by their children."""
    children = Inside(_Children)
    _read_columns(branch, inside, children)
    _read_constraints(branch, inside, children)
    _read_relationships(branch, inside, children)
    _read_indexes(branch, inside, children)
    objects = _read_sql_objects(branch, inside, children)
    types = _read_types(branch)
    tables, views = _read_entities(branch, wanted, children)
    return Schema(tables=tuple(tables), objects=(*objects, *types, *views))


# Children


def _read_columns(branch: Branch, inside: Q, children: Inside) -> None:
    names = ("entity_id", "object_id", "name", "comment", "attributes")
    found = branch.column_rows.filter(inside).order_by("entity_id", "position")
    for entity, id, name, comment, attributes, type, nullable, default in found.values_list(
        *names, "type", "nullable", "default"
    ):
        column = Column(
            id=id, name=name, type=type, nullable=nullable, default=default, comment=comment
        )
        children[entity].columns.append(completed(column, attributes))


def _read_constraints(branch: Branch, inside: Q, children: Inside) -> None:
    names = ("entity_id", "object_id", "name", "comment", "attributes")
    found = branch.constraint_rows.filter(inside).order_by("name")
    for entity, id, name, comment, attributes, kind, columns, expression in found.values_list(
        *names, "kind", "columns", "expression"
    ):
        named = {"id": id, "name": name, "comment": comment}
        constraint = _constraint(kind, named, tuple(columns), expression)
        children[entity].constraints.append(completed(constraint, attributes))


def _constraint(
    kind: str, named: dict[str, Any], columns: tuple[ObjectId, ...], expression: str
) -> Constraint:
    match ConstraintKind(kind):
        case ConstraintKind.PRIMARY_KEY:
            return PrimaryKey(columns=columns, **named)
        case ConstraintKind.UNIQUE:
            return Unique(columns=columns, **named)
        case ConstraintKind.CHECK:
            return Check(expression=expression, **named)
        case ConstraintKind.EXCLUSION:
            return Exclusion(definition=expression, **named)


def _read_relationships(branch: Branch, inside: Q, children: Inside) -> None:
    names = ("entity_id", "attributes", "object_id", "name", "comment", "target__object_id")
    found = branch.relationship_rows.filter(inside).order_by("name")
    for (
        entity,
        attributes,
        id,
        name,
        comment,
        target,
        *pairs,
        on_delete,
        on_update,
    ) in found.values_list(*names, "columns", "target_columns", "on_delete", "on_update"):
        columns, target_columns = pairs
        key = ForeignKey(
            id=id,
            name=name,
            columns=tuple(columns),
            target=target,
            target_columns=tuple(target_columns),
            on_delete=Action(on_delete),
            on_update=Action(on_update),
            comment=comment,
        )
        children[entity].constraints.append(completed(key, attributes))


def _read_indexes(branch: Branch, inside: Q, children: Inside) -> None:
    names = ("object_id", "name", "comment", "attributes", "method", "is_unique", "keys", "where")
    found = branch.index_rows.filter(inside).order_by("name")
    for entity, *values in found.values_list("entity_id", *names):
        document = _document("index", dict(zip(names, values, strict=True)))
        children[entity].indexes.append(decode_object(document))


# Objects and tables


def _read_sql_objects(branch: Branch, inside: Q, children: Inside) -> Iterator[TopLevel]:
    """Keeps triggers and policies with their owners, and answers with the rest."""
    names = ("object_id", "name", "comment", "attributes", "schema", "definition")
    found = branch.sqlobject_rows.filter(inside).order_by("name")
    free = []
    for entity, kind, *values in found.values_list("entity_id", "kind", *names):
        row = dict(zip(names, values, strict=True))
        if kind in WITHOUT_SCHEMA:
            del row["schema"]
        if kind not in WITH_DEFINITION:
            del row["definition"]
        match decode_object(_document(kind, row)):
            case Trigger() as trigger:
                children[entity].triggers.append(trigger)
            case Policy() as policy:
                children[entity].policies.append(policy)
            case thing:
                free.append(thing)
    return free


def _read_types(branch: Branch) -> Iterator[TopLevel]:
    names = ("object_id", "name", "comment", "attributes", "schema")
    found = branch.typedefinition_rows.order_by("schema", "name")
    for kind, *values in found.values_list("kind", *names):
        yield decode_object(_document(kind, dict(zip(names, values, strict=True))))


def _read_entities(
    branch: Branch, wanted: Q, children: Inside
) -> tuple[list[Table], list[TopLevel]]:
    names = ("object_id", "name", "comment", "attributes", "schema", "definition")
    found = branch.entity_rows.filter(wanted).order_by("schema", "name")
    tables, views = [], []
    for row_id, kind, *values in found.values_list("id", "kind", *names):
        row = dict(zip(names, values, strict=True))
        if kind == EntityKind.TABLE:
            tables.append(_table(row, children[row_id]))
        else:
            views.append(_view(kind, row, children[row_id]))
    return tables, views


def _table(row: dict[str, Any], inside: _Children) -> Table:
    bare = Table(
        id=row["object_id"], name=row["name"], schema=row["schema"], comment=row["comment"]
    )
    return replace(
        completed(bare, row["attributes"]),
        columns=tuple(inside.columns),
        constraints=tuple(inside.constraints),
        indexes=tuple(inside.indexes),
        triggers=tuple(inside.triggers),
        policies=tuple(inside.policies),
    )


def _view(kind: str, row: dict[str, Any], inside: _Children) -> View:
    row = {**row, "is_materialized": kind == EntityKind.MATERIALIZED_VIEW}
    view = decode_object(_document("view", row))
    return replace(view, indexes=tuple(inside.indexes), triggers=tuple(inside.triggers))


def _document(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """The codec's JSON for a row given by its columns."""
    attributes: Attributes = row.pop("attributes")
    return {"kind": kind, "id": str(row.pop("object_id")), **row, **attributes}
