"""Tables that stay: their settings and all their parts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from schemas.engine.model import ObjectId, Table, View
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.columns import column_actions
from schemas.engine.plan.constraints import constraint_actions
from schemas.engine.plan.indexes import index_actions
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.notes import REWRITES
from schemas.engine.plan.options import option_steps
from schemas.engine.plan.steps import Step
from schemas.engine.plan.triggers import policy_actions, trigger_actions
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section


def table_actions(needs: Needs, old: Table, new: Table) -> Iterator[Action]:
    if steps := tuple(_settings(needs, old, new)):
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
    yield from clustering(needs, old, new)
    yield from trigger_actions(needs, old, new)
    yield from policy_actions(needs, old, new)


def _settings(needs: Needs, old: Table, new: Table) -> Iterator[Step]:
    yield from _storage_steps(old, new)
    if old.is_unlogged != new.is_unlogged:
        yield Step(sql.set_logged(new), f"Change whether {new.name} is logged")
        # Its sequences follow, whether they should or not.
        for sequence in needs.register.schema.sequences:
            is_own = sequence.owned_by is not None and sequence.owned_by[0] == new.id
            if is_own and sequence.is_unlogged != new.is_unlogged:
                describe = f"Keep sequence {sequence.name} as it is logged"
                yield Step(sql.set_sequence_logged(sequence), describe)
    if old.access_method != new.access_method:
        yield Step(sql.set_access_method(new), f"Change how {new.name} is stored", (REWRITES,))
    if old.of_type != new.of_type:
        yield Step(sql.set_table_type(new), f"Change the type that {new.name} is made of")
    if old.row_security != new.row_security:
        yield Step(sql.set_row_security(new), f"Set row security of {new.name}")
    if old.force_row_security != new.force_row_security:
        yield Step(sql.set_force_row_security(new), f"Set row security of {new.name}")
    if old.comment != new.comment:
        yield Step(sql.comment_on_table(new), f"Comment on {new.name}")


def _storage_steps(old: Table, new: Table) -> Iterator[Step]:
    yield from option_steps(
        new.name,
        old.storage_parameters,
        new.storage_parameters,
        reset=partial(sql.reset_storage_parameter, new),
        set=partial(sql.set_storage_parameter, new),
    )


def _replica_identity(needs: Needs, old: Table, new: Table) -> Iterator[Action]:
    """It is lost with the index that it uses."""
    before, index = sql.replica_index(old), sql.replica_index(new)
    is_other = (old.replica_identity, _id(before)) != (new.replica_identity, _id(index))
    if is_other or (index is not None and index.id in needs.fates.dropped):
        step = Step(sql.set_replica_identity(new), f"Set the replica identity of {new.name}")
        yield Action(
            key=key("own", new.id),
            section=Section.SETTINGS,
            place=(new.schema, new.name),
            steps=(step,),
            needs=frozenset({key("make", index.id)}) if index else frozenset(),
        )


def clustering(needs: Needs, old: Table | View, new: Table | View) -> Iterator[Action]:
    """It is lost with the index that it uses."""
    before, index = sql.clustered_index(old), sql.clustered_index(new)
    is_gone = before is not None and needs.fates.goes(before.id)
    is_lost = index is not None and index.id in needs.fates.dropped
    if is_lost or (_id(before) != _id(index) and not (index is None and is_gone)):
        describe = f"Set the index that orders the rows of {new.name}"
        yield Action(
            key=key("own", new.id, "cluster"),
            section=Section.SETTINGS,
            place=(new.schema, new.name),
            steps=(Step(sql.cluster_on(new, index.name if index else None), describe),),
            needs=frozenset({key("make", index.id)}) if index else frozenset(),
        )


def _id(index: sql.AnyIndex | None) -> ObjectId | None:
    return index.id if index else None
