"""A script of SQL that is uploaded or pasted."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePath
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.datastructures import MultiValueDict

from designer.uploads import LARGEST_SCRIPT, too_large
from schemas.actions.imports import Script
from schemas.engine.read.formats import OTHER_DATABASES, Format, format_of

TOO_LARGE = (
    f"This file is larger than {filesizeformat(LARGEST_SCRIPT)}. "
    "Leave the rows out: pg_dump --schema-only."
)
EITHER_ONE = "Choose a file or paste a script, not both."


class ScriptForm(forms.Form):
    """Optional in itself; `script` is None when nothing was given."""

    file = forms.FileField(
        label="Script file",
        required=False,
        allow_empty_file=True,
        help_text=(
            "What pg_dump --schema-only writes, any other SQL script, or DBML, "
            f"up to {filesizeformat(LARGEST_SCRIPT)}."
        ),
        widget=forms.FileInput(
            attrs={
                "accept": ".sql,.ddl,.dbml,.txt,text/plain,application/sql",
                "data-max-bytes": LARGEST_SCRIPT,
                "data-too-large": TOO_LARGE,
            }
        ),
    )
    format = forms.ChoiceField(
        label="Written for",
        choices=[
            (Format.POSTGRES, Format.POSTGRES.label),
            (Format.DBML, Format.DBML.label),
            (
                "Another database, translated",
                [(format.value, format.label) for format in OTHER_DATABASES],
            ),
        ],
        initial=Format.POSTGRES,
        required=False,
        help_text="What is translated is run like a PostgreSQL script, and every change is told.",
    )
    sql = forms.CharField(
        label="Or paste it",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"class": "mono", "rows": 12, "spellcheck": "false", "autocomplete": "off"}
        ),
    )

    def clean_format(self) -> Format:
        """Clients that know nothing of formats send PostgreSQL."""
        return Format(self.cleaned_data["format"] or Format.POSTGRES)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        file = values.get("file")
        if file and file.size > LARGEST_SCRIPT:
            self.add_error("file", too_large(file.size))
        elif file and values.get("sql", "").strip():
            self.add_error("sql", EITHER_ONE)
        elif file is not None and file.size == 0:
            self.add_error("file", f"{file.name} is empty. Choose a file with SQL in it.")
        return values

    @cached_property
    def script(self) -> Script | None:
        file, sql = self.cleaned_data["file"], self.cleaned_data["sql"]
        if file:
            name = PurePath(file.name).name
            return Script(file.read(), name, format_of(name, self.cleaned_data["format"]))
        if not sql.strip():
            return None
        return Script(sql.encode(), format=self.cleaned_data["format"])


class ImportForm(ScriptForm):
    """A script that must be there."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and not values["file"] and not values["sql"].strip():
            raise forms.ValidationError("Choose a file or paste a script.")
        return values


def submitted(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict | None]:
    """What a form with a file is bound to: nothing unless it was posted, however empty."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
