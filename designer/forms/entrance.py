"""What somebody chooses who enters for the first time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.models import User
from django.http import QueryDict


class WelcomeForm(SetPasswordMixin, forms.Form):
    """A name that colleagues see, and a password that the validators accept."""

    name = forms.CharField(
        label="Your name",
        max_length=150,
        help_text="Colleagues see it beside your edits.",
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "name"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(
        label1="Password", label2="The same password again"
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.fields["password1"].help_text = "At least eight characters, and not a common one."
        self.fields["password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        self.validate_passwords()
        self.validate_password_for_user(self.user, "password1")
        return super().clean() or self.cleaned_data
