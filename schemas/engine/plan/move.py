"""A design before and after, and what a migration between them must take down and rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from schemas.engine.changes import (
    AlterColumn,
    AlterConstraint,
    AlterIndex,
    AlterObject,
    AlterPolicy,
    AlterTrigger,
    Change,
)
from schemas.engine.expressions import rename_in_trigger
from schemas.engine.model import (
    Column,
    EnumType,
    ForeignKey,
    ObjectId,
    Schema,
    Table,
    Trigger,
    View,
)
from schemas.engine.names import qualified

ChangeType = TypeVar("ChangeType")
IN_PLACE = {"comment"}
"""Fields that never force an object to be made anew."""


@dataclass(frozen=True, kw_only=True)
class Move:
    before: Schema
    after: Schema
    changes: tuple[Change, ...]

    def of(self, kind: type[ChangeType]) -> Iterator[ChangeType]:
        return (change for change in self.changes if isinstance(change, kind))

    @cached_property
    def tables(self) -> tuple[tuple[Table, Table], ...]:
        """Tables that are there before and after, as (before, after)."""
        old = self.before.tables_by_id
        return tuple((old[t.id], t) for t in self.after.tables if t.id in old)

    @cached_property
    def new(self) -> frozenset[ObjectId]:
        """Tables and objects to create."""
        old = self.before.tables_by_id.keys() | self.before.objects_by_id.keys()
        return frozenset(self.after.tables_by_id.keys() | self.after.objects_by_id.keys()) - old

    @cached_property
    def replaced_enums(self) -> frozenset[ObjectId]:
        """Enums that lose or reorder labels: PostgreSQL can only add, so the type is swapped."""
        old = self.before.objects_by_id
        return frozenset(
            enum.id
            for enum in self.after.enums
            if isinstance(was := old.get(enum.id), EnumType) and not _only_adds(was, enum)
        )

    @cached_property
    def retyped(self) -> frozenset[tuple[ObjectId, ObjectId]]:
        """(table, column) whose stored values are converted."""
        altered = {
            (change.table, change.column)
            for change in self.of(AlterColumn)
            if change.set.keys() & {"type", "collation", "generated"}
        }
        return frozenset(altered | set(self._columns_of_replaced_enums()))

    def _columns_of_replaced_enums(self) -> Iterator[tuple[ObjectId, ObjectId]]:
        enums = [e for e in self.after.enums if e.id in self.replaced_enums]
        for _, table in self.tables:
            for column in table.columns:
                if any(uses_type(column.type, enum) for enum in enums):
                    yield table.id, column.id

    @cached_property
    def rebuilt_views(self) -> frozenset[ObjectId]:
        """Views whose query, or something below it, changes: dropped first, made again last."""
        old = {view.id: view for view in self.before.views}
        stale = {
            change.object for change in self.of(AlterObject) if change.set.keys() - IN_PLACE
        } & old.keys()
        stale |= {table for table, _ in self.retyped} | self.dropped_columns_of
        found = {id for id in stale if id in old}
        while more := {v.id for v in old.values() if stale & set(v.depends_on)} - found:
            found |= more
            stale |= more
        return frozenset(found & {view.id for view in self.after.views})

    @cached_property
    def dropped_columns_of(self) -> set[ObjectId]:
        """Tables that lose a column."""
        return {
            old.id
            for old, new in self.tables
            if old.columns_by_id.keys() - new.columns_by_id.keys()
        }

    @cached_property
    def rebuilt_children(self) -> frozenset[ObjectId]:
        """Constraints, indexes, triggers and policies to drop and make again."""
        return frozenset((*self._altered_children(), *self._children_of_retyped()))

    def _altered_children(self) -> Iterator[ObjectId]:
        for constraint in self.of(AlterConstraint):
            if not is_altered_in_place(constraint, self.before):
                yield constraint.constraint
        for index in self.of(AlterIndex):
            if index.set.keys() - IN_PLACE - {"storage_parameters"}:
                yield index.index
        for trigger in self.of(AlterTrigger):
            if trigger.set.keys() - IN_PLACE - {"enabled", "name", "depends_on"}:
                yield trigger.trigger
        for policy in self.of(AlterPolicy):
            if policy.set.keys() - IN_PLACE - {"name", "depends_on"}:
                yield policy.policy

    def _children_of_retyped(self) -> Iterator[ObjectId]:
        """PostgreSQL refuses to convert a column that a trigger or policy names."""
        for old, _ in self.tables:
            names = [c.name for c in old.columns if (old.id, c.id) in self.retyped]
            for trigger in old.triggers:
                if any(_names_column(trigger, name) for name in names):
                    yield trigger.id
            for policy in old.policies if names else ():
                yield policy.id
            for key in old.foreign_keys:
                if self._crosses_retyped(old, key):
                    yield key.id

    def _crosses_retyped(self, table: Table, key: ForeignKey) -> bool:
        ends = [(table.id, c) for c in key.columns] + [(key.target, c) for c in key.target_columns]
        return any(end in self.retyped for end in ends)


def is_altered_in_place(change: AlterConstraint, before: Schema) -> bool:
    """Whether VALIDATE, ALTER CONSTRAINT or COMMENT can do it without a drop."""
    rest = change.set.keys() - IN_PLACE
    if rest == {"validated"}:
        return bool(change.set["validated"])
    old = before.tables_by_id[change.table]
    is_foreign_key = any(key.id == change.constraint for key in old.foreign_keys)
    return not rest or (is_foreign_key and rest <= {"deferrable", "initially_deferred"})


def uses_type(type_name: str, enum: EnumType) -> bool:
    """Whether a column of this type, or of an array of it, holds values of the enum."""
    return type_name.removesuffix("[]") == qualified(enum.schema, enum.name)


def column_pairs(old: Table, new: Table) -> Iterator[tuple[Column, Column]]:
    """Columns that are there before and after."""
    return (
        (old.columns_by_id[column.id], column)
        for column in new.columns
        if column.id in old.columns_by_id
    )


def view_before(move: Move, id: ObjectId) -> View:
    view = move.before.objects_by_id[id]
    assert isinstance(view, View)
    return view


def _only_adds(old: EnumType, new: EnumType) -> bool:
    kept = [label for label in new.labels if label in old.labels]
    return kept == list(old.labels)


def _names_column(trigger: Trigger, column: str) -> bool:
    return rename_in_trigger(trigger.definition, column, "") != trigger.definition
