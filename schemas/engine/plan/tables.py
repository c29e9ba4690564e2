"""Tables that stay: their settings and all their parts."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Table
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.columns import column_actions
from schemas.engine.plan.constraints import constraint_actions
from schemas.engine.plan.indexes import index_actions
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.steps import Step
from schemas.engine.plan.triggers import policy_actions, trigger_actions
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section


def table_actions(needs: Needs, old: Table, new: Table) -> Iterator[Action]:
    if steps := tuple(_settings(old, new)):
        yield Action(
            key=key("make", new.id),
            section=Section.TABLES,
            place=(new.schema, new.name, "0"),
            steps=steps,
        )
    yield from column_actions(needs, old, new)
    yield from constraint_actions(needs, old, new)
    yield from index_actions(needs, old, new)
    yield from _replica_identity(needs, old, new)
    yield from trigger_actions(needs, old, new)
    yield from policy_actions(needs, old, new)


def _settings(old: Table, new: Table) -> Iterator[Step]:
    yield from _storage_steps(old, new)
    if old.is_unlogged != new.is_unlogged:
        yield Step(sql.set_logged(new), f"Change whether {new.name} is logged")
    if old.row_security != new.row_security:
        yield Step(sql.set_row_security(new), f"Set row security of {new.name}")
    if old.force_row_security != new.force_row_security:
        yield Step(sql.set_force_row_security(new), f"Set row security of {new.name}")
    if old.comment != new.comment:
        yield Step(sql.comment_on_table(new), f"Comment on {new.name}")


def _storage_steps(old: Table, new: Table) -> Iterator[Step]:
    was, now = dict(old.storage_parameters), dict(new.storage_parameters)
    for name in sorted(was.keys() - now.keys()):
        yield Step(sql.reset_storage_parameter(new, name), f"Reset {name} of {new.name}")
    for name, value in now.items():
        if was.get(name) != value:
            statement = sql.set_storage_parameter(new, name, value)
            yield Step(statement, f"Set {name} of {new.name}")


def _replica_identity(needs: Needs, old: Table, new: Table) -> Iterator[Action]:
    """It is lost with the index that it uses."""
    by_name = {part.name: part for part in (*new.indexes, *new.constraints)}
    index = by_name.get(new.replica_identity or "")
    is_lost = index is not None and index.id in needs.fates.dropped
    if old.replica_identity != new.replica_identity or is_lost:
        step = Step(sql.set_replica_identity(new), f"Set the replica identity of {new.name}")
        yield Action(
            key=key("own", new.id),
            section=Section.SETTINGS,
            place=(new.schema, new.name),
            steps=(step,),
            needs=frozenset({key("make", index.id)}) if index else frozenset(),
        )
