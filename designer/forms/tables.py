"""Tables themselves: a new one, and the name, schema and comment of an existing one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from designer.forms.fields import NameField, TextField
from designer.forms.seen import ChangeForm, SeenForm
from schemas.engine.changes import AddTable, AlterTable, Change, MoveTable, RenameTable
from schemas.engine.model import PUBLIC, Column, Identity, PrimaryKey, Table
from schemas.engine.names import default_name


class NewTableForm(ChangeForm):
    """A table with the primary key that most tables have."""

    name = NameField(label="Name")
    schema = NameField(label="Schema", required=False)

    def to_table(self) -> Table:
        name = self.cleaned_data["name"]
        id = Column(
            id=uuid4(), name="id", type="bigint", nullable=False, identity=Identity(always=True)
        )
        key_name = default_name(name, [], "pkey")
        return Table(
            id=uuid4(),
            name=name,
            schema=self.cleaned_data["schema"] or PUBLIC,
            columns=(id,),
            constraints=(PrimaryKey(id=uuid4(), name=key_name, columns=(id.id,)),),
        )

    def to_changes(self) -> list[Change]:
        return [AddTable(table=self.table)]

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            self.table = self.to_table()


class TableForm(SeenForm):
    name = NameField(label="Name")
    schema = NameField(label="Schema")
    comment = TextField(label="Comment", required=False)

    def __init__(self, data: QueryDict | None = None, *, anchor: str, table: Table) -> None:
        self.table = table
        super().__init__(data, anchor=anchor, initial=self.shown_with({}))

    def to_changes(self) -> list[Change]:
        return list(self._changes())

    def shown_with(self, now: Mapping[str, Any]) -> dict[str, Any]:
        table = replace(self.table, **now)
        return {"name": table.name, "schema": table.schema, "comment": table.comment}

    def _changes(self) -> Iterator[Change]:
        id = self.table.id
        if name := self.altered.get("name"):
            yield RenameTable(table=id, name=name.now, was=name.was)
        if schema := self.altered.get("schema"):
            yield MoveTable(table=id, schema=schema.now, was=schema.was)
        if comment := self.altered.get("comment"):
            yield AlterTable(table=id, set={"comment": comment.now}, was={"comment": comment.was})
