"""What goes first, under its old names: whatever depends on something that is about to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.engine.model import ForeignKey, Kind, ObjectId, SqlObject, Table, TopLevel, View
from schemas.engine.plan.move import Move, view_before
from schemas.engine.plan.notes import LOSES_COLUMN, LOSES_TABLE
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import in_order
from schemas.engine.write.units import CREATE, units

_EARLY_KINDS = {Kind.RULE, Kind.STATISTICS, Kind.PUBLICATION, Kind.EVENT_TRIGGER}
"""Verbatim objects that hang on tables; the rest may be in use until the tables are done."""


def first_drops(move: Move) -> Iterator[Step]:
    """Dependents before what they depend on: rules, views, triggers, policies, keys, tables."""
    gone = _gone_objects(move)
    early = [thing for thing in gone if _is_early(thing)]
    early += [view_before(move, id) for id in move.rebuilt_views]
    yield from _object_drops(move, early)
    for old, new in move.tables:
        yield from _trigger_and_policy_drops(move, old, new)
    for table in move.before.tables:
        yield from _foreign_key_drops(move, table)
    for old, new in move.tables:
        yield from _index_and_key_drops(move, old, new)
    yield from _table_drops(move)
    for old, new in move.tables:
        for column in old.columns:
            if column.id not in new.columns_by_id and column.is_local:
                describe = f"Drop column {old.name}.{column.name}"
                yield Step(sql.drop_column(old, column), describe, (LOSES_COLUMN,))


def last_drops(move: Move) -> Iterator[Step]:
    """Types, functions, sequences, extensions and schemas that nothing needs any more."""
    late = [thing for thing in _gone_objects(move) if not _is_early(thing)]
    yield from _object_drops(move, late)


def _gone_objects(move: Move) -> list[TopLevel]:
    return [o for o in move.before.objects if o.id not in move.after.objects_by_id]


def _is_early(thing: TopLevel) -> bool:
    return isinstance(thing, View) or (isinstance(thing, SqlObject) and thing.kind in _EARLY_KINDS)


def _object_drops(move: Move, things: Iterable[TopLevel]) -> Iterator[Step]:
    """In the reverse of the order in which a script creates them."""
    wanted = {thing.id: thing for thing in things if not _is_dropped_otherwise(move, thing)}
    for unit in reversed(_creation_order(move)):
        thing = wanted.pop(unit, None)
        if thing is not None:
            kind = sql.object_kind(thing).lower()
            yield Step(sql.drop_object(thing), f"Drop {kind} {thing.name}")


def _is_dropped_otherwise(move: Move, thing: TopLevel) -> bool:
    """Owned sequences fall with their column."""
    owner = getattr(thing, "owned_by", None)
    if owner is None:
        return False
    table = move.after.tables_by_id.get(owner[0])
    return table is None or owner[1] not in table.columns_by_id


def _creation_order(move: Move) -> list[ObjectId]:
    return [unit.key[0] for unit in in_order(units(move.before)) if unit.key[1] == CREATE]


def _trigger_and_policy_drops(move: Move, old: Table, new: Table) -> Iterator[Step]:
    kept = {t.id for t in new.triggers} | {p.id for p in new.policies}
    for trigger in old.triggers:
        if trigger.id not in kept or trigger.id in move.rebuilt_children:
            describe = f"Drop trigger {trigger.name} on {old.name}"
            yield Step(sql.drop_trigger(old, trigger), describe)
    for policy in old.policies:
        if policy.id not in kept or policy.id in move.rebuilt_children:
            yield Step(sql.drop_policy(old, policy), f"Drop policy {policy.name} on {old.name}")


def _foreign_key_drops(move: Move, table: Table) -> Iterator[Step]:
    """Also those of tables that go themselves: two of them may point at each other."""
    after = move.after.tables_by_id.get(table.id)
    kept = {key.id for key in after.foreign_keys} if after else set()
    for key in table.foreign_keys:
        if (key.id not in kept or key.id in move.rebuilt_children) and key.is_local:
            describe = f"Drop foreign key {key.name} of {table.name}"
            yield Step(sql.drop_constraint(table, key), describe)


def _index_and_key_drops(move: Move, old: Table, new: Table) -> Iterator[Step]:
    kept = {i.id for i in new.indexes} | {c.id for c in new.constraints}
    for index in old.indexes:
        if index.is_local and (index.id not in kept or index.id in move.rebuilt_children):
            yield Step(sql.drop_index(old, index), f"Drop index {index.name}")
    for constraint in old.constraints:
        if isinstance(constraint, ForeignKey) or not constraint.is_local:
            continue
        if constraint.id not in kept or constraint.id in move.rebuilt_children:
            describe = f"Drop constraint {constraint.name} of {old.name}"
            yield Step(sql.drop_constraint(old, constraint), describe)


def _table_drops(move: Move) -> Iterator[Step]:
    gone = {t.id: t for t in move.before.tables if t.id not in move.after.tables_by_id}
    for id in reversed(_creation_order(move)):
        if id in gone:
            yield Step(sql.drop_table(gone[id]), f"Drop table {gone[id].name}", (LOSES_TABLE,))
