"""From one design to another: the statements, in an order that runs, with what to know of each.

Each action knows what it waits for, and one sort puts them in order. Three parts follow each
other: what must go first, under its old names; the renames; and all the rest, under the new names,
what holds rows being dropped last of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.engine.match import tell_apart
from schemas.engine.model import Namespace, Schema
from schemas.engine.plan.actions import Action
from schemas.engine.plan.alike import with_renames
from schemas.engine.plan.attachments import attachment_actions, default_privilege_steps
from schemas.engine.plan.creations import creations, unit_steps
from schemas.engine.plan.drops import first_drops, last_drops
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.move import Move
from schemas.engine.plan.names import name_steps, namespace_rename_steps
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.objects import object_actions
from schemas.engine.plan.partitions import attachments
from schemas.engine.plan.phases import in_phases
from schemas.engine.plan.rebuilds import returns
from schemas.engine.plan.steps import Effects, Group, Lock, Plan, Step
from schemas.engine.plan.tables import table_actions
from schemas.engine.write.order import in_order
from schemas.engine.write.units import units

__all__ = ["PLANNER_VERSION", "Effects", "Group", "Lock", "Plan", "Step", "plan"]

PLANNER_VERSION = 3
"""Raised whenever the same two designs get other steps."""
_ROUTINE = re.compile(r"CREATE (OR REPLACE )?(FUNCTION|PROCEDURE)\b")


def plan(before: Schema, after: Schema) -> Plan:
    """Objects are matched by id and kind; `match.adopt_ids` gives unrelated readings common ids."""
    after = with_renames(tell_apart(after, before), before)
    move = Move(before=before, after=after)
    return Plan(tuple(in_phases(move, _with_unchecked_bodies(list(_steps(Fates(move)))))))


def _with_unchecked_bodies(steps: list[Step]) -> list[Step]:
    """Bodies that are strings tell nobody what they need: PostgreSQL must not look into them."""
    if len(steps) > 1 and any(_ROUTINE.match(step.sql) for step in steps):
        describe = "Function bodies may name what is made further down"
        return [Step("SET check_function_bodies = off", describe), *steps]
    return steps


def _steps(fates: Fates) -> Iterator[Step]:
    needs = Needs(fates)
    yield from _sorted(first_drops(fates))
    yield from namespace_rename_steps(fates.move)
    yield from _new_namespaces(fates.move)
    yield from name_steps(fates)
    yield from _sorted([*_changes(needs), *last_drops(fates)])
    yield from default_privilege_steps(fates)


def _changes(needs: Needs) -> Iterator[Action]:
    fates = needs.fates
    yield from creations(needs)
    for old, new in fates.move.objects:
        if not fates.is_made_anew(new.id) and fates.touches_inside(new.id):
            yield from object_actions(needs, old, new)
    for was, table in fates.move.tables:
        if not fates.is_made_anew(table.id) and fates.touches_inside(table.id):
            yield from table_actions(needs, was, table)
    yield from attachments(fates)
    yield from returns(needs)
    yield from attachment_actions(needs)


def _new_namespaces(move: Move) -> Iterator[Step]:
    """Before anything is renamed: things may move there."""
    new = {o.id for o in move.after.objects if isinstance(o, Namespace) and o.id in move.born}
    for unit in in_order(units(move.after, new)):
        yield from unit_steps(unit)


def _sorted(actions: Iterable[Action]) -> Iterator[Step]:
    for action in in_order(actions):
        yield from action.steps
