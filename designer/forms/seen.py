"""Forms that become changes, and that carry what their author saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from schemas.engine.changes import Change
from schemas.engine.errors import Conflict


class ChangeForm(forms.Form):
    """A form of one part of a panel; its anchor is unique there and begins its fields' ids."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        anchor: str,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id=f"{anchor}-%s")
        self.anchor = anchor

    def to_changes(self) -> list[Change]:
        """What a valid form asks for."""
        raise NotImplementedError


class Altered(NamedTuple):
    """What the author of a form saw in a field, and what they want there."""

    was: Any
    now: Any


class SeenForm(ChangeForm):
    """Only what its author altered becomes a change, and the change says what they saw.

    Each field is followed by a hidden `initial-…` (Django's `show_hidden_initial`). So two people
    who alter different fields of one row lose nothing, and of two who alter the same field the
    second is told. Fields that were not posted stay as they are.
    """

    def __init__(
        self, data: QueryDict | None = None, *, anchor: str, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, anchor=anchor, initial=initial)
        for name, field in list(self.fields.items()):
            field.show_hidden_initial = True
            if self.is_bound and not self._is_posted(name):
                del self.fields[name]

    @cached_property
    def altered(self) -> dict[str, Altered]:
        """Field name -> what was seen and what is wanted, unless it is so already.

        Only for a valid form.
        """
        wanted = {name: self.cleaned_data[name] for name in self.changed_data}
        return {
            name: Altered(self.seen(name), value)
            for name, value in wanted.items()
            if value != self.initial.get(name)
        }

    def seen(self, name: str) -> Any:
        """What the author saw in a field; what is there now when the form does not say."""
        posted = self.add_initial_prefix(name)
        if posted not in self.data:
            return self.initial.get(name)
        field = self.fields[name]
        raw = field.hidden_widget().value_from_datadict(self.data, self.files, posted)
        try:
            return field.to_python(raw)
        except ValidationError:
            return None

    def meet(self, conflict: Conflict) -> None:
        """Take for what is there now what others wrote after this form was made."""
        self.initial = self.shown_with({clash.field: clash.now for clash in conflict.clashes})

    def shown_with(self, now: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields would show if what is edited had these values in the engine's fields."""
        raise NotImplementedError

    def insisting(self) -> Iterator[tuple[str, str]]:
        """Hidden inputs of a form that asks for the same again, having seen what is there now."""
        for name in self.changed_data:
            now = self.initial.get(name)
            for value in now if isinstance(now, list) else [now]:
                yield self.add_initial_prefix(name), "" if value is None else str(value)
            for posted in self.data.getlist(self.add_prefix(name)):
                yield self.add_prefix(name), posted

    def _is_posted(self, name: str) -> bool:
        return self.add_prefix(name) in self.data or self.add_initial_prefix(name) in self.data
