"""Indexes of tables and materialized views that stay."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from schemas.engine.model import Index, Table, View
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.constraints import of_heirs
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.notes import BUILDS_INDEX
from schemas.engine.plan.options import option_steps
from schemas.engine.plan.partitions import joining_steps
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section


def index_actions(needs: Needs, old: Table | View, new: Table | View) -> Iterator[Action]:
    was = {index.id: index for index in old.indexes}
    for index in new.indexes:
        before = was.get(index.id)
        if before is None or index.id in needs.fates.dropped:
            steps = (
                *_create(new, index),
                *joining_steps(needs.fates, new, index),
                *_take_parts(needs, new, index),
            )
        elif before != index:
            is_joined = before.attached_to is None
            steps = (
                *_alter(new, before, index),
                *(joining_steps(needs.fates, new, index) if is_joined else ()),
            )
        else:
            continue
        if steps:
            yield Action(
                key=key("make", index.id),
                section=Section.TABLES if isinstance(new, Table) else Section.VIEW_INDEXES,
                # Of two alike the one that a parent's index is to adopt must be there first.
                place=(new.schema, new.name, "4", index.attached_to is None, index.name),
                steps=steps,
                needs=needs.of(index) | of_heirs(needs, new, index)
                if isinstance(new, Table)
                else needs.of(index),
            )


def _create(relation: Table | View, index: Index) -> Iterator[Step]:
    statement = sql.create_index(relation, index)
    yield Step(statement, f"Create index {index.name}", (BUILDS_INDEX,))
    for statement in sql.index_settings(relation, index):
        yield Step(statement, f"Set up index {index.name}")


def _take_parts(needs: Needs, table: Table | View, index: Index) -> Iterator[Step]:
    """An index ONLY on a partitioned table does not adopt those of partitions by itself."""
    if index.is_valid or not isinstance(table, Table):
        return
    for heir in needs.register.heirs(table.id):
        for part in heir.indexes:
            if part.attached_to == index.id:
                statement = sql.attach_index(table, index.name, heir, part.name)
                yield Step(statement, f"Attach index {part.name} to {index.name}")


def _alter(relation: Table | View, old: Index, new: Index) -> Iterator[Step]:
    yield from option_steps(
        new.name,
        old.storage_parameters,
        new.storage_parameters,
        reset=partial(sql.reset_index_storage, relation, new),
        set=partial(sql.set_index_storage, relation, new),
    )
    for number, (before, after) in enumerate(zip(old.keys, new.keys, strict=True), start=1):
        if before.statistics != after.statistics:
            statement = sql.set_index_statistics(relation, new, number, after.statistics)
            yield Step(statement, f"Set a statistics target of {new.name}")
    if old.comment != new.comment:
        yield Step(sql.comment_on_index(relation, new), f"Comment on index {new.name}")
