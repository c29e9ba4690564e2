"""Triggers and policies of what stays."""

from __future__ import annotations

from collections.abc import Iterator

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
        if steps:
            yield Action(
                key=key("make", trigger.id),
                section=Section.TRIGGERS,
                place=(new.schema, new.name, "trigger", trigger.name),
                steps=steps,
                needs=needs.of(trigger),
            )


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


def _trigger_steps(relation: Table | View, old: Trigger | None, new: Trigger) -> Iterator[Step]:
    if old is None:
        yield Step(sql.create_trigger(new), f"Create trigger {new.name} on {relation.name}")
    if new.enabled != (old.enabled if old else "ORIGIN"):
        yield Step(sql.set_trigger_enabled(relation, new), f"Set when {new.name} fires")
    if new.comment != (old.comment if old else ""):
        yield Step(sql.comment_on_trigger(relation, new), f"Comment on trigger {new.name}")


def _policy_steps(table: Table, old: Policy | None, new: Policy) -> Iterator[Step]:
    if old is None:
        yield Step(sql.create_policy(table, new), f"Create policy {new.name} on {table.name}")
    if new.comment != (old.comment if old else ""):
        yield Step(sql.comment_on_policy(table, new), f"Comment on policy {new.name}")
