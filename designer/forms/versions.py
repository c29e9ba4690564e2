"""Naming a version, and picking two of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from schemas.models import Project, Version


class SaveVersionForm(forms.Form):
    title = forms.CharField(
        label="Title",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "What is new in it", "autocomplete": "off"}),
    )


class PairForm(forms.Form):
    """Two different versions of one project."""

    base = forms.ModelChoiceField(label="From", queryset=Version.objects.none(), empty_label=None)
    target = forms.ModelChoiceField(label="To", queryset=Version.objects.none(), empty_label=None)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        project: Project,
        initial: dict[str, Version] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        versions = project.versions.defer("document", "positions")
        for name in ("base", "target"):
            self.fields[name].queryset = versions

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("base") and values.get("base") == values.get("target"):
            raise forms.ValidationError("Choose two different versions.")
        return values


def latest_pair(project: Project) -> dict[str, Version]:
    """What a PairForm proposes: from the last but one version to the last."""
    latest = list(project.versions.defer("document", "positions")[:2])
    return {"base": latest[1], "target": latest[0]} if len(latest) == 2 else {}
