"""Defaults: actions of their own, since what they call may need the very table they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Column, Table
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.register import Register
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section


def default_drop(register: Register, table: Table, column: Column, *, why: str = "") -> Step:
    describe = f"Drop the default of {table.name}.{column.name}{why}"
    return Step(_alter(register, table, column, "DROP DEFAULT"), describe)


def default_actions(needs: Needs, table: Table, old: Column, new: Column) -> Iterator[Action]:
    """Of a column that stays; `old` is it as the plan finds it."""
    is_off = new.id in needs.fates.undefaulted
    was = None if is_off else old.default
    if was == new.default:
        return
    register = needs.register
    if new.default is None:
        step = default_drop(register, table, new)
    else:
        describe = f"Set the default of {table.name}.{new.name}"
        step = Step(_alter(register, table, new, f"SET DEFAULT {new.default}"), describe)
    yield Action(
        key=key("default", new.id),
        section=Section.TABLES,
        place=(table.schema, table.name, "2", new.name),
        steps=(step,),
        needs=needs.of(new) | {key("make", new.id)},
    )


def _alter(register: Register, table: Table, column: Column, action: str) -> str:
    """Heirs and partitions keep their own: each has a default of its own in the design."""
    if register.heirs(table.id):
        return sql.alter_only(table, column, action)
    return sql.alter_column(table, column, action)
