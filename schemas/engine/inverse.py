"""What takes changes back: the way from the design after them to the design before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from schemas.engine.apply import carry_out
from schemas.engine.changes import (
    AlterColumn,
    AlterConstraint,
    AlterIndex,
    AlterObject,
    AlterPolicy,
    AlterTable,
    AlterTrigger,
    Change,
    MoveObject,
    MoveTable,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
)
from schemas.engine.diff import diff
from schemas.engine.model import Schema
from schemas.engine.targets import target_in


def inverse(before: Schema, changes: Iterable[Change]) -> list[Change]:
    """Changes that lead back, up to the order of what has no order.

    Each says in `was` what it expects to find, so that undoing what someone else has changed
    since is a Conflict and never a silent overwrite.
    """
    after = carry_out(before, changes)
    return seen(after, diff(after, before))


def seen(schema: Schema, changes: Iterable[Change]) -> list[Change]:
    """The changes with `was` filled in as their author sees it in this schema."""
    result = []
    for change in changes:
        result.append(_seen(schema, change))
        schema = carry_out(schema, [change])
    return result


def _seen(schema: Schema, change: Change) -> Change:
    thing = target_in(schema, change)
    match change:
        case RenameTable() | RenameColumn() | RenameConstraint() | RenameIndex() | RenameObject():
            return replace(change, was=getattr(thing, "name", None))
        case MoveTable() | MoveObject():
            return replace(change, was=getattr(thing, "schema", None))
        case (
            AlterTable()
            | AlterColumn()
            | AlterConstraint()
            | AlterIndex()
            | AlterTrigger()
            | AlterPolicy()
            | AlterObject()
        ):
            was: dict[str, Any] = {name: getattr(thing, name) for name in change.set}
            return replace(change, was=was)
        case _:
            return change
