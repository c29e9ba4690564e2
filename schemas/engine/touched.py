"""What of a design must be at hand to apply changes, for those who load only a part of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from schemas.engine.changes import (
    AddConstraint,
    AddIndex,
    AddObject,
    AddPolicy,
    AddTable,
    AddTrigger,
    AlterConstraint,
    AlterObject,
    AlterPolicy,
    AlterTable,
    AlterTrigger,
    Change,
    DropObject,
    DropTable,
    MoveObject,
    MoveTable,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
)
from schemas.engine.model import Check, ForeignKey, ObjectId
from schemas.engine.naming import possible_names
from schemas.engine.targets import owner_of

_WIDE = RenameTable | MoveTable | RenameObject | MoveObject | DropObject


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
    """Whether the whole design must be at hand.

    Texts anywhere may name what changes, anything may have the name that is to be chosen, and
    what is needed from now on is to be told from what was needed until now.
    """
    return any(isinstance(change, _WIDE) or _looks_around(change) for change in changes)


def _looks_around(change: Change) -> bool:
    """Foreign keys and checks without a name look at those of their table alone."""
    match change:
        case AlterTable() | AlterTrigger() | AlterPolicy() | AlterObject():
            return "depends_on" in change.set
        case AddConstraint(constraint=constraint):
            return not (constraint.name or isinstance(constraint, ForeignKey | Check))
        case AddIndex(index=index):
            return not index.name
        case _:
            return False


def may_be_mentioned(changes: Iterable[Change]) -> bool:
    """Whether tables that nothing else joins to the touched ones may name or need them.

    A policy may read any table in a subquery, and a column may have any table's row type: those
    that do must be at hand when a column gets a new name or a table goes.
    """
    return any(isinstance(change, RenameColumn | DropTable) for change in changes)


def _touched(change: Change) -> Iterable[ObjectId]:
    yield owner_of(change)
    match change:
        case AddTable(table=table):
            yield from (key.target for key in table.foreign_keys)
            yield from table.inherits
            yield from table.depends_on
            yield from (id for trigger in table.triggers for id in trigger.depends_on)
            yield from (id for policy in table.policies for id in policy.depends_on)
            if table.partition_of:
                yield table.partition_of.parent
        case AddConstraint(constraint=ForeignKey(target=target)):
            yield target
        case AddTrigger(trigger=child) | AddPolicy(policy=child):
            yield from child.depends_on
        case AddObject(object=thing):
            yield from getattr(thing, "depends_on", ())
        case AlterConstraint() if "target" in change.set:
            yield change.set["target"]
        case AlterTable():
            yield from change.set.get("inherits", ())
            if partition_of := change.set.get("partition_of"):
                yield partition_of.parent


def _names(change: Change) -> Iterable[str]:
    match change:
        case AddTable(table=table):
            yield table.name
            for thing in (*table.indexes, *table.constraints):
                yield from [thing.name] if thing.name else islice(possible_names(table, thing), 3)
        case AddObject(object=thing):
            yield thing.name
        case AddConstraint(constraint=constraint):
            yield constraint.name
        case AddIndex(index=index):
            yield index.name
        case RenameTable() | RenameConstraint() | RenameIndex() | RenameObject():
            yield change.name
