"""The online form of a migration: the same end, while others go on reading and writing.

A step that would hold a strong lock for longer than a moment gives way to several that do not.
What only proves or speeds up waits until all else is done; what is slow gets a transaction of its
own; and whoever has to wait for a lock gives up soon, since everybody else queues behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.effects import LATEST_VERSION, annotate, effects, follow, world_of
from schemas.engine.model import Schema
from schemas.engine.online.columns import gentle_column
from schemas.engine.online.constraints import gentle_constraint
from schemas.engine.online.gentle import Gentle, Scene
from schemas.engine.online.indexes import gentle_index
from schemas.engine.online.keys import gentle_key
from schemas.engine.online.not_null import gentle_not_null
from schemas.engine.online.partitions import gentle_detachment
from schemas.engine.online.phases import in_own_transactions
from schemas.engine.online.waiting import Waiting
from schemas.engine.plan.steps import Plan, Step
from schemas.engine.read.statements import read_statements

__all__ = ["online"]

_RULES = (
    gentle_index,
    gentle_key,
    gentle_constraint,
    gentle_not_null,
    gentle_column,
    gentle_detachment,
)
_NO_OTHER_WAY = "PostgreSQL has no form of this that lets others go on; choose a quiet moment."


def online(plan: Plan, before: Schema, after: Schema, version: int = LATEST_VERSION) -> Plan:
    """The online form of a plan between two designs, with the effects of each step.

    A step that has no such form stays as it is and says so: its `effects.online` is False.
    """
    steps = Plan(tuple(_gently(plan, Scene(before, after, world_of(before), version))))
    told = (_told(step) for step in annotate(steps, before, version).steps)
    return Plan(tuple(in_own_transactions(list(told))))


def _gently(plan: Plan, scene: Scene) -> Iterator[Step]:
    waiting = Waiting()
    for step in plan.steps:
        yield from waiting.needed_by(step)
        found = _gentle(step, scene)
        yield from (replace(part, phase=step.phase) for part in found.now)
        waiting.add(found)
    yield from waiting.rest()


def _gentle(step: Step, scene: Scene) -> Gentle:
    """The step, or what takes its place; the scene is left as the step leaves it."""
    statements = list(read_statements(step.sql))
    found = None
    if len(statements) == 1:
        form = statements[0].form
        is_harmless = effects(form, scene.world, scene.version).online
        candidates = (rule(step, form, scene, is_harmless=is_harmless) for rule in _RULES)
        found = next((gentle for gentle in candidates if gentle), None)
    for statement in statements:
        follow(statement.form, scene.world)
    return found or Gentle((step,))


def _told(step: Step) -> Step:
    if step.effects.online:
        return step
    why = f"{step.effects.why} {_NO_OTHER_WAY}".lstrip()
    return replace(step, effects=replace(step.effects, why=why))
