"""Primary keys and unique constraints take over an index that was built CONCURRENTLY."""

from __future__ import annotations

from schemas.engine.model import PrimaryKey, Table, Unique
from schemas.engine.online.gentle import Gentle, Scene, only_action
from schemas.engine.online.indexes import attachments, build
from schemas.engine.plan.steps import Step
from schemas.engine.read.statements import forms as f
from schemas.engine.write import statements as sql

Key = PrimaryKey | Unique


def gentle_key(step: Step, form: f.Form, scene: Scene, *, is_harmless: bool) -> Gentle | None:
    match only_action(form), form:
        case (
            f.AddConstraint(constraint=f.ConstraintDefinition(name=name, using_index="")),
            f.AlterRelation(name=relation, only=False),
        ) if not is_harmless and scene.used(relation):
            table = scene.target(relation)
            key = _key(table, name) if table else None
            if table and key and table.partition_by:
                return _on_parent(table, key, scene)
            if table and key and _may_take_over(table, key):
                return _over_index(table, key)
    return None


def _key(table: Table, name: str) -> Key | None:
    keys = (c for c in table.constraints if isinstance(c, Key))
    return next((key for key in keys if key.name == name), None)


def _may_take_over(table: Table, key: Key) -> bool:
    """A primary key that takes over an index makes the NOT NULL of a parent table the table's own
    (PostgreSQL 18), which nothing makes undone; the target would be missed."""
    columns = (table.columns_by_id[id] for id in key.columns)
    is_own = isinstance(key, Unique) or all(column.not_null.is_local for column in columns)
    return is_own and not key.without_overlaps


def _over_index(table: Table, key: Key) -> Gentle:
    added = sql.add_key_using_index(table, key)
    return Gentle(
        (
            build(key.name, sql.create_index(table, sql.index_of(key))),
            Step(added, f"Let index {key.name} be a key of {table.name}"),
        )
    )


def _on_parent(table: Table, key: Key, scene: Scene) -> Gentle | None:
    """Its partitions have their keys by now, and only give them to it."""
    parts = [(part, _part_of(table, key, part)) for part in scene.partitions(table)]
    found = [(part, below.name) for part, below in parts if below]
    known = scene.world.index_tables
    if len(found) < len(parts) or any(f.Name(p.schema, name) not in known for p, name in found):
        return None
    alone = sql.add_constraint(scene.after, table, sql.only_on_parent(key))
    added = Step(alone, f"Add key {key.name} to {table.name} without its partitions")
    return Gentle((added, *attachments(table, key.name, found)))


def _part_of(table: Table, key: Key, part: Table) -> Key | None:
    """The partition's key of the same columns."""
    columns = table.column_names(key.columns)
    same = [
        below
        for below in part.constraints
        if isinstance(below, type(key)) and part.column_names(below.columns) == columns
    ]
    return same[0] if len(same) == 1 else None
