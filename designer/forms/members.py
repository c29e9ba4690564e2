"""Adding a colleague, and giving one another role."""

from __future__ import annotations

from django import forms

from schemas.models import Role

LONGEST_ADDRESS = 150
"""It also becomes the name of the account, which Django cuts there."""


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role", choices=Role.choices, initial=Role.EDITOR)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class AddMemberForm(RoleForm):
    email = forms.EmailField(
        label="E-mail address",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(
            attrs={"autocomplete": "off", "placeholder": "colleague@example.org"}
        ),
    )
    field_order = ("email", "role")
