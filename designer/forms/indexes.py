"""Indexes of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from designer.forms.constraints import ColumnsField, names_in
from designer.forms.fields import LineField, NameField
from designer.forms.index_keys import read_keys
from designer.forms.seen import ChangeForm, SeenForm
from schemas.engine.changes import AddIndex, AlterIndex, Change, RenameIndex
from schemas.engine.model import Index, IndexKey, Table
from schemas.engine.names import default_name
from schemas.engine.write.statements.indexes import index_key

METHODS = ["btree", "hash", "gin", "gist", "spgist", "brin"]


class IndexFields(forms.Form):
    """What a new index and an existing one have in common: all but the storage parameters."""

    name = NameField(label="Name", required=False, help_text="Left empty, it gets one.")
    keys = LineField(
        label="Keys",
        mono=True,
        max_length=2000,
        help_text="Columns or expressions: user_id, lower(email), created_at DESC",
    )
    method = LineField(label="Method", initial="btree")
    is_unique = forms.BooleanField(label="Unique", required=False)
    where = LineField(label="Where", required=False, empty_value=None, mono=True)
    include = ColumnsField(label="Include", required=False)

    table: Table
    field_order = ("keys", "method", "is_unique", "where", "include", "name")

    def clean_keys(self) -> str:
        text = self.cleaned_data["keys"]
        self.read = read_keys(text, self.table)
        return text

    def clean_method(self) -> str:
        method = self.cleaned_data["method"].lower()
        if not method.isidentifier():
            raise ValidationError(f"“{method}” is no index method: {', '.join(METHODS)} are.")
        return method


class NewIndexForm(IndexFields, ChangeForm):
    def __init__(self, data: QueryDict | None = None, *, anchor: str, table: Table) -> None:
        self.table = table
        super().__init__(data, anchor=anchor)
        self.fields["include"].offer(table.columns)

    def to_changes(self) -> list[Change]:
        values = self.cleaned_data
        made = Index(
            id=uuid4(),
            name=values["name"] or self._default_name(),
            keys=self.read,
            method=values["method"],
            is_unique=values["is_unique"],
            where=values["where"],
            include=tuple(values["include"]),
        )
        return [AddIndex(table=self.table.id, index=made)]

    def _default_name(self) -> str:
        columns = self.table.columns_by_id
        parts = [columns[key.column].name if key.column else "expr" for key in self.read]
        return default_name(self.table.name, parts, "idx", taken=names_in(self.table))


class IndexForm(IndexFields, SeenForm):
    def __init__(
        self, data: QueryDict | None = None, *, anchor: str, table: Table, index: Index
    ) -> None:
        self.table, self.index = table, index
        super().__init__(data, anchor=anchor, initial=self.shown_with({}))
        if "include" in self.fields:
            self.fields["include"].offer(table.columns)

    def to_changes(self) -> list[Change]:
        return list(self._changes())

    def shown_with(self, now: Mapping[str, Any]) -> dict[str, Any]:
        return _shown(self.table, replace(self.index, **now))

    def _changes(self) -> Iterator[Change]:
        index = self.index
        name = self.altered.get("name")
        if name and name.now:
            yield RenameIndex(table=self.table.id, index=index.id, name=name.now, was=name.was)
        settings = {field: value for field, value in self.altered.items() if field != "name"}
        if settings:
            yield AlterIndex(
                table=self.table.id,
                index=index.id,
                set={field: self._as_stored(field, value.now) for field, value in settings.items()},
                was={field: self._as_stored(field, value.was) for field, value in settings.items()},
            )

    def _as_stored(self, field: str, value: Any) -> Any:
        match field:
            case "keys":
                return self._keys(value)
            case "include":
                return tuple(value or ())
            case _:
                return value

    def _keys(self, text: str | None) -> tuple[IndexKey, ...]:
        """Keys that can no longer be read, since a column of theirs is gone, are none."""
        if text == self.initial["keys"]:
            return self.index.keys
        try:
            return read_keys(text or "", self.table)
        except ValidationError:
            return ()


def _shown(table: Table, index: Index) -> dict[str, Any]:
    return {
        "name": index.name,
        "keys": ", ".join(index_key(table, key) for key in index.keys),
        "method": index.method,
        "is_unique": index.is_unique,
        "where": index.where,
        "include": list(index.include),
    }
