"""The changes that turn one design into another, in an order in which they can be applied.

Objects are the same when their ids are: a new name is a rename, a new schema a move. What goes
is dropped first and what is renamed is renamed next, as `apply` would do it, so that texts which
merely follow a rename (a check, a type name) do not show up as changes of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, Protocol, TypeVar

from schemas.engine.apply import carry_out
from schemas.engine.canonical import canonical
from schemas.engine.changes import (
    ALTERS,
    AddColumn,
    AddConstraint,
    AddIndex,
    AddObject,
    AddPolicy,
    AddTable,
    AddTrigger,
    AlterColumn,
    AlterConstraint,
    AlterIndex,
    AlterObject,
    AlterPolicy,
    AlterTable,
    AlterTrigger,
    Change,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropObject,
    DropPolicy,
    DropTable,
    DropTrigger,
    MoveColumn,
    MoveObject,
    MoveTable,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
)
from schemas.engine.model import (
    ForeignKey,
    Namespace,
    ObjectId,
    Schema,
    Sequence,
    Table,
    TopLevel,
    View,
)
from schemas.engine.names import LONGEST_NAME, clip


class _Named(Protocol):
    @property
    def id(self) -> ObjectId: ...
    @property
    def name(self) -> str: ...


Child = TypeVar("Child", bound=_Named)
_Pairs = list[tuple[Child, Child]]
_ASIDE = "__aside"


def diff(before: Schema, after: Schema) -> list[Change]:
    """Law: `canonical(apply(before, diff(before, after))) == canonical(after)`."""
    before, after = canonical(before), canonical(after)
    first = [*_drops(before, after), *_renames(before, after)]
    reached = canonical(carry_out(before, first)) if first else before
    return [*first, *_additions_and_alterations(reached, after)]


def renames(before: Schema, after: Schema) -> list[Change]:
    """New names and new schemas alone, of what is there before and after."""
    return list(_renames(before, after))


# What goes


def _drops(before: Schema, after: Schema) -> Iterator[Change]:
    """Foreign keys before the keys they need, everything before its table."""
    for table in before.tables:
        for key in _only_in(table.foreign_keys, _table(after, table.id).foreign_keys):
            yield DropConstraint(table=table.id, constraint=key.id)
    for old, new in _unlike_tables(before, after):
        yield from _child_drops(old, new)
    for thing in _only_in(before.objects, after.objects):
        yield DropObject(object=thing.id)
    for table in _only_in(before.tables, after.tables):
        yield DropTable(table=table.id)


def _child_drops(old: Table, new: Table) -> Iterator[Change]:
    for trigger in _only_in(old.triggers, new.triggers):
        yield DropTrigger(table=old.id, trigger=trigger.id)
    for policy in _only_in(old.policies, new.policies):
        yield DropPolicy(table=old.id, policy=policy.id)
    for index in _only_in(old.indexes, new.indexes):
        yield DropIndex(table=old.id, index=index.id)
    for constraint in _only_in(old.constraints, new.constraints):
        if not isinstance(constraint, ForeignKey):
            yield DropConstraint(table=old.id, constraint=constraint.id)
    for column in _only_in(old.columns, new.columns):
        yield DropColumn(table=old.id, column=column.id)


# What has a new name


def _renames(before: Schema, after: Schema) -> Iterator[Change]:
    follows = {
        old.name: new.name
        for old, new in _unlike(before.namespaces, after.namespaces)
        if old.name != new.name
    }
    yield from _namespace_renames(before, after)
    # What stays where it was moves too, when the schema it is in takes another name.
    pairs = _common if follows else _unlike
    for old, new in pairs(before.objects, after.objects):
        if not _goes_with_its_table(before, after, old):
            yield from _object_renames(old, new, follows)
    for was, table in pairs(before.tables, after.tables):
        if follows.get(was.schema, was.schema) != table.schema:
            yield MoveTable(table=table.id, schema=table.schema)
        if was.name != table.name:
            yield RenameTable(table=table.id, name=table.name)
        yield from _child_renames(was, table)


def _goes_with_its_table(before: Schema, after: Schema, thing: TopLevel) -> bool:
    """Whether this is a sequence owned by a column of a table that moves: it moves along."""
    if not isinstance(thing, Sequence) or thing.owned_by is None:
        return False
    table = before.tables_by_id.get(thing.owned_by[0])
    moved = after.tables_by_id.get(thing.owned_by[0])
    now = after.objects_by_id[thing.id]
    return (
        table is not None
        and moved is not None
        and isinstance(now, Sequence)
        and (table.schema, moved.schema) == (thing.schema, now.schema)
        and thing.name == now.name
    )


def _namespace_renames(before: Schema, after: Schema) -> Iterator[Change]:
    """In an order in which each new name is free; in a circle one steps aside for a while."""
    pairs = _unlike(before.namespaces, after.namespaces)
    waiting = {old.name: new for old, new in pairs if old.name != new.name}
    while waiting:
        free = [old for old, new in waiting.items() if new.name not in waiting]
        for old in free:
            new = waiting.pop(old)
            yield RenameObject(object=new.id, name=new.name)
        if not free:
            old, new = next(iter(waiting.items()))
            aside = clip(old, LONGEST_NAME - len(_ASIDE)) + _ASIDE
            waiting = {aside: new, **{k: v for k, v in waiting.items() if k != old}}
            yield RenameObject(object=new.id, name=aside)


def _object_renames(old: TopLevel, new: TopLevel, follows: Mapping[str, str]) -> Iterator[Change]:
    if isinstance(old, Namespace) or isinstance(new, Namespace):
        return
    if old.name != new.name:
        yield RenameObject(object=new.id, name=new.name)
    if follows.get(old.schema, old.schema) != new.schema:
        yield MoveObject(object=new.id, schema=new.schema)


def _child_renames(old: Table, new: Table) -> Iterator[Change]:
    for column, name in _new_names(old.columns, new.columns):
        yield RenameColumn(table=new.id, column=column, name=name)
    for constraint, name in _new_names(old.constraints, new.constraints):
        yield RenameConstraint(table=new.id, constraint=constraint, name=name)
    for index, name in _new_names(old.indexes, new.indexes):
        yield RenameIndex(table=new.id, index=index, name=name)


def _new_names(old: Iterable[_Named], new: Iterable[_Named]) -> Iterator[tuple[ObjectId, str]]:
    was = {thing.id: thing.name for thing in old}
    return ((t.id, t.name) for t in new if was.get(t.id, t.name) != t.name)


# What comes, and what is otherwise


def _additions_and_alterations(before: Schema, after: Schema) -> Iterator[Change]:
    """Foreign keys last: the keys they need may be new."""
    for thing in _only_in(after.objects, before.objects):
        yield AddObject(object=thing)
    for old, new in _unlike(before.objects, after.objects):
        yield from _object_changes(old, new)
    for table in _only_in(after.tables, before.tables):
        yield AddTable(table=_without_foreign_keys(table))
    for was, table in _unlike_tables(before, after):
        yield from _table_changes(was, table)
    for table in after.tables:
        for key in _only_in(table.foreign_keys, _table(before, table.id).foreign_keys):
            yield AddConstraint(table=table.id, constraint=key)


def _object_changes(old: TopLevel, new: TopLevel) -> Iterator[Change]:
    if changed := _altered(AlterObject, old, new):
        yield AlterObject(object=new.id, set=changed)
    if isinstance(old, View) and isinstance(new, View):
        yield from _index_changes(old, new)
        yield from _trigger_changes(old, new)


def _table_changes(old: Table, new: Table) -> Iterator[Change]:
    if changed := _altered(AlterTable, old, new):
        yield AlterTable(table=new.id, set=changed)
    yield from _column_changes(old, new)
    yield from _constraint_changes(old, new)
    yield from _index_changes(old, new)
    yield from _trigger_changes(old, new)
    for policy in _only_in(new.policies, old.policies):
        yield AddPolicy(table=new.id, policy=policy)
    for was, policy in _unlike(old.policies, new.policies):
        if changed := _altered(AlterPolicy, was, policy):
            yield AlterPolicy(table=new.id, policy=policy.id, set=changed)


def _column_changes(old: Table, new: Table) -> Iterator[Change]:
    for was, column in _unlike(old.columns, new.columns):
        if changed := _altered(AlterColumn, was, column):
            yield AlterColumn(table=new.id, column=column.id, set=changed)
    order = [column.id for column in old.columns]
    for position, column in enumerate(new.columns):
        if column.id not in old.columns_by_id:
            at = None if position >= len(order) else position
            order.insert(position, column.id)
            yield AddColumn(table=new.id, column=column, position=at)
        elif order[position] != column.id:
            order.remove(column.id)
            order.insert(position, column.id)
            yield MoveColumn(table=new.id, column=column.id, position=position)


def _constraint_changes(old: Table, new: Table) -> Iterator[Change]:
    for constraint in _only_in(new.constraints, old.constraints):
        if not isinstance(constraint, ForeignKey):
            yield AddConstraint(table=new.id, constraint=constraint)
    for was, constraint in _unlike(old.constraints, new.constraints):
        if type(was) is not type(constraint):
            yield DropConstraint(table=new.id, constraint=was.id)
            yield AddConstraint(table=new.id, constraint=constraint)
        elif changed := _altered(AlterConstraint, was, constraint):
            yield AlterConstraint(table=new.id, constraint=constraint.id, set=changed)


def _index_changes(old: Table | View, new: Table | View) -> Iterator[Change]:
    if isinstance(new, View):
        for index in _only_in(old.indexes, new.indexes):
            yield DropIndex(table=new.id, index=index.id)
        for id, name in _new_names(old.indexes, new.indexes):
            yield RenameIndex(table=new.id, index=id, name=name)
    for index in _only_in(new.indexes, old.indexes):
        yield AddIndex(table=new.id, index=index)
    for was, index in _unlike(old.indexes, new.indexes):
        if changed := _altered(AlterIndex, was, index):
            yield AlterIndex(table=new.id, index=index.id, set=changed)


def _trigger_changes(old: Table | View, new: Table | View) -> Iterator[Change]:
    if isinstance(new, View):
        for trigger in _only_in(old.triggers, new.triggers):
            yield DropTrigger(table=new.id, trigger=trigger.id)
    for trigger in _only_in(new.triggers, old.triggers):
        yield AddTrigger(table=new.id, trigger=trigger)
    for was, trigger in _unlike(old.triggers, new.triggers):
        if changed := _altered(AlterTrigger, was, trigger):
            yield AlterTrigger(table=new.id, trigger=trigger.id, set=changed)


# Comparing


def _only_in(here: Iterable[Child], other: Iterable[_Named]) -> list[Child]:
    there = {thing.id for thing in other}
    return [thing for thing in here if thing.id not in there]


def _common(old: Iterable[Child], new: Iterable[Child]) -> _Pairs[Child]:
    was = {thing.id: thing for thing in old}
    return [(was[thing.id], thing) for thing in new if thing.id in was]


def _unlike(old: Iterable[Child], new: Iterable[Child]) -> _Pairs[Child]:
    """What is in both and not the same: of a large design that is little."""
    return [(was, now) for was, now in _common(old, new) if was != now]


def _unlike_tables(before: Schema, after: Schema) -> _Pairs[Table]:
    return _unlike(before.tables, after.tables)


def _table(schema: Schema, id: ObjectId) -> Table:
    """The table, or an empty one where there is none."""
    return schema.tables_by_id.get(id) or Table(id=id, name="")


def _without_foreign_keys(table: Table) -> Table:
    rest = tuple(c for c in table.constraints if not isinstance(c, ForeignKey))
    return replace(table, constraints=rest)


def _altered(change: type, old: object, new: object) -> dict[str, Any]:
    """Fields that this kind of change may set and whose values differ."""
    names = [f.name for f in fields(new) if f.name not in ALTERS[change].kept]  # type: ignore[arg-type]
    return {name: getattr(new, name) for name in names if getattr(old, name) != getattr(new, name)}
