"""Enums, domains and composite types."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from designer.forms.fields import (
    LineField,
    LinesField,
    NameField,
    PickField,
    TextField,
    TypeField,
    refuse_unknown_type,
)
from designer.forms.seen import Altered, ChangeForm, SeenForm
from designer.type_names import short_type
from schemas.engine.changes import AddObject, AlterObject, Change, MoveObject, RenameObject
from schemas.engine.model import (
    PUBLIC,
    Attribute,
    CompositeType,
    Domain,
    EnumType,
    UserType,
)
from schemas.engine.names import LONGEST_NAME, byte_length, quote
from schemas.engine.types import canonical_type

KINDS = {"enum": "Enum", "domain": "Domain", "composite": "Composite type"}
_ATTRIBUTE = re.compile(r'\s*("(?:[^"]|"")+"|[^\s"]+)\s+(\S.*)')


class NewTypeForm(ChangeForm):
    """A type with a name and, as yet, hardly anything else."""

    kind = PickField(label="Kind", choices=KINDS)
    name = NameField(label="Name")
    schema = NameField(label="Schema", required=False)

    def to_changes(self) -> list[Change]:
        return [AddObject(object=self.type)]

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            self.type = self._new_type()

    def _new_type(self) -> UserType:
        values = self.cleaned_data
        named = {"id": uuid4(), "name": values["name"], "schema": values["schema"] or PUBLIC}
        match values["kind"]:
            case "enum":
                return EnumType(**named)
            case "domain":
                return Domain(type="text", **named)
            case _:
                return CompositeType(**named)


class TypeForm(SeenForm):
    """Name, schema and comment; the subclasses add what their kind has."""

    name = NameField(label="Name")
    schema = NameField(label="Schema")
    comment = TextField(label="Comment", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        anchor: str,
        thing: UserType,
        types: Collection[str],
    ) -> None:
        self.thing, self.types = thing, types
        super().__init__(data, anchor=anchor, initial=self._shown(thing))

    def to_changes(self) -> list[Change]:
        return list(self._changes())

    def shown_with(self, now: Mapping[str, Any]) -> dict[str, Any]:
        return self._shown(replace(self.thing, **now))

    def _shown(self, thing: UserType) -> dict[str, Any]:
        return {"name": thing.name, "schema": thing.schema, "comment": thing.comment}

    def _changes(self) -> Iterator[Change]:
        id = self.thing.id
        if name := self.altered.get("name"):
            yield RenameObject(object=id, name=name.now, was=name.was)
        if schema := self.altered.get("schema"):
            yield MoveObject(object=id, schema=schema.now, was=schema.was)
        if settings := self._settings():
            yield AlterObject(
                object=id,
                set={name: value.now for name, value in settings.items()},
                was={name: value.was for name, value in settings.items()},
            )

    def _settings(self) -> dict[str, Altered]:
        """Engine field -> what was seen and what is wanted."""
        return {
            name: value for name, value in self.altered.items() if name not in ("name", "schema")
        }


class EnumForm(TypeForm):
    labels = LinesField(label="Labels", required=False, help_text="One a line, in their order.")
    field_order = ("name", "schema", "labels", "comment")

    def clean_labels(self) -> list[str]:
        labels = self.cleaned_data["labels"]
        for label in labels:
            if byte_length(label) > LONGEST_NAME:
                raise ValidationError(
                    f"“{label}” is too long: a label has at most {LONGEST_NAME} bytes."
                )
            if labels.count(label) > 1:
                raise ValidationError(f"“{label}” is there twice: keep one.")
        return labels

    def _shown(self, thing: EnumType) -> dict[str, Any]:
        return super()._shown(thing) | {"labels": list(thing.labels)}

    def _settings(self) -> dict[str, Altered]:
        settings = super()._settings()
        if labels := settings.get("labels"):
            settings["labels"] = Altered(*(tuple(value or ()) for value in labels))
        return settings


class DomainForm(TypeForm):
    type = TypeField(label="Type")
    nullable = forms.BooleanField(label="Nullable", required=False)
    default = LineField(label="Default", required=False, empty_value=None, mono=True)
    field_order = ("name", "schema", "type", "nullable", "default", "comment")

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if "type" in self.fields:
            self.fields["type"].known = self.types

    def clean_type(self) -> str:
        refuse_unknown_type(self.cleaned_data["type"], self.types)
        return self.cleaned_data["type"]

    def _shown(self, thing: Domain) -> dict[str, Any]:
        own = {"type": thing.type, "nullable": thing.nullable, "default": thing.default}
        return super()._shown(thing) | own


class CompositeForm(TypeForm):
    attributes = LinesField(
        label="Attributes", required=False, mono=True, help_text="A name and a type a line."
    )
    field_order = ("name", "schema", "attributes", "comment")

    def clean_attributes(self) -> list[str]:
        lines = self.cleaned_data["attributes"]
        names = [self._attribute(line).name for line in lines]
        for name in names:
            if names.count(name) > 1:
                raise ValidationError(f"“{name}” is there twice: keep one.")
        return lines

    def _shown(self, thing: CompositeType) -> dict[str, Any]:
        lines = [f"{quote(a.name)} {short_type(a.type)}" for a in thing.attributes]
        return super()._shown(thing) | {"attributes": lines}

    def _settings(self) -> dict[str, Altered]:
        settings = super()._settings()
        if lines := settings.get("attributes"):
            settings["attributes"] = Altered(*(self._attributes(value) for value in lines))
        return settings

    def _attributes(self, lines: list[str] | None) -> tuple[Attribute, ...]:
        """As seen or as wanted; what was seen and cannot be read any more was nothing."""
        if lines == self.initial["attributes"]:
            return self.thing.attributes
        try:
            return tuple(self._attribute(line) for line in lines or ())
        except ValidationError:
            return ()

    def _attribute(self, line: str) -> Attribute:
        """What a line does not say, an attribute's collation and comment, stays by its name."""
        match = _ATTRIBUTE.fullmatch(line)
        if not match:
            raise ValidationError(f"“{line}” is no attribute: write its name and its type.")
        refuse_unknown_type(match[2], self.types)
        type = canonical_type(match[2], self.types)
        known = {attribute.name: attribute for attribute in self.thing.attributes}
        name = _name(match[1])
        return replace(known.get(name, Attribute(name=name, type=type)), type=type)


def _name(text: str) -> str:
    return text[1:-1].replace('""', '"') if text.startswith('"') else text
