"""What is new or made anew, by the units of the script writer: a table looks the same in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.model import (
    ATTACHMENTS,
    Column,
    ObjectId,
    Policy,
    Schema,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
)
from schemas.engine.plan.actions import Action, Key, key
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.partitions import joins_later, lacking_units
from schemas.engine.plan.register import Thing, is_routine
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section, Unit, UnitKey
from schemas.engine.write.units import CREATE, FOREIGN_KEYS, INDEXES, SHELL, units


def creations(needs: Needs) -> Iterator[Action]:
    """Schemas are not among them: they come before the renames, since things may move there."""
    move = needs.fates.move
    top_level = (*move.after.tables, *move.after.objects)
    made = {thing.id for thing in top_level if needs.is_made(thing.id) and not _is_attached(thing)}
    if not made:
        return
    for unit in units(_as_made(needs), made):
        if unit.section is not Section.SCHEMAS and unit.statements:
            yield _action(needs, unit)


def _is_attached(thing: Table | TopLevel) -> bool:
    return isinstance(thing, SqlObject) and thing.kind in ATTACHMENTS


def unit_steps(unit: Unit) -> tuple[Step, ...]:
    return tuple(Step(statement, _headline(statement)) for statement in unit.statements)


def _action(needs: Needs, unit: Unit) -> Action:
    id, part = unit.key
    wanted = {one for need in unit.needs for one in _keys(needs, need)}
    # Of these types the announcement is enough, and all that there can be: they need the unit.
    announced = {key("make", type) for type, of_type in unit.needs if of_type == SHELL}
    return Action(
        key=key("make", id, "" if part == CREATE else part),
        section=_section(needs, unit),
        depth=unit.depth,
        place=unit.name,
        steps=unit_steps(unit),
        needs=frozenset(
            wanted | (_needs_of_part(needs, id, part) - announced) | _joins(needs, id, part)
        ),
    )


def _section(needs: Needs, unit: Unit) -> Section:
    """Bodies of functions may speak of tables and views without saying that they need them."""
    thing = needs.register.things[unit.key[0]]
    return Section.VIEWS if is_routine(thing) else unit.section


def _keys(needs: Needs, unit: UnitKey) -> frozenset[Key]:
    id, part = unit
    return needs.keys_of(id) if part == CREATE else frozenset({key("make", id, part)})


def _needs_of_part(needs: Needs, id: ObjectId, part: str) -> set[Key]:
    """What units do not know of: columns, keys and defaults of tables that stay."""
    thing = needs.register.things[id]
    parts: tuple[Thing, ...] = ()
    if part == CREATE:
        parts = (thing,)
    elif part == FOREIGN_KEYS and isinstance(thing, Table):
        parts = thing.foreign_keys
    elif part == INDEXES and isinstance(thing, Table):
        parts = thing.indexes
    elif isinstance(thing, Table):
        hanging: tuple[Trigger | Policy, ...] = (*thing.triggers, *thing.policies)
        parts = tuple(p for p in hanging if part in (f"trigger {p.name}", f"policy {p.name}"))
    return {one for each in parts for one in needs.of(each)}


def _joins(needs: Needs, id: ObjectId, part: str) -> frozenset[Key]:
    """Keys and indexes that a partition is to have no part of come once that is attached."""
    heirs = needs.register.heirs(id)
    return frozenset(key("attach", t.id) for t in heirs if part in lacking_units(needs.register, t))


def _as_made(needs: Needs) -> Schema:
    """Partitions that join later are made as tables of their own."""
    move = needs.fates.move
    return replace(
        move.after,
        tables=tuple(
            _alone(move.after, table) if joins_later(needs.fates, table) else table
            for table in move.after.tables
        ),
    )


def _alone(schema: Schema, table: Table) -> Table:
    """Its parent adopts what it has in common with it, under the names it has."""
    return replace(
        table,
        partition_of=None,
        constraints=tuple(replace(c, is_local=True) for c in table.constraints),
        columns=tuple(_own(schema, table, column) for column in table.columns),
    )


def _own(schema: Schema, table: Table, column: Column) -> Column:
    """A column that no parent brings, with the name its NOT NULL would have from one."""
    name = None if column.nullable else sql.not_null_name(schema, table, column)
    return replace(
        column,
        is_local=True,
        identity=None,
        not_null_name=name,
        not_null=replace(column.not_null, is_local=True),
    )


def _headline(statement: str) -> str:
    """The first words of a statement that speaks for itself."""
    first_line = statement.strip().split("\n")[0].split(" (")[0]
    return first_line if len(first_line) <= 100 else first_line[:99] + "…"
