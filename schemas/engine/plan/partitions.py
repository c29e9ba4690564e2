"""Partitions and heirs: taken from their parents first, given to them last."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Constraint, Index, ObjectId, Table, View
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.move import Move, column_pairs
from schemas.engine.plan.notes import SCANS
from schemas.engine.plan.register import Register, children, lacking, part_of
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section
from schemas.engine.write.units import FOREIGN_KEYS, INDEXES, KEYS


def is_released(fates: Fates, id: ObjectId) -> bool:
    """Whether the table stays and loses a parent: what it had from it is its own by then."""
    old, new = _pair(fates, id)
    return old is not None and new is not None and bool(_lost(fates, old, new))


def is_joining(fates: Fates, id: ObjectId) -> bool:
    """Whether it gets a parent it did not have: what it has from it it must have before."""
    old, new = _pair(fates, id)
    if new is None:
        return False
    return bool(_gained(fates, old, new)) if old else joins_later(fates, new)


def _pair(fates: Fates, id: ObjectId) -> tuple[Table | None, Table | None]:
    if id in fates.dropped:
        return None, None
    return fates.move.renamed.tables_by_id.get(id), fates.move.after.tables_by_id.get(id)


def _staying(fates: Fates) -> list[tuple[Table, Table]]:
    return [(old, new) for old, new in fates.move.tables if old.id not in fates.dropped]


def detachments(fates: Fates) -> Iterator[Action]:
    """Under the old names, before a parent is altered or goes."""
    move = fates.move
    for old, new in _staying(fates):
        was = move.before.tables_by_id[old.id]
        parents = _lost(fates, old, new)
        if was.partition_of and was.partition_of.parent in parents:
            statement = sql.detach_partition(move.before, was, was.partition_of)
            steps = [Step(statement, f"Detach partition {was.name}")]
        else:
            steps = [
                Step(
                    sql.no_inherit(was, move.before.tables_by_id[id]),
                    f"End inheritance of {was.name}",
                )
                for id in was.inherits
                if id in parents
            ]
        if steps:
            yield Action(
                key=key("drop", old.id),
                section=Section.SCHEMAS,
                place=(was.schema, was.name),
                steps=tuple(steps),
            )


def attachments(fates: Fates) -> Iterator[Action]:
    """Once the table has all that its parent has: PostgreSQL then adopts its keys and indexes."""
    move = fates.move
    was = move.renamed.tables_by_id
    for table in move.after.tables:
        old = was.get(table.id)
        if table.id in fates.dropped or (old is None and not joins_later(fates, table)):
            continue
        parents = _gained(fates, old, table) if old else {p.id for p in move.new.parents(table)}
        if table.partition_of and table.partition_of.parent in parents:
            statement = sql.attach_partition(move.after, table, table.partition_of)
            steps = [Step(statement, f"Attach partition {table.name}", (SCANS,))]
        else:
            steps = [
                Step(
                    sql.inherit(table, move.after.tables_by_id[id]),
                    f"Let {table.name} inherit {move.after.tables_by_id[id].name}",
                )
                for id in table.inherits
                if id in parents
            ]
        if steps:
            yield _attachment(move, table, parents, tuple(steps))


def joins_later(fates: Fates, table: Table) -> bool:
    """Whether a new partition is made as a table of its own and attached: its parent is there.

    So its keys and indexes have the names it says, and its parent is not locked against readers.
    """
    if table.partition_of is None or table.id not in fates.move.born:
        return False
    parent = table.partition_of.parent
    return parent not in fates.move.born and parent not in fates.dropped


def _attachment(
    move: Move, table: Table, parents: set[ObjectId], steps: tuple[Step, ...]
) -> Action:
    there = [table, *(move.after.tables_by_id[id] for id in parents)]
    needs = {key("make", part.id) for t in there for part in (t, *children(t))}
    needs |= {key("make", t.id, part) for t in there for part in (KEYS, INDEXES)}
    needs |= {key("make", table.id, FOREIGN_KEYS)}
    needs |= {key("default", column.id) for t in there for column in t.columns}
    were = (move.old.schema.tables_by_id.get(t.id) for t in there)
    needs |= {key("drop", part.id) for t in were if t for part in children(t)}
    needs -= {key("make", whole.id) for whole in lacking(move.new, table)}
    lacking_in = lacking_units(move.new, table)
    needs -= {key("make", parent, unit) for parent in parents for unit in lacking_in}
    return Action(
        key=key("attach", table.id),
        section=Section.ATTACHMENTS,
        place=(table.schema, table.name),
        steps=steps,
        needs=frozenset(needs),
    )


def joining_steps(fates: Fates, relation: Table | View, part: Constraint | Index) -> Iterator[Step]:
    """Attach a key or index to that of a parent that is there; a new one adopts its parts."""
    whole = part_of(fates.move.new, part)
    if whole is None or whole.id not in fates.move.old.things or whole.id in fates.dropped:
        return
    if not is_joining(fates, relation.id):
        parent = fates.move.new.owners[whole.id]
        assert isinstance(parent, Table)
        statement = sql.attach_index(parent, whole.name, relation, part.name)
        yield Step(statement, f"Attach {part.name} to {whole.name}")


def lacking_units(register: Register, table: Table) -> set[str]:
    """Units of its parents with something that the partition is to have no part of."""
    return {INDEXES if isinstance(part, Index) else KEYS for part in lacking(register, table)}


def _kept(move: Move, old: Table, new: Table) -> set[ObjectId]:
    """Parents that need no seeing to: the order in which a table inherits is part of it."""
    if _renames_inherited(move, old, new):
        return set()
    if old.partition_of and old.partition_of == new.partition_of:
        return {old.partition_of.parent}
    if _becomes_its_own(old, new):
        return set()
    kept: list[ObjectId] = []
    rest = iter(old.inherits)
    for id in new.inherits:
        if id not in rest:
            break
        kept.append(id)
    return set(kept)


def _renames_inherited(move: Move, old: Table, new: Table) -> bool:
    """A NOT NULL that a parent has too can get another name only while there is no parent."""
    if new.partition_of is None:
        return False
    was = move.before.tables_by_id[old.id]
    return any(
        not (a.nullable or b.nullable)
        and sql.not_null_name(move.before, was, a) != sql.not_null_name(move.after, new, b)
        for a, b in column_pairs(was, new)
        if a.not_null != b.not_null or a.not_null_name != b.not_null_name
    )


def _becomes_its_own(old: Table, new: Table) -> bool:
    """Whether inherited columns become the table's own as well, as those of one that joins are."""
    were = {column.id for column in old.columns if not column.is_local}
    return all(c.is_local for c in new.columns) and any(c.id in were for c in new.columns)


def _lost(fates: Fates, old: Table, new: Table) -> set[ObjectId]:
    parents = {parent.id for parent in fates.move.old.parents(old)}
    return parents - (_kept(fates.move, old, new) - fates.dropped) if parents else parents


def _gained(fates: Fates, old: Table, new: Table) -> set[ObjectId]:
    parents = {parent.id for parent in fates.move.new.parents(new)}
    return parents - (_kept(fates.move, old, new) - fates.dropped) if parents else parents
