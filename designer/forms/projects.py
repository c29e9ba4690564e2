"""A new project: its name, its workspace, and the script it starts from."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from designer.access import workspaces_of
from designer.forms.scripts import ScriptForm
from schemas.models import Role, Workspace


class NewProjectForm(ScriptForm):
    """The name may be left to the uploaded file."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    workspace = forms.ModelChoiceField(
        label="Workspace", queryset=Workspace.objects.none(), empty_label=None
    )
    field_order = ("name", "workspace", "format", "file", "sql")

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict | None = None,
        *,
        user: AbstractBaseUser,
    ) -> None:
        super().__init__(data, files)
        choices = workspaces_of(user, role=Role.EDITOR)
        self.fields["workspace"].queryset = choices
        self.fields["workspace"].initial = choices.first()
        if len(choices) == 1:
            self.fields["workspace"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("name") and (file := values.get("file")):
            values["name"] = PurePath(file.name).stem[:120]
        if not values.get("name"):
            self.add_error("name", "Give the project a name.")
        return values
