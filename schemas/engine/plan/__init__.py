"""From one design to another: the statements, in an order that runs, with what to know of each.

Dependents go first under their old names, then everything gets its new name, then types, tables
and columns change, then keys, foreign keys, views, triggers and policies are made, and last goes
what nothing needs any more. What is new is made by the units of the script writer, so a table
looks the same in a migration as in a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.engine.diff import diff
from schemas.engine.model import Schema
from schemas.engine.plan.alterations import (
    foreign_key_steps,
    key_steps,
    table_steps,
    trigger_and_policy_steps,
    type_steps,
)
from schemas.engine.plan.columns import column_steps, enum_swap_steps
from schemas.engine.plan.comments import comment_steps
from schemas.engine.plan.drops import first_drops, last_drops
from schemas.engine.plan.move import Move
from schemas.engine.plan.names import name_steps
from schemas.engine.plan.steps import Plan, Step
from schemas.engine.write.order import Section, Unit, in_order
from schemas.engine.write.units import units

__all__ = ["Plan", "Step", "plan"]


def plan(before: Schema, after: Schema) -> Plan:
    """Objects are matched by id; `match.adopt_ids` gives two unrelated readings common ids."""
    move = Move(before=before, after=after, changes=tuple(diff(before, after)))
    return Plan(tuple(_steps(move)))


def _steps(move: Move) -> Iterator[Step]:
    made = [unit for unit in in_order(units(move.after)) if unit.key[0] in move.new]
    namespaces = [u for u in made if u.section is Section.SCHEMAS]
    early = [u for u in made if Section.SCHEMAS < u.section <= Section.SETTINGS]
    late = [unit for unit in in_order(units(move.after)) if _is_late(move, unit)]
    yield from first_drops(move)
    yield from _unit_steps(namespaces)
    yield from name_steps(move)
    yield from type_steps(move)
    yield from enum_swap_steps(move)
    yield from _unit_steps(early)
    yield from table_steps(move)
    yield from column_steps(move)
    yield from key_steps(move)
    yield from foreign_key_steps(move)
    yield from _unit_steps(late)
    yield from trigger_and_policy_steps(move)
    yield from comment_steps(move)
    yield from last_drops(move)


def _is_late(move: Move, unit: Unit) -> bool:
    id = unit.key[0]
    is_new = id in move.new and unit.section > Section.SETTINGS
    return is_new or id in move.rebuilt_views


def _unit_steps(made: Iterable[Unit]) -> Iterator[Step]:
    for unit in made:
        for statement in unit.statements:
            yield Step(statement, _headline(statement))


def _headline(statement: str) -> str:
    """The first words of a statement that speaks for itself."""
    first_line = statement.strip().split("\n")[0].split(" (")[0]
    return first_line if len(first_line) <= 100 else first_line[:99] + "…"
