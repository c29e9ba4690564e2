"""Changes made to a design: the one place where a change means something.

Names in texts follow a rename as PostgreSQL lets them (see `follow`). A schema may be a part of a
whole design: what is not there is not touched, and only what the changes themselves break is
refused. For a rename of a type, sequence, function, table or schema all that may name it must be
there (see `touched.needs_everything`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar, assert_never

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
    ColumnChange,
    ConstraintChange,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropObject,
    DropPolicy,
    DropTable,
    DropTrigger,
    IndexChange,
    MoveColumn,
    MoveObject,
    MoveTable,
    ObjectChange,
    PolicyChange,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
    TableChange,
    TriggerChange,
)
from schemas.engine.check import introduced
from schemas.engine.draft import Collection, Draft, expect, refuse
from schemas.engine.errors import Conflict, FieldClash, InvalidChange
from schemas.engine.expressions import rename_trigger
from schemas.engine.model import Child, Namespace, ObjectId, PrimaryKey, Schema, Trigger
from schemas.engine.naming import named
from schemas.engine.renames import (
    move_object,
    move_table,
    rename_column,
    rename_object,
    rename_table,
)
from schemas.engine.spelling import spelled

_AlterChild = AlterColumn | AlterConstraint | AlterIndex | AlterTrigger | AlterPolicy
_Alter = _AlterChild | AlterTable | AlterObject
_RenameChild = RenameConstraint | RenameIndex
Thing = TypeVar("Thing")


def apply(schema: Schema, changes: Iterable[Change]) -> Schema:
    """The design after the changes.

    Raises Conflict when a value was changed since the author of a change saw it, InvalidChange
    when a change has no target or the design would break a rule that it did not break before.
    """
    after = carry_out(schema, changes)
    issues = introduced(schema, after)
    if issues:
        raise InvalidChange(issues)
    return after


def carry_out(schema: Schema, changes: Iterable[Change]) -> Schema:
    """As `apply`, but without a look at whether the result is a valid design."""
    draft = Draft(schema)
    for change in changes:
        make(draft, change)
    return draft.schema()


def make(draft: Draft, change: Change) -> None:
    """Make one change to the draft."""
    change = settled(draft, change)
    match change:
        case AddTable() | DropTable() | RenameTable() | MoveTable() | AlterTable():
            _change_table(draft, change)
        case AddColumn() | DropColumn() | RenameColumn() | AlterColumn() | MoveColumn():
            _change_column(draft, change)
        case AddConstraint() | DropConstraint() | RenameConstraint() | AlterConstraint():
            _change_constraint(draft, change)
        case AddIndex() | DropIndex() | RenameIndex() | AlterIndex():
            _change_index(draft, change)
        case AddTrigger() | DropTrigger() | AlterTrigger():
            _change_trigger(draft, change)
        case AddPolicy() | DropPolicy() | AlterPolicy():
            _change_policy(draft, change)
        case AddObject() | DropObject() | RenameObject() | MoveObject() | AlterObject():
            _change_object(draft, change)
        case _:
            assert_never(change)


def settled(draft: Draft, change: Change) -> Change:
    """The change with all that PostgreSQL would choose: spellings of types, names of keys."""
    return named(draft, spelled(draft, change))


# One kind of thing at a time


def _change_table(draft: Draft, change: TableChange) -> None:
    match change:
        case AddTable(table=table):
            draft.add_table(table)
            identities = [column.id for column in table.columns if column.identity]
            _require_values(draft, table.id, [*identities, *_key_columns(*table.constraints)])
        case DropTable(table=id):
            draft.drop_table(id)
        case RenameTable(table=id, name=name):
            table = draft.table(id)
            expect(draft.place(table), "name", was=change.was, now=table.name, wanted=name)
            rename_table(draft, table, name)
        case MoveTable(table=id, schema=schema):
            table = draft.table(id)
            expect(draft.place(table), "schema", was=change.was, now=table.schema, wanted=schema)
            move_table(draft, table, schema)
        case AlterTable(table=id):
            table = draft.table(id)
            draft.put(_altered(table, change, draft.place(table)))
        case _:
            assert_never(change)


def _change_column(draft: Draft, change: ColumnChange) -> None:
    match change:
        case AddColumn(table=owner, column=column, position=position):
            draft.add_child(owner, "columns", column, position=position)
            _require_values(draft, owner, [column.id] if column.identity else [])
        case DropColumn(table=owner, column=id):
            draft.drop_child(owner, "columns", id)
        case RenameColumn(table=owner, column=id, name=name):
            table = draft.table(owner)
            renamed = table.columns_by_id.get(id) or refuse("That column is no longer there.")
            at = draft.place(renamed, owner)
            expect(at, "name", was=change.was, now=renamed.name, wanted=name)
            rename_column(draft, owner, renamed, name)
        case AlterColumn(table=owner, column=id):
            _alter_child(draft, "columns", id, change)
            _require_values(draft, owner, [id] if change.set.get("identity") else [])
        case MoveColumn(table=owner, column=id, position=position):
            moved = draft.child(owner, "columns", id)
            draft.drop_child(owner, "columns", id)
            draft.add_child(owner, "columns", moved, position=position)
        case _:
            assert_never(change)


def _change_constraint(draft: Draft, change: ConstraintChange) -> None:
    match change:
        case AddConstraint(table=owner, constraint=constraint):
            draft.add_child(owner, "constraints", constraint)
            _require_values(draft, owner, _key_columns(constraint))
        case DropConstraint(table=owner, constraint=id):
            draft.drop_child(owner, "constraints", id)
        case RenameConstraint(constraint=id):
            _rename_child(draft, "constraints", id, change)
        case AlterConstraint(table=owner, constraint=id):
            _alter_child(draft, "constraints", id, change)
            altered = draft.child(owner, "constraints", id)
            _require_values(draft, owner, _key_columns(altered))
        case _:
            assert_never(change)


def _change_index(draft: Draft, change: IndexChange) -> None:
    match change:
        case AddIndex(table=owner, index=index):
            draft.add_child(owner, "indexes", index)
        case DropIndex(table=owner, index=id):
            draft.drop_child(owner, "indexes", id)
        case RenameIndex(index=id):
            _rename_child(draft, "indexes", id, change)
        case AlterIndex(index=id):
            _alter_child(draft, "indexes", id, change)
        case _:
            assert_never(change)


def _change_trigger(draft: Draft, change: TriggerChange) -> None:
    match change:
        case AddTrigger(table=owner, trigger=trigger):
            draft.add_child(owner, "triggers", trigger)
        case DropTrigger(table=owner, trigger=id):
            draft.drop_child(owner, "triggers", id)
        case AlterTrigger(table=owner, trigger=id):
            _alter_child(draft, "triggers", id, change)
            if "name" in change.set and "definition" not in change.set:
                _rename_in_definition(draft, owner, id)
        case _:
            assert_never(change)


def _change_policy(draft: Draft, change: PolicyChange) -> None:
    match change:
        case AddPolicy(table=owner, policy=policy):
            draft.add_child(owner, "policies", policy)
        case DropPolicy(table=owner, policy=id):
            draft.drop_child(owner, "policies", id)
        case AlterPolicy(policy=id):
            _alter_child(draft, "policies", id, change)
        case _:
            assert_never(change)


def _change_object(draft: Draft, change: ObjectChange) -> None:
    match change:
        case AddObject(object=thing):
            draft.add_object(thing)
        case DropObject(object=id):
            draft.drop_object(id)
        case RenameObject(object=id, name=name):
            thing = draft.object(id)
            expect(draft.place(thing), "name", was=change.was, now=thing.name, wanted=name)
            rename_object(draft, thing, name)
        case MoveObject(object=id, schema=schema):
            thing = draft.object(id)
            if isinstance(thing, Namespace):
                refuse("A schema cannot be moved into another.", thing.name)
            expect(draft.place(thing), "schema", was=change.was, now=thing.schema, wanted=schema)
            move_object(draft, thing, schema)
        case AlterObject(object=id):
            thing = draft.object(id)
            draft.put(_altered(thing, change, draft.place(thing)))
        case _:
            assert_never(change)


# Fields


def _rename_child(draft: Draft, collection: Collection, id: ObjectId, change: _RenameChild) -> None:
    child = draft.child(change.table, collection, id)
    at = draft.place(child, change.table)
    expect(at, "name", was=change.was, now=child.name, wanted=change.name)
    draft.put_child(change.table, collection, replace(child, name=change.name))


def _alter_child(draft: Draft, collection: Collection, id: ObjectId, change: _AlterChild) -> None:
    child = draft.child(change.table, collection, id)
    at = draft.place(child, change.table)
    draft.put_child(change.table, collection, _altered(child, change, at))


def _altered(thing: Thing, change: _Alter, at: tuple[str, ...]) -> Thing:
    """The thing with the fields that the change sets; Conflict where another value was seen."""
    allowed = {field.name for field in fields(thing)} - ALTERS[type(change)].kept  # type: ignore[arg-type]
    for name in (*change.set, *change.was):
        if name not in allowed:
            refuse(f"{at[-1]} has no {name} that could be set.", *at)
    clashes = [
        FieldClash(at, name, seen, now, change.set.get(name))
        for name, seen in change.was.items()
        if (now := getattr(thing, name)) not in (seen, change.set.get(name, seen))
    ]
    if clashes:
        raise Conflict(clashes)
    changed: dict[str, Any] = dict(change.set)
    return replace(thing, **changed)  # type: ignore[type-var]


def _require_values(draft: Draft, owner: ObjectId, ids: Sequence[ObjectId]) -> None:
    """Columns of a primary key and identity columns are NOT NULL unasked, as in PostgreSQL."""
    for column in draft.table(owner).columns if ids else ():
        if column.id in ids and column.nullable:
            draft.put_child(owner, "columns", replace(column, nullable=False))


def _key_columns(*constraints: Child) -> list[ObjectId]:
    return [id for key in constraints if isinstance(key, PrimaryKey) for id in key.columns]


def _rename_in_definition(draft: Draft, owner: ObjectId, id: ObjectId) -> None:
    trigger = draft.child(owner, "triggers", id)
    assert isinstance(trigger, Trigger)
    definition = rename_trigger(trigger.definition, trigger.name)
    draft.put_child(owner, "triggers", replace(trigger, definition=definition))
