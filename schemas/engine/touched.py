"""What of a design must be at hand to apply changes, for those who load only a part of it."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.engine.changes import (
    AddConstraint,
    AddIndex,
    AddObject,
    AddTable,
    AlterConstraint,
    Change,
    DropObject,
    MoveObject,
    MoveTable,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
)
from schemas.engine.model import ForeignKey, ObjectId
from schemas.engine.targets import owner_of


def tables_touched(changes: Iterable[Change]) -> set[ObjectId]:
    """Tables (and views and other objects) that changes are made to, or point foreign keys at.

    Tables that refer to one of these are not among them: dropping or renaming needs those too.
    """
    return {id for change in changes for id in _touched(change)}


def names_introduced(changes: Iterable[Change]) -> set[str]:
    """Bare names that the changes give to relations, types and indexes.

    Whatever of the design bears one of them must be at hand, or a clash would go unnoticed.
    """
    return {name for change in changes for name in _names(change)}


def needs_everything(changes: Iterable[Change]) -> bool:
    """Whether texts anywhere may name what changes: then the whole design must be at hand."""
    wide = RenameTable | MoveTable | RenameObject | MoveObject | DropObject
    return any(isinstance(change, wide) for change in changes)


def _touched(change: Change) -> Iterable[ObjectId]:
    yield owner_of(change)
    match change:
        case AddTable(table=table):
            yield from (key.target for key in table.foreign_keys)
            yield from table.inherits
            if table.partition_of:
                yield table.partition_of.parent
        case AddConstraint(constraint=ForeignKey(target=target)):
            yield target
        case AlterConstraint() if "target" in change.set:
            yield change.set["target"]


def _names(change: Change) -> Iterable[str]:
    match change:
        case AddTable(table=table):
            yield table.name
            yield from (index.name for index in table.indexes)
            yield from (key.name for key in table.constraints)
        case AddObject(object=thing):
            yield thing.name
        case AddConstraint(constraint=constraint):
            yield constraint.name
        case AddIndex(index=index):
            yield index.name
        case RenameTable() | RenameConstraint() | RenameIndex() | RenameObject():
            yield change.name
