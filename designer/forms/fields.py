"""Fields for what PostgreSQL calls things and for the SQL people type about them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from designer.type_names import typed_name
from schemas.engine.errors import Severity
from schemas.engine.names import LONGEST_NAME, byte_length
from schemas.engine.types import canonical_type, validate_type


class LineField(forms.CharField):
    """One line of text; an empty one is `empty_value`.

    Browsers drop line breaks from what they show in an `<input>`: that alone is no change.
    """

    def __init__(self, *, mono: bool = False, placeholder: str = "", **kwargs: Any) -> None:
        self.mono, self.placeholder = mono, placeholder
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        style = "input bare mono" if self.mono else "input bare"
        said = {"placeholder": self.placeholder} if self.placeholder else {}
        off = {"autocomplete": "off", "spellcheck": "false"}
        return super().widget_attrs(widget) | {"class": style} | said | off

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        return super().has_changed(_one_line(initial), _one_line(data))


class NameField(LineField):
    """A name of at most 63 bytes: PostgreSQL cuts longer ones, this refuses them."""

    def clean(self, value: Any) -> str:
        name = super().clean(value)
        if (length := byte_length(name)) > LONGEST_NAME:
            raise ValidationError(
                f"This name has {length} bytes; PostgreSQL keeps {LONGEST_NAME}. Shorten it."
            )
        return name


class PickField(forms.ChoiceField):
    """One of a few."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"class": "input bare"}


class TextField(forms.CharField):
    """Several lines, with the line ends that PostgreSQL's own texts have."""

    widget = forms.Textarea

    def __init__(self, *, mono: bool = False, rows: int = 2, **kwargs: Any) -> None:
        self.mono, self.rows = mono, rows
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        style = "input mono" if self.mono else "input"
        return super().widget_attrs(widget) | {"class": style, "rows": self.rows}


class TypeField(LineField):
    """The name of a type in any spelling; `canonical` gives the one that is kept."""

    known: Collection[str] = ()
    """Types of the design that may be named, as `user_types` gives them; the form sets it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(mono=True, max_length=500, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"list": "type-names"}

    def prepare_value(self, value: Any) -> Any:
        return typed_name(value, self.known) if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        return canonical_type(super().to_python(value), self.known)

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        return super().has_changed(self.to_python(initial), self.to_python(data))


class LinesField(TextField):
    """A list of texts, one a line; a line break inside one is written `\\n`."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        return "\n".join(_escaped(text) for text in value or ())

    def to_python(self, value: Any) -> list[str]:
        if not isinstance(value, str):
            return list(value or ())
        return [_unescaped(line) for line in super().to_python(value).split("\n") if line.strip()]

    def run_validators(self, value: list[str]) -> None:
        for text in value:
            super().run_validators(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


def refuse_unknown_type(text: str, known: Collection[str]) -> None:
    """Raises ValidationError for what PostgreSQL would not take as a type."""
    issue = validate_type(text, known)
    if issue and issue.severity == Severity.ERROR:
        raise ValidationError(issue.message)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(line: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], line)


def _one_line(text: str | None) -> str:
    return (text or "").replace("\r", "").replace("\n", "").strip()
