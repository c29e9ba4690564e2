"""Indexes of tables and materialized views that stay."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Index, Table, View
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.constraints import of_heirs
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.notes import BUILDS_INDEX
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section


def index_actions(needs: Needs, old: Table | View, new: Table | View) -> Iterator[Action]:
    was = {index.id: index for index in old.indexes}
    for index in new.indexes:
        before = was.get(index.id)
        if before is None or index.id in needs.fates.dropped:
            steps = tuple(_create(new, index))
        elif before != index:
            steps = tuple(_alter(new, before, index))
        else:
            continue
        if steps:
            yield Action(
                key=key("make", index.id),
                section=Section.TABLES if isinstance(new, Table) else Section.VIEW_INDEXES,
                place=(new.schema, new.name, "4", index.name),
                steps=steps,
                needs=needs.of(index) | of_heirs(needs, new)
                if isinstance(new, Table)
                else needs.of(index),
            )


def _create(relation: Table | View, index: Index) -> Iterator[Step]:
    statement = sql.create_index(relation, index)
    yield Step(statement, f"Create index {index.name}", (BUILDS_INDEX,))
    if index.comment:
        yield Step(sql.comment_on_index(relation, index), f"Comment on index {index.name}")


def _alter(relation: Table | View, old: Index, new: Index) -> Iterator[Step]:
    was, now = dict(old.storage_parameters), dict(new.storage_parameters)
    for name in sorted(was.keys() - now.keys()):
        statement = sql.reset_index_storage(relation, new, name)
        yield Step(statement, f"Reset {name} of {new.name}")
    for name, value in now.items():
        if was.get(name) != value:
            statement = sql.set_index_storage(relation, new, name, value)
            yield Step(statement, f"Set {name} of {new.name}")
    if old.comment != new.comment:
        yield Step(sql.comment_on_index(relation, new), f"Comment on index {new.name}")
