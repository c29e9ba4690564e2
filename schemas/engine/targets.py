"""Which thing a change speaks of, and where that thing is."""

from __future__ import annotations

from typing import Literal

from schemas.engine.changes import (
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
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
)
from schemas.engine.draft import Collection
from schemas.engine.model import Child, ObjectId, Schema, Table, TopLevel, View

Thing = Table | Child | TopLevel
Tone = Literal["added", "removed", "changed"]


def owner_of(change: Change) -> ObjectId:
    """The table, view or object that a change is made to."""
    match change:
        case AddTable(table=table):
            return table.id
        case AddObject(object=thing):
            return thing.id
        case DropObject() | RenameObject() | MoveObject() | AlterObject():
            return change.object
        case _:
            return change.table


def collection_of(change: Change) -> Collection | None:
    """Where in a table or view the target is; None when it is the table or object itself."""
    match change:
        case AddColumn() | DropColumn() | RenameColumn() | AlterColumn() | MoveColumn():
            return "columns"
        case AddConstraint() | DropConstraint() | RenameConstraint() | AlterConstraint():
            return "constraints"
        case AddIndex() | DropIndex() | RenameIndex() | AlterIndex():
            return "indexes"
        case AddTrigger() | DropTrigger() | AlterTrigger():
            return "triggers"
        case AddPolicy() | DropPolicy() | AlterPolicy():
            return "policies"
        case _:
            return None


def target_of(change: Change) -> ObjectId:
    """The thing that is added, dropped, renamed, moved or altered."""
    match change:
        case AddColumn(column=child) | AddConstraint(constraint=child):
            return child.id
        case AddIndex(index=index):
            return index.id
        case AddTrigger(trigger=trigger):
            return trigger.id
        case AddPolicy(policy=policy):
            return policy.id
        case DropColumn() | RenameColumn() | AlterColumn() | MoveColumn():
            return change.column
        case DropConstraint() | RenameConstraint() | AlterConstraint():
            return change.constraint
        case DropIndex() | RenameIndex() | AlterIndex():
            return change.index
        case DropTrigger() | AlterTrigger():
            return change.trigger
        case DropPolicy() | AlterPolicy():
            return change.policy
        case _:
            return owner_of(change)


def tone_of(change: Change) -> Tone:
    """Whether its target comes, goes or stays."""
    match change:
        case (
            AddTable()
            | AddColumn()
            | AddConstraint()
            | AddIndex()
            | AddTrigger()
            | AddPolicy()
            | AddObject()
        ):
            return "added"
        case (
            DropTable()
            | DropColumn()
            | DropConstraint()
            | DropIndex()
            | DropTrigger()
            | DropPolicy()
            | DropObject()
        ):
            return "removed"
        case _:
            return "changed"


def owner_in(schema: Schema, change: Change) -> Table | TopLevel | None:
    """The table, view or object that a change is made to, as it is in a schema."""
    id = owner_of(change)
    return schema.tables_by_id.get(id) or schema.objects_by_id.get(id)


def target_in(schema: Schema, change: Change) -> Thing | None:
    """The thing that a change speaks of, as it is in a schema; None for what is not there."""
    owner, collection = owner_in(schema, change), collection_of(change)
    if collection is None or not isinstance(owner, Table | View):
        return owner if collection is None else None
    children: tuple[Child, ...] = getattr(owner, collection, ())
    wanted = target_of(change)
    return next((child for child in children if getattr(child, "id", None) == wanted), None)
