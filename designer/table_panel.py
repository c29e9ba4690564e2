"""What the panel of a table shows: the engine's objects beside the forms that alter them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.http import QueryDict

from designer.forms.columns import ColumnForm, NewColumnForm
from designer.forms.constraints import CheckForm, KeyForm, NewCheckForm, NewKeyForm
from designer.forms.indexes import IndexForm, NewIndexForm
from designer.forms.seen import ChangeForm
from designer.forms.tables import TableForm
from designer.type_names import short_type
from schemas.engine.model import (
    Check,
    Column,
    Constraint,
    ForeignKey,
    Index,
    ObjectId,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from schemas.engine.types import user_types
from schemas.engine.write.statements.indexes import index_key

Form = TypeVar("Form", bound=ChangeForm)
ADDITIONS: dict[str, Callable[..., ChangeForm]] = {
    "new-key": NewKeyForm,
    "new-check": NewCheckForm,
    "new-index": NewIndexForm,
}


@dataclass(frozen=True)
class Row:
    """One line of a section: what it is, how it reads, and whether it stands open."""

    thing: PrimaryKey | Unique | Check | Index
    text: str
    words: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True)
class Link:
    """A relationship as seen from one of its ends."""

    key: ForeignKey
    other: Table
    columns: str
    other_columns: str

    @classmethod
    def outgoing(cls, schema: Schema, table: Table, key: ForeignKey) -> Link:
        target = schema.tables_by_id[key.target]
        return cls(
            key,
            target,
            ", ".join(table.column_names(key.columns)),
            ", ".join(target.column_names(key.target_columns)),
        )

    @classmethod
    def incoming(cls, table: Table, source: Table, key: ForeignKey) -> Link:
        return cls(
            key,
            source,
            ", ".join(table.column_names(key.target_columns)),
            ", ".join(source.column_names(key.columns)),
        )


@dataclass(frozen=True)
class ColumnRow:
    column: Column
    form: ColumnForm
    short_type: str
    is_open: bool
    is_foreign: bool
    before: int | None
    """The position above it, None for the first column; `after` likewise."""
    after: int | None


class TablePanel:
    """`open` is the id of the one thing whose whole form is shown, or names an addition.

    `bound` is a posted form that stands in for the fresh one of its anchor, with its errors.
    """

    def __init__(
        self, schema: Schema, table: Table, *, open: str = "", bound: ChangeForm | None = None
    ) -> None:
        self.schema, self.table, self.open, self.bound = schema, table, open, bound

    @cached_property
    def header(self) -> TableForm:
        return self._form(f"table-{self.table.id}", TableForm)

    @cached_property
    def types(self) -> frozenset[str]:
        return user_types(self.schema)

    @cached_property
    def columns(self) -> list[ColumnRow]:
        foreign = {id for key in self.table.foreign_keys for id in key.columns}
        last = len(self.table.columns) - 1
        return [
            ColumnRow(
                column=column,
                form=self._form(f"column-{column.id}", ColumnForm, column=column, types=self.types),
                short_type=short_type(column.type),
                is_open=self._is_open(column.id),
                is_foreign=column.id in foreign,
                before=position - 1 if position else None,
                after=position + 1 if position < last else None,
            )
            for position, column in enumerate(self.table.columns)
        ]

    @cached_property
    def new_column(self) -> NewColumnForm:
        return self._form("new-column", NewColumnForm, types=self.types)

    @property
    def keys(self) -> list[Row]:
        table = self.table
        primary = [table.primary_key] if table.primary_key else []
        return [
            self._row(key, self._names(key.columns), *_key_words(key))
            for key in (*primary, *table.uniques)
        ]

    @property
    def checks(self) -> list[Row]:
        return [
            self._row(check, check.expression, *([] if check.validated else ["not valid"]))
            for check in self.table.checks
        ]

    @property
    def indexes(self) -> list[Row]:
        table = self.table
        return [
            self._row(
                index,
                ", ".join(index_key(table, key) for key in index.keys),
                *_index_words(index),
            )
            for index in table.indexes
        ]

    @property
    def relationships(self) -> list[Link]:
        return [Link.outgoing(self.schema, self.table, key) for key in self.table.foreign_keys]

    @property
    def referenced_by(self) -> list[Link]:
        found = self.schema.referencing(self.table.id)
        return [Link.incoming(self.table, source, key) for source, key in found]

    @property
    def relationship_count(self) -> int:
        return len(self.relationships) + len(self.referenced_by)

    @cached_property
    def open_form(self) -> ChangeForm | None:
        """The form of what is open, unless that is a column, which has its own already."""
        if self.open in ADDITIONS:
            return self._form(self.open, ADDITIONS[self.open])
        things = [*self.table.constraints, *self.table.indexes]
        return next((self.form_for(thing) for thing in things if self._is_open(thing.id)), None)

    def form_for(
        self, thing: Constraint | Index, data: QueryDict | None = None
    ) -> ChangeForm | None:
        """The form of a key, check or index; None for what has none in this panel."""
        anchor = f"form-{thing.id}"
        match thing:
            case PrimaryKey() | Unique():
                return self._form(anchor, KeyForm, data=data, constraint=thing)
            case Check():
                return self._form(anchor, CheckForm, data=data, constraint=thing)
            case Index():
                return self._form(anchor, IndexForm, data=data, index=thing)
            case _:
                return None

    def _form(self, anchor: str, form: Callable[..., Form], **what: object) -> Form:
        if self.bound is not None and self.bound.anchor == anchor:
            return self.bound
        return form(anchor=anchor, table=self.table, **what)

    def _row(self, thing: PrimaryKey | Unique | Check | Index, text: str, *words: str) -> Row:
        return Row(thing, text, words, self._is_open(thing.id))

    def _names(self, columns: tuple[ObjectId, ...]) -> str:
        return ", ".join(self.table.column_names(columns))

    def _is_open(self, id: UUID) -> bool:
        return self.open == str(id)


def _key_words(key: PrimaryKey | Unique) -> Iterator[str]:
    yield "primary" if isinstance(key, PrimaryKey) else "unique"
    if key.deferrable:
        yield "deferred" if key.initially_deferred else "deferrable"


def _index_words(index: Index) -> Iterator[str]:
    if index.is_unique:
        yield "unique"
    if index.method != "btree":
        yield index.method
    if index.where:
        yield "partial"
