"""Columns: a new one, and everything about an existing one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator
from django.http import QueryDict

from designer.forms.constraints import names_in
from designer.forms.fields import (
    LineField,
    NameField,
    PickField,
    TextField,
    TypeField,
    refuse_unknown_type,
)
from designer.forms.seen import Altered, ChangeForm, SeenForm
from schemas.engine.changes import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    AlterConstraint,
    Change,
    DropConstraint,
    RenameColumn,
)
from schemas.engine.model import Column, Generated, Identity, PrimaryKey, Table, Unique
from schemas.engine.names import default_name

IDENTITIES = {
    "": "No",
    "BY DEFAULT": "By default",
    "ALWAYS": "Always",
}
STORAGES = {"STORED": "stored", "VIRTUAL": "virtual"}


IN_A_ROW = {"name", "type", "nullable", "primary"}
"""Fields without a label beside them."""


class NewColumnForm(ChangeForm):
    name = NameField(label="Name of the new column", placeholder="New column")
    type = TypeField(label="Type of the new column", placeholder="type")

    def __init__(
        self, data: QueryDict | None = None, *, anchor: str, table: Table, types: Collection[str]
    ) -> None:
        super().__init__(data, anchor=anchor)
        self.table, self.types = table, types
        self.fields["type"].known = types
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def clean_type(self) -> str:
        refuse_unknown_type(self.cleaned_data["type"], self.types)
        return self.cleaned_data["type"]

    def to_changes(self) -> list[Change]:
        values = self.cleaned_data
        column = Column(id=uuid4(), name=values["name"], type=values["type"])
        return [AddColumn(table=self.table.id, column=column)]


class ColumnForm(SeenForm):
    """The row of a column (`name`, `type`, `nullable`, `primary`), or all of it."""

    name = NameField(label="Name")
    type = TypeField(label="Type")
    nullable = forms.BooleanField(label="Nullable", required=False)
    primary = forms.BooleanField(label="Primary key", required=False)
    default = LineField(label="Default", required=False, empty_value=None, mono=True)
    unique = forms.BooleanField(label="Unique", required=False)
    identity = PickField(label="Identity", choices=IDENTITIES, required=False)
    generated = LineField(label="Generated as", required=False, empty_value=None, mono=True)
    storage = PickField(label="Kept", choices=STORAGES, required=False)
    comment = TextField(label="Comment", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        anchor: str,
        table: Table,
        column: Column,
        types: Collection[str],
    ) -> None:
        self.table, self.column, self.types = table, column, types
        super().__init__(data, anchor=anchor, initial=self.shown_with({}))
        if "type" in self.fields:
            self.fields["type"].known = types
        for name in self.fields.keys() & IN_A_ROW:
            label = f"{self.fields[name].label} of {column.name}"
            self.fields[name].widget.attrs["aria-label"] = label

    def clean_type(self) -> str:
        if "type" in self.changed_data:
            refuse_unknown_type(self.cleaned_data["type"], self.types)
        return self.cleaned_data["type"]

    def to_changes(self) -> list[Change]:
        return [*self._renaming(), *self._keys(), *self._altering()]

    def shown_with(self, now: Mapping[str, Any]) -> dict[str, Any]:
        return _shown(self.table, replace(self.column, **now))

    def _renaming(self) -> Iterator[Change]:
        if name := self.altered.get("name"):
            yield RenameColumn(
                table=self.table.id, column=self.column.id, name=name.now, was=name.was
            )

    def _altering(self) -> Iterator[Change]:
        plain = ("type", "nullable", "default", "comment")
        altered = {name: self.altered[name] for name in plain if name in self.altered}
        if "identity" in self.altered:
            altered["identity"] = self._identity()
        if self.altered.keys() & {"generated", "storage"}:
            altered["generated"] = self._generated()
        if altered:
            yield AlterColumn(
                table=self.table.id,
                column=self.column.id,
                set={name: value.now for name, value in altered.items()},
                was={name: value.was for name, value in altered.items()},
            )

    def _keys(self) -> Iterator[Change]:
        if "primary" in self.altered:
            wanted = self.altered["primary"].now
            yield from (_into_key if wanted else _out_of_key)(self.table, self.column)
        if "unique" in self.altered:
            wanted = self.altered["unique"].now
            yield from (_make_unique if wanted else _make_repeatable)(self.table, self.column)

    def _identity(self) -> Altered:
        """The sequence behind an identity stays when only its strictness changes."""
        choice = self.altered["identity"]
        return Altered(self._identity_as(choice.was), self._identity_as(choice.now))

    def _identity_as(self, choice: str) -> Identity | None:
        if not choice:
            return None
        return replace(self.column.identity or Identity(), always=choice == "ALWAYS")

    def _generated(self) -> Altered:
        pair = [
            Generated(expression=expression, storage=storage) if expression else None
            for expression, storage in zip(
                self._both("generated"), self._both("storage"), strict=True
            )
        ]
        return Altered(*pair)

    def _both(self, name: str) -> Altered:
        """Seen and wanted, also where they are the same."""
        return Altered(self.seen(name), self.cleaned_data.get(name, self.initial[name]))


def _shown(table: Table, column: Column) -> dict[str, Any]:
    key = table.primary_key
    return {
        "name": column.name,
        "type": column.type,
        "nullable": column.nullable,
        "primary": bool(key and column.id in key.columns),
        "default": column.default,
        "unique": bool(_own_uniques(table, column)),
        "identity": _identity_choice(column.identity),
        "generated": column.generated.expression if column.generated else None,
        "storage": column.generated.storage if column.generated else "STORED",
        "comment": column.comment,
    }


def _identity_choice(identity: Identity | None) -> str:
    if identity is None:
        return ""
    return "ALWAYS" if identity.always else "BY DEFAULT"


def _own_uniques(table: Table, column: Column) -> list[Unique]:
    return [unique for unique in table.uniques if unique.columns == (column.id,)]


def _into_key(table: Table, column: Column) -> Iterator[Change]:
    key = table.primary_key
    if key is None:
        name = default_name(table.name, [], "pkey", taken=names_in(table))
        made = PrimaryKey(id=uuid4(), name=name, columns=(column.id,))
        yield AddConstraint(table=table.id, constraint=made)
    elif column.id not in key.columns:
        columns = (*key.columns, column.id)
        yield AlterConstraint(table=table.id, constraint=key.id, set={"columns": columns})
    if column.nullable:
        yield AlterColumn(table=table.id, column=column.id, set={"nullable": False})


def _out_of_key(table: Table, column: Column) -> Iterator[Change]:
    key = table.primary_key
    if key is None or column.id not in key.columns:
        return
    columns = tuple(id for id in key.columns if id != column.id)
    if columns:
        yield AlterConstraint(table=table.id, constraint=key.id, set={"columns": columns})
    else:
        yield DropConstraint(table=table.id, constraint=key.id)


def _make_unique(table: Table, column: Column) -> Iterator[Change]:
    if not _own_uniques(table, column):
        name = default_name(table.name, [column.name], "key", taken=names_in(table))
        made = Unique(id=uuid4(), name=name, columns=(column.id,))
        yield AddConstraint(table=table.id, constraint=made)


def _make_repeatable(table: Table, column: Column) -> Iterator[Change]:
    for unique in _own_uniques(table, column):
        yield DropConstraint(table=table.id, constraint=unique.id)


class PositionForm(forms.Form):
    position = forms.IntegerField(min_value=0)

    def __init__(self, data: QueryDict, *, length: int) -> None:
        super().__init__(data)
        self.fields["position"].validators.append(MaxValueValidator(length - 1))
