"""Primary keys, unique constraints and checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from designer.forms.fields import NameField, PickField, TextField
from designer.forms.seen import Altered, ChangeForm, SeenForm
from schemas.engine.changes import (
    AddConstraint,
    AlterConstraint,
    Change,
    RenameConstraint,
)
from schemas.engine.model import (
    Check,
    Column,
    Constraint,
    ObjectId,
    PrimaryKey,
    Table,
    Unique,
)
from schemas.engine.names import default_name

DEFERRALS = {
    "": "Checked at once",
    "deferrable": "Deferrable",
    "deferred": "Deferred to the commit",
}


class ColumnsField(forms.MultipleChoiceField):
    """Columns of one table, by id."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[ObjectId]:
        try:
            return [ObjectId(id) for id in super().to_python(value)]
        except ValueError:
            raise ValidationError("Choose among the columns of this table.") from None

    def offer(self, columns: Sequence[Column]) -> None:
        self.choices = [(str(column.id), column.name) for column in columns]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {str(id) for id in initial or ()} != {str(id) for id in data or ()}


class NewKeyForm(ChangeForm):
    """A unique constraint, named as PostgreSQL would."""

    columns = ColumnsField(label="Columns")

    def __init__(self, data: QueryDict | None = None, *, anchor: str, table: Table) -> None:
        self.table = table
        super().__init__(data, anchor=anchor)
        self.fields["columns"].offer(table.columns)

    def to_changes(self) -> list[Change]:
        ids = tuple(self.cleaned_data["columns"])
        names = self.table.column_names(ids)
        name = default_name(self.table.name, names, "key", taken=names_in(self.table))
        made = Unique(id=uuid4(), name=name, columns=ids)
        return [AddConstraint(table=self.table.id, constraint=made)]


class NewCheckForm(ChangeForm):
    expression = TextField(label="Condition", mono=True)
    name = NameField(label="Name", required=False, help_text="Left empty, it gets one.")

    def __init__(self, data: QueryDict | None = None, *, anchor: str, table: Table) -> None:
        self.table = table
        super().__init__(data, anchor=anchor)

    def to_changes(self) -> list[Change]:
        chosen = default_name(self.table.name, [], "check", taken=names_in(self.table))
        name = self.cleaned_data.get("name") or chosen
        made = Check(id=uuid4(), name=name, expression=self.cleaned_data["expression"])
        return [AddConstraint(table=self.table.id, constraint=made)]


class ConstraintForm(SeenForm):
    """Renames; the subclasses say what else they alter."""

    name = NameField(label="Name")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        anchor: str,
        table: Table,
        constraint: PrimaryKey | Unique | Check,
    ) -> None:
        self.table, self.constraint = table, constraint
        super().__init__(data, anchor=anchor, initial=self._shown(constraint))

    def to_changes(self) -> list[Change]:
        return [*self._renaming(), *self._altering()]

    def shown_with(self, now: Mapping[str, Any]) -> dict[str, Any]:
        return self._shown(replace(self.constraint, **now))

    def _shown(self, constraint: Constraint) -> dict[str, Any]:
        return {"name": constraint.name}

    def _settings(self) -> dict[str, Altered]:
        """Engine field -> what was seen and what is wanted."""
        return {name: value for name, value in self.altered.items() if name != "name"}

    def _renaming(self) -> Iterator[Change]:
        if name := self.altered.get("name"):
            yield RenameConstraint(
                table=self.table.id, constraint=self.constraint.id, name=name.now, was=name.was
            )

    def _altering(self) -> Iterator[Change]:
        if settings := self._settings():
            yield AlterConstraint(
                table=self.table.id,
                constraint=self.constraint.id,
                set={name: value.now for name, value in settings.items()},
                was={name: value.was for name, value in settings.items()},
            )


class CheckForm(ConstraintForm):
    expression = TextField(label="Condition", mono=True)

    def _shown(self, constraint: Check) -> dict[str, Any]:
        return super()._shown(constraint) | {"expression": constraint.expression}


class KeyForm(ConstraintForm):
    """A primary key or a unique constraint."""

    columns = ColumnsField(label="Columns")
    deferral = PickField(label="When", choices=DEFERRALS, required=False)

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if "columns" in self.fields:
            self.fields["columns"].offer(self.table.columns)

    def _shown(self, constraint: PrimaryKey | Unique) -> dict[str, Any]:
        shown = {"columns": list(constraint.columns), "deferral": deferral_of(constraint)}
        return super()._shown(constraint) | shown

    def _settings(self) -> dict[str, Altered]:
        settings = super()._settings()
        if columns := settings.get("columns"):
            settings["columns"] = Altered(tuple(columns.was or ()), self._ordered(columns.now))
        if deferral := settings.pop("deferral", None):
            settings |= deferral_settings(deferral)
        return settings

    def _ordered(self, ids: Sequence[ObjectId]) -> tuple[ObjectId, ...]:
        """Columns that stay keep their places; new ones follow in the order of the table."""
        kept = [id for id in self.constraint.columns if id in ids]
        return (*kept, *(id for id in ids if id not in kept))


def deferral_of(constraint: Any) -> str:
    if constraint.initially_deferred:
        return "deferred"
    return "deferrable" if constraint.deferrable else ""


def deferral_settings(choice: Altered) -> dict[str, Altered]:
    return {
        "deferrable": Altered(choice.was != "", choice.now != ""),
        "initially_deferred": Altered(choice.was == "deferred", choice.now == "deferred"),
    }


def names_in(table: Table) -> set[str]:
    """Names that a new constraint or index of a table cannot have."""
    return {thing.name for thing in (*table.constraints, *table.indexes)}
