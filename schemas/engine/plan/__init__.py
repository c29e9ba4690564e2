"""From one design to another: the statements, in an order that runs, with what to know of each.

Dependents go first under their old names, then everything gets its new name, then types, tables
and columns change, then keys, foreign keys, views, triggers and policies are made, and last goes
what nothing needs any more. What is new is made by the units of the script writer, so a table
looks the same in a migration as in a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.engine.diff import diff
from schemas.engine.match import tell_apart
from schemas.engine.model import Schema, Table
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
from schemas.engine.plan.names import name_steps, namespace_rename_steps
from schemas.engine.plan.steps import Effects, Group, Lock, Plan, Step
from schemas.engine.write.order import Section, Unit, in_order
from schemas.engine.write.units import units

__all__ = ["PLANNER_VERSION", "Effects", "Group", "Lock", "Plan", "Step", "plan"]

PLANNER_VERSION = 1
"""Raised whenever the same two designs get other steps."""


def plan(before: Schema, after: Schema) -> Plan:
    """Objects are matched by id and kind; `match.adopt_ids` gives unrelated readings common ids."""
    after = tell_apart(after, before)
    move = Move(before=before, after=after, changes=tuple(diff(before, after)))
    return Plan(tuple(_steps(move)))


def _steps(move: Move) -> Iterator[Step]:
    made = [unit for unit in in_order(units(_to_make(move))) if _is_made(move, unit)]
    namespaces = [u for u in made if u.section is Section.SCHEMAS]
    early = [u for u in made if u.section > Section.SCHEMAS and not _is_late(move, u)]
    late = [unit for unit in made if _is_late(move, unit)]
    yield from first_drops(move)
    yield from namespace_rename_steps(move)
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


def _to_make(move: Move) -> Schema:
    """A new partition of a table that is there gets its keys and indexes from PostgreSQL."""
    there = {table.id for _, table in move.tables}
    return replace(
        move.after,
        tables=tuple(
            _without_inherited(table)
            if table.id in move.new and table.partition_of and table.partition_of.parent in there
            else table
            for table in move.after.tables
        ),
    )


def _without_inherited(table: Table) -> Table:
    return replace(
        table,
        constraints=tuple(c for c in table.constraints if c.is_local),
        indexes=tuple(index for index in table.indexes if index.is_local),
    )


def _is_made(move: Move, unit: Unit) -> bool:
    return unit.key[0] in move.new or unit.key[0] in move.rebuilt_views


def _is_late(move: Move, unit: Unit) -> bool:
    return unit.section > Section.SETTINGS or unit.key[0] in move.rebuilt_views


def _unit_steps(made: Iterable[Unit]) -> Iterator[Step]:
    for unit in made:
        for statement in unit.statements:
            yield Step(statement, _headline(statement))


def _headline(statement: str) -> str:
    """The first words of a statement that speaks for itself."""
    first_line = statement.strip().split("\n")[0].split(" (")[0]
    return first_line if len(first_line) <= 100 else first_line[:99] + "…"
