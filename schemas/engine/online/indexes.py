"""Indexes are built and dropped CONCURRENTLY: PostgreSQL waits for others, not they for it.

https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.engine.model import Index, Table
from schemas.engine.online.gentle import Gentle, Scene
from schemas.engine.plan.steps import Step
from schemas.engine.read.statements import forms as f
from schemas.engine.write import statements as sql

IF_IT_FAILS = "If it fails it leaves an INVALID index: drop that one and run it again."
_BEFORE_NAME = re.compile(r"(CREATE (?:UNIQUE )?|DROP )INDEX ")


def gentle_index(step: Step, form: f.Form, scene: Scene, *, is_harmless: bool) -> Gentle | None:
    match form:
        case f.CreateIndex(concurrently=False, only=False) if not is_harmless:
            return _created(step, form, scene)
        case f.Drop(kind="INDEX", concurrently=False, cascade=False, names=(name,)):
            return _dropped(step, name, scene)
    return None


def concurrently(statement: str) -> str:
    """The same CREATE INDEX or DROP INDEX, of which no transaction may be open."""
    return _BEFORE_NAME.sub(r"\g<0>CONCURRENTLY ", statement, count=1)


def build(name: str, statement: str) -> Step:
    """CREATE INDEX CONCURRENTLY, from a plain one."""
    built = concurrently(statement)
    return Step(built, f"Create index {name}", (IF_IT_FAILS,), transaction=False)


def attachments(parent: Table, name: str, parts: Sequence[tuple[Table, str]]) -> Iterator[Step]:
    """Let the indexes of partitions be parts of one that is ONLY on their parent."""
    for part, index in parts:
        statement = sql.attach_index(parent, name, part, index)
        yield Step(statement, f"Let {index} be the part of {name} on {part.name}")


def _created(step: Step, form: f.CreateIndex, scene: Scene) -> Gentle | None:
    relation = scene.used(form.table)
    if relation is None:
        return None
    name = form.name.name
    steps = _on_parent(form, scene) if relation.partition_by else (build(name, step.sql),)
    if steps is None:
        return None
    # A foreign key may need a unique one without naming it.
    return Gentle(steps) if form.is_unique else Gentle((), steps, frozenset({name}))


def _on_parent(form: f.CreateIndex, scene: Scene) -> tuple[Step, ...] | None:
    """ONLY on the parent, built on each partition, and attached."""
    table = scene.target(form.table)
    index = next((i for i in table.indexes if i.name == form.name.name), None) if table else None
    if table is None or index is None:
        return None
    parts = [(part, _part_of(index, part)) for part in scene.partitions(table)]
    found = [(part, below) for part, below in parts if below]
    if len(found) < len(parts) or any(_is_parent_to_build(p, i, scene) for p, i in found):
        return None
    alone = sql.create_index(table, replace(index, is_valid=False))
    return (
        Step(alone, f"Create index {index.name} on {table.name} without its partitions"),
        *(build(i.name, sql.create_index(p, i)) for p, i in found if _is_to_build(p, i, scene)),
        *attachments(table, index.name, [(part, below.name) for part, below in found]),
    )


def _part_of(index: Index, part: Table) -> Index | None:
    return next((below for below in part.indexes if below.attached_to == index.id), None)


def _is_to_build(part: Table, index: Index, scene: Scene) -> bool:
    """Whether no step before has made it under its own name."""
    return f.Name(part.schema, index.name) not in scene.world.index_tables


def _is_parent_to_build(part: Table, index: Index, scene: Scene) -> bool:
    return part.partition_by is not None and _is_to_build(part, index, scene)


def _dropped(step: Step, name: f.Name, scene: Scene) -> Gentle | None:
    """PostgreSQL drops the index of a partitioned table in no other way than the plain one."""
    table = scene.world.table_of_index(name)
    if table is None or table.is_new or table.partition_by:
        return None
    return Gentle((replace(step, sql=concurrently(step.sql), transaction=False),))
