"""The name of a workspace."""

from __future__ import annotations

from django import forms

from schemas.actions.names import LONGEST_NAME


class WorkspaceForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
