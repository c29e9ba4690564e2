"""What goes: dependents first of all, under their old names; what holds rows last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.model import (
    ATTACHMENTS,
    Check,
    Column,
    Domain,
    Exclusion,
    ForeignKey,
    Index,
    Kind,
    Namespace,
    ObjectId,
    Policy,
    PrimaryKey,
    Schema,
    Sequence,
    SqlObject,
    Table,
    Trigger,
    Unique,
    View,
)
from schemas.engine.names import quote
from schemas.engine.plan.actions import Action, Key, key
from schemas.engine.plan.defaults import default_drop
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.identities import identity_drops
from schemas.engine.plan.notes import LOSES_COLUMN, LOSES_TABLE, REBUILDS_COLUMN
from schemas.engine.plan.partitions import detachments, is_released
from schemas.engine.plan.rebuilds import departures, keeps_rows, rows_key
from schemas.engine.plan.register import Register, Thing
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section
from schemas.engine.write.units import section_of


def first_drops(fates: Fates) -> Iterator[Action]:
    """Everything that falls, each after what hangs on it."""
    move = fates.move
    going = {id: move.first.things[id] for id in fates.dropped if id in move.first.things}
    for id, thing in going.items():
        if _goes_along(fates, move.first, thing):
            continue
        step = drop_step(move.first, thing, is_remade=not move.is_gone(id))
        if isinstance(thing, Table) and keeps_rows(fates, thing):
            step = replace(step, notes=())
        yield _drop(thing, move.first, (*_detached(fates, move.first, thing), step))
    yield from _default_drops(fates)
    yield from _disownments(fates)
    yield from identity_drops(fates)
    yield from departures(fates)
    yield from detachments(fates)


def last_drops(fates: Fates) -> Iterator[Action]:
    """What nothing needs any more, under the names it has by now."""
    move = fates.move
    going = {id: thing for id, thing in move.gone.items() if id not in fates.dropped}
    going |= {id: move.old.things[id] for id in fates.aside}
    for id, thing in going.items():
        if _goes_along(fates, move.old, thing) or _is_kept(thing):
            continue
        current = _set_aside(fates, thing) if id in fates.aside else thing
        step = drop_step(move.old, current, is_remade=id in move.new.things)
        yield _drop(thing, move.old, (*_detached(fates, move.old, thing), step))


def _set_aside(fates: Fates, thing: Thing) -> Thing:
    """Under the name it waits by; that of a verbatim object is SQL."""
    name = fates.names_aside[thing.id]
    return replace(thing, name=quote(name) if isinstance(thing, SqlObject) else name)


def _detached(fates: Fates, register: Register, thing: Thing) -> Iterator[Step]:
    """A partition of a table that foreign keys point at cannot be dropped while it is one."""
    if not isinstance(thing, Table) or thing.partition_of is None:
        return
    if _is_pointed_at(fates, register, thing.partition_of.parent):
        statement = sql.detach_partition(register.schema, thing, thing.partition_of)
        yield Step(statement, f"Detach partition {thing.name}")


def _is_pointed_at(fates: Fates, register: Register, id: ObjectId) -> bool:
    """Whether foreign keys that stay for now point at the table or one above it."""
    if any(not fates.goes(key.id) for key in register.pointing(id)):
        return True
    table = register.schema.tables_by_id[id]
    return any(_is_pointed_at(fates, register, parent.id) for parent in register.parents(table))


def _drop(thing: Thing, register: Register, steps: tuple[Step, ...]) -> Action:
    """After the drops of all that needs it, and after what stays has been freed of it."""
    needs: set[Key] = set()
    for other in register.dependents(thing.id):
        if other.id == thing.id:
            continue
        holder = register.owners.get(other.id)
        needs |= {key("drop", other.id), key("make", other.id), key("default", other.id)}
        if holder is not None and holder.id != thing.id:
            needs |= {key("drop", holder.id)}
    needs |= {key("drop", id) for id in _above(register, thing)}
    if isinstance(thing, Table):
        needs |= {rows_key(table) for table in (thing, *register.parents(thing))}
    return Action(
        key=key("drop", thing.id),
        section=Section.DROPS,
        place=(-_section(register, thing), *_path(register, thing)),
        steps=steps,
        needs=frozenset(needs),
    )


def _above(register: Register, thing: Thing) -> Iterator[ObjectId]:
    """What the parents have under the same name: an heir can drop its own only after theirs."""
    owner = register.owners.get(thing.id)
    if isinstance(owner, Table) and isinstance(thing, Column | Check):
        for parent in register.parents(owner):
            parts = parent.columns if isinstance(thing, Column) else parent.checks
            yield from (part.id for part in parts if part.name == thing.name)


def _goes_along(fates: Fates, register: Register, thing: Thing) -> bool:
    """Whether PostgreSQL drops it with its table, column or parent anyway."""
    if isinstance(thing, SqlObject) and thing.kind in ATTACHMENTS:
        return True
    if isinstance(thing, SqlObject) and any(
        fates.goes(id) for id in _types_made_of(register, thing)
    ):
        return True
    if isinstance(thing, Sequence) and thing.owned_by:
        return any(fates.goes(id) for id in thing.owned_by)
    owner = register.owners.get(thing.id)
    if owner is None:
        return False
    if not getattr(thing, "is_local", True) and not is_released(fates, owner.id):
        return True
    return owner.id in fates.dropped and not isinstance(thing, ForeignKey)


def _types_made_of(register: Register, routine: SqlObject) -> Iterator[ObjectId]:
    """Types that the routine reads or writes and takes or returns: none goes without the other."""
    for id in routine.depends_on:
        needed = register.things.get(id)
        if not isinstance(needed, SqlObject) or needed.kind is not Kind.TYPE:
            continue
        if routine.id in needed.depends_on:
            yield id


def _is_kept(thing: Thing) -> bool:
    """Every database has a schema `public`; a design without it just says nothing about it."""
    return isinstance(thing, Namespace) and thing.name == "public"


def drop_step(register: Register, thing: Thing, *, is_remade: bool = False) -> Step:
    owner = register.owners.get(thing.id)
    again = " to make it anew" if is_remade else ""
    match thing:
        case Table():
            return Step(sql.drop_table(thing), f"Drop table {thing.name}{again}", (LOSES_TABLE,))
        case Column():
            assert isinstance(owner, Table)
            notes = (REBUILDS_COLUMN,) if thing.generated else (LOSES_COLUMN,)
            describe = f"Drop column {owner.name}.{thing.name}{again}"
            return Step(sql.drop_column(owner, thing), describe, notes)
        case Check() if isinstance(owner, Domain):
            describe = f"Drop check {thing.name} of {owner.name}{again}"
            return Step(sql.drop_domain_check(owner, thing), describe)
        case PrimaryKey() | Unique() | Check() | ForeignKey() | Exclusion():
            assert isinstance(owner, Table)
            describe = f"Drop constraint {thing.name} of {owner.name}{again}"
            return Step(sql.drop_constraint(owner, thing), describe)
        case Index():
            assert isinstance(owner, Table | View)
            return Step(sql.drop_index(owner, thing), f"Drop index {thing.name}{again}")
        case Trigger():
            assert isinstance(owner, Table | View)
            describe = f"Drop trigger {thing.name} on {owner.name}{again}"
            return Step(sql.drop_trigger(owner, thing), describe)
        case Policy():
            assert isinstance(owner, Table)
            describe = f"Drop policy {thing.name} on {owner.name}{again}"
            return Step(sql.drop_policy(owner, thing), describe)
        case _:
            kind = sql.object_kind(thing).lower()
            cascade = " CASCADE" if _has_makers(register, thing) else ""
            return Step(sql.drop_object(thing) + cascade, f"Drop {kind} {thing.name}{again}")


def _has_makers(register: Register, thing: Thing) -> bool:
    """Whether the functions of a type go with it: each needs the other."""
    if not isinstance(thing, SqlObject) or thing.kind is not Kind.TYPE:
        return False
    makers = (register.things.get(id) for id in thing.depends_on)
    return any(isinstance(one, SqlObject) and thing.id in one.depends_on for one in makers)


def _default_drops(fates: Fates) -> Iterator[Action]:
    """Of what calls something that goes; they are set again when it is back."""
    move = fates.move
    for id in fates.undefaulted - fates.dropped:
        thing = move.first.things.get(id)
        if isinstance(thing, Column) and thing.default is not None:
            table = move.first.owners[id]
            assert isinstance(table, Table)
            if table.id in fates.dropped:
                continue
            yield _early(id, default_drop(move.first, table, thing, why=" for a while"), thing)
        elif isinstance(thing, Domain) and thing.default is not None:
            describe = f"Drop the default of {thing.name} for a while"
            yield _early(id, Step(sql.set_domain_default(thing, None), describe), thing)


def _disownments(fates: Fates) -> Iterator[Action]:
    before: Schema = fates.move.before
    for id in fates.disowned:
        sequence = before.objects_by_id.get(id)
        if isinstance(sequence, Sequence):
            free = replace(sequence, owned_by=None)
            step = Step(sql.set_sequence_owner(before, free), f"Keep sequence {sequence.name}")
            yield _early(id, step, sequence)


def _early(id: ObjectId, step: Step, thing: Thing) -> Action:
    """Keyed as a drop: what it frees waits for it as for one."""
    name = getattr(thing, "name", "")
    return Action(key=key("drop", id), section=Section.SCHEMAS, place=(name,), steps=(step,))


def _section(register: Register, thing: Thing) -> int:
    match thing:
        case Table():
            return Section.TABLES
        case Column():
            return Section.LATE_DEFAULTS
        case ForeignKey():
            return Section.FOREIGN_KEYS
        case PrimaryKey() | Unique() | Check() | Exclusion():
            return Section.KEYS
        case Index():
            return Section.INDEXES
        case Trigger():
            return Section.TRIGGERS
        case Policy():
            return Section.POLICIES
        case _:
            return section_of(thing)


def _path(register: Register, thing: Thing) -> tuple[str, ...]:
    owner = register.owners.get(thing.id)
    schema = getattr(owner or thing, "schema", "")
    return (schema, *([owner.name] if owner else []), thing.name)
