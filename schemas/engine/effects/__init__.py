"""What a statement does to a database that others use meanwhile: locks, rewrites, scans, losses.

The facts were measured on PostgreSQL 15 and 18 and are measured again by the tests.
https://www.postgresql.org/docs/18/explicit-locking.html
"""

from __future__ import annotations

from dataclasses import replace

from schemas.engine.effects.follow import follow
from schemas.engine.effects.ledger import Ledger
from schemas.engine.effects.statements import record
from schemas.engine.effects.world import World, world_of
from schemas.engine.model import Schema
from schemas.engine.plan.steps import UNKNOWN, Effects, Plan, Step
from schemas.engine.read.statements import read_statements
from schemas.engine.read.statements.forms import Form

__all__ = ["LATEST_VERSION", "World", "annotate", "effects", "follow", "world_of"]

LATEST_VERSION = 18


def effects(form: Form, world: World, version: int = LATEST_VERSION) -> Effects:
    """Of one statement, in the world as it is before it; relations it made itself are left out."""
    ledger = Ledger(world, version)
    record(form, ledger)
    return ledger.close()


def annotate(plan: Plan, before: Schema, version: int = LATEST_VERSION) -> Plan:
    """The plan with the effects of each step, which runs on what the steps before it left.

    What a step says of itself stays: nothing looks into a DO block.
    """
    world = world_of(before)
    return replace(plan, steps=tuple(_annotated(step, world, version) for step in plan.steps))


def _annotated(step: Step, world: World, version: int) -> Step:
    found = UNKNOWN
    for statement in read_statements(step.sql):
        found = effects(statement.form, world, version)
        follow(statement.form, world)
    return step if step.effects != UNKNOWN else replace(step, effects=found)
