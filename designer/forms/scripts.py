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

TOO_LARGE = (
    f"This file is larger than {filesizeformat(LARGEST_SCRIPT)}. "
    "Leave the rows out: pg_dump --schema-only."
)
EITHER_ONE = "Choose a file or paste SQL, not both."


class ScriptForm(forms.Form):
    """Optional in itself; `script` is None when nothing was given."""

    file = forms.FileField(
        label="SQL file",
        required=False,
        allow_empty_file=True,
        help_text=(
            "What pg_dump --schema-only writes, or any PostgreSQL script, "
            f"up to {filesizeformat(LARGEST_SCRIPT)}."
        ),
        widget=forms.FileInput(
            attrs={
                "accept": ".sql,.ddl,.txt,text/plain,application/sql",
                "data-max-bytes": LARGEST_SCRIPT,
                "data-too-large": TOO_LARGE,
            }
        ),
    )
    sql = forms.CharField(
        label="Or paste SQL",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"class": "mono", "rows": 12, "spellcheck": "false", "autocomplete": "off"}
        ),
    )

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
    def script(self) -> bytes | None:
        if file := self.cleaned_data["file"]:
            return file.read()
        sql = self.cleaned_data["sql"]
        return sql.encode() if sql.strip() else None

    @property
    def filename(self) -> str:
        file = self.cleaned_data["file"]
        return PurePath(file.name).name if file else ""


class ImportForm(ScriptForm):
    """A script that must be there."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and not values["file"] and not values["sql"].strip():
            raise forms.ValidationError("Choose a file or paste SQL.")
        return values


def submitted(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict | None]:
    """What a form with a file is bound to: nothing unless it was posted, however empty."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
