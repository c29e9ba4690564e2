"""Triggers and policies of what stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.model import Policy, Table, Trigger, View
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section


def trigger_actions(needs: Needs, old: Table | View, new: Table | View) -> Iterator[Action]:
    was = {trigger.id: trigger for trigger in old.triggers}
    for trigger in new.triggers:
        before = was.get(trigger.id)
        if trigger.id in needs.fates.dropped:
            before = None
        steps = tuple(_trigger_steps(new, before, trigger)) if before != trigger else ()
        above = _above(needs, new, trigger)
        if not steps and above and _is_set_above(needs, above):
            statement = sql.set_trigger_enabled(new, trigger)
            steps = (Step(statement, f"Set when {trigger.name} fires"),)
        if steps:
            yield Action(
                key=key("make", trigger.id),
                section=Section.TRIGGERS,
                place=(new.schema, new.name, "trigger", trigger.name),
                steps=steps,
                needs=needs.of(trigger) | ({key("make", above.id)} if above else set()),
            )
    yield from _resets(needs, old, new)


def policy_actions(needs: Needs, old: Table, new: Table) -> Iterator[Action]:
    was = {policy.id: policy for policy in old.policies}
    for policy in new.policies:
        before = was.get(policy.id)
        if policy.id in needs.fates.dropped:
            before = None
        steps = tuple(_policy_steps(new, before, policy)) if before != policy else ()
        if steps:
            yield Action(
                key=key("make", policy.id),
                section=Section.POLICIES,
                place=(new.schema, new.name, "policy", policy.name),
                steps=steps,
                needs=needs.of(policy),
            )


def _above(needs: Needs, relation: Table | View, trigger: Trigger) -> Trigger | None:
    """The trigger of the partitioned table that made this one."""
    if trigger.is_local or not isinstance(relation, Table):
        return None
    parents = needs.register.parents(relation)
    found = (t for parent in parents for t in parent.triggers if t.name == trigger.name)
    return next(found, None)


def _is_set_above(needs: Needs, trigger: Trigger) -> bool:
    """Whether this plan sets when it fires, which partitions follow."""
    was = needs.fates.move.old.things.get(trigger.id)
    is_same = isinstance(was, Trigger) and was.enabled == trigger.enabled
    return not is_same or trigger.id in needs.fates.dropped


def _resets(needs: Needs, old: Table | View, new: Table | View) -> Iterator[Action]:
    """Of triggers of a partition that fire when their parent's do again."""
    kept = {trigger.id for trigger in new.triggers}
    for trigger in old.triggers:
        above = None if trigger.id in kept else _above(needs, new, trigger)
        if above is not None:
            again = replace(trigger, enabled=above.enabled)
            describe = f"Let {trigger.name} fire on {new.name} when it does on its parent"
            yield Action(
                key=key("make", trigger.id),
                section=Section.TRIGGERS,
                place=(new.schema, new.name, "trigger", trigger.name),
                steps=(Step(sql.set_trigger_enabled(new, again), describe),),
                needs=frozenset({key("make", above.id)}),
            )


def _trigger_steps(relation: Table | View, old: Trigger | None, new: Trigger) -> Iterator[Step]:
    if old is None and new.is_local:
        yield Step(sql.create_trigger(new), f"Create trigger {new.name} on {relation.name}")
    if new.enabled != (old.enabled if old else "ORIGIN") or (old is None and not new.is_local):
        yield Step(sql.set_trigger_enabled(relation, new), f"Set when {new.name} fires")
    if new.comment != (old.comment if old else ""):
        yield Step(sql.comment_on_trigger(relation, new), f"Comment on trigger {new.name}")


def _policy_steps(table: Table, old: Policy | None, new: Policy) -> Iterator[Step]:
    if old is None:
        yield Step(sql.create_policy(table, new), f"Create policy {new.name} on {table.name}")
    if new.comment != (old.comment if old else ""):
        yield Step(sql.comment_on_policy(table, new), f"Comment on policy {new.name}")
