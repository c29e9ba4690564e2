"""Relationships: which columns refer to which key, and what happens when that key goes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from designer.forms.constraints import (
    DEFERRALS,
    ConstraintForm,
    deferral_of,
    deferral_settings,
    names_in,
)
from designer.forms.fields import NameField, PickField, TextField
from designer.forms.seen import Altered, ChangeForm
from schemas.engine.changes import AddConstraint, Change
from schemas.engine.model import Action, ForeignKey, ObjectId, PrimaryKey, Table, Unique
from schemas.engine.names import default_name

ACTIONS = [(action.value, action.value.capitalize()) for action in Action]


class NewRelationshipForm(ChangeForm):
    """One select for each column of the referenced key, filled with the likeliest column."""

    on_delete = PickField(label="On delete", choices=ACTIONS, initial=Action.NO_ACTION)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        anchor: str,
        table: Table,
        target: Table,
        key: PrimaryKey | Unique,
    ) -> None:
        self.table, self.target, self.key = table, target, key
        self.base_fields = self._pair_fields() | type(self).base_fields
        super().__init__(data, anchor=anchor)

    def to_changes(self) -> list[Change]:
        columns = tuple(
            ObjectId(self.cleaned_data[f"column-{number}"])
            for number in range(len(self.key.columns))
        )
        names = self.table.column_names(columns)
        made = ForeignKey(
            id=uuid4(),
            name=default_name(self.table.name, names, "fkey", taken=names_in(self.table)),
            columns=columns,
            target=self.target.id,
            target_columns=self.key.columns,
            on_delete=Action(self.cleaned_data["on_delete"]),
        )
        return [AddConstraint(table=self.table.id, constraint=made)]

    def _pair_fields(self) -> dict[str, forms.Field]:
        columns = [(str(column.id), column.name) for column in self.table.columns]
        choices = [("", "Choose a column"), *columns]
        return {
            f"column-{number}": PickField(
                label=f"{self.target.columns_by_id[id].name} ←",
                choices=choices,
                initial=likely_column(self.table, self.target, id),
            )
            for number, id in enumerate(self.key.columns)
        }


class RelationshipForm(ConstraintForm):
    name = NameField(label="Name")
    on_delete = PickField(label="On delete", choices=ACTIONS)
    on_update = PickField(label="On update", choices=ACTIONS)
    deferral = PickField(label="When", choices=DEFERRALS, required=False)
    match_full = forms.BooleanField(
        label="Match full", required=False, help_text="All of its columns are null, or none."
    )
    comment = TextField(label="Comment", required=False)

    def _shown(self, constraint: ForeignKey) -> dict[str, Any]:
        return super()._shown(constraint) | {
            "on_delete": constraint.on_delete.value,
            "on_update": constraint.on_update.value,
            "deferral": deferral_of(constraint),
            "match_full": constraint.match_full,
            "comment": constraint.comment,
        }

    def _settings(self) -> dict[str, Altered]:
        settings = super()._settings()
        for name in settings.keys() & {"on_delete", "on_update"}:
            settings[name] = Altered(*(_action(value) for value in settings[name]))
        if deferral := settings.pop("deferral", None):
            settings |= deferral_settings(deferral)
        return settings


def likely_column(table: Table, target: Table, target_column: ObjectId) -> str | None:
    """The column that most likely refers to another: `user_id` for `users.id`, say."""
    wanted = target.columns_by_id[target_column]
    stems = {target.name, target.name.removesuffix("s"), target.name.removesuffix("es")}
    names = [f"{stem}_{wanted.name}" for stem in sorted(stems)] + [wanted.name]
    for name in names:
        if (column := table.column_named(name)) and column.id != target_column:
            return str(column.id)
    return None


def _action(value: str) -> Action | None:
    return Action(value) if value in set(Action) else None
