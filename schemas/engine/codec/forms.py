"""The JSON form of every class, compiled once from the type hints of its dataclass."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from schemas.engine.changes import ALTERS, Fields, Target
from schemas.engine.codec.simple import SIMPLE, Form, Misfit, expect_object, shown


@cache
def form_of(hint: Any) -> Form:
    if hint in SIMPLE:
        return SIMPLE[hint]
    origin = get_origin(hint)
    if origin in (UnionType, Union):
        return _alternatives(get_args(hint))
    if origin is Literal:
        return _choice({value: value for value in get_args(hint)})
    if origin is tuple:
        return _list(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice({member.value: member for member in hint})
    if is_dataclass(hint):
        return _record(cast(type, hint))
    raise TypeError(f"The codec has no form for {hint}.")


def _alternatives(hints: tuple[Any, ...]) -> Form:
    present = tuple(hint for hint in hints if hint is not NoneType)
    form = form_of(present[0]) if len(present) == 1 else union_of(present, "kind", kind_of)
    return form if len(present) == len(hints) else _optional(form)


def _optional(form: Form) -> Form:
    return Form(
        encode=lambda value: None if value is None else form.encode(value),
        decode=lambda value: None if value is None else form.decode(value),
    )


def _choice(members: Mapping[str, Any]) -> Form:
    def decode(value: object) -> object:
        if not isinstance(value, str) or value not in members:
            raise Misfit(f"expected one of {', '.join(members)}, found {shown(value)}")
        return members[value]

    return Form(encode=str, decode=decode)


def _list(hints: tuple[Any, ...]) -> Form:
    """`tuple[X, ...]`, or one of fixed length such as `tuple[str, str]`."""
    form = form_of(hints[0])
    length = None if hints[-1] is Ellipsis else len(hints)

    def decode(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or (length is not None and len(value) != length):
            wanted = "a list" if length is None else f"a list of {length}"
            raise Misfit(f"expected {wanted}, found {shown(value)}")
        items = []
        for index, item in enumerate(value):
            try:
                items.append(form.decode(item))
            except Misfit as misfit:
                raise misfit.within(index) from None
        return tuple(items)

    return Form(encode=lambda value: [form.encode(item) for item in value], decode=decode)


def union_of(classes: Sequence[type], tag: str, name: Callable[[type], str]) -> Form:
    forms = {cls: form_of(cls) for cls in classes}
    names = {cls: name(cls) for cls in classes}
    by_name = {name(cls): form for cls, form in forms.items()}

    def encode(value: object) -> dict[str, Any]:
        return {tag: names[type(value)], **forms[type(value)].encode(value)}

    def decode(value: object) -> object:
        document = expect_object(value)
        named = document.get(tag)
        form = by_name.get(named) if isinstance(named, str) else None
        if form is None:
            raise Misfit(f'unknown "{tag}" {shown(named)}')
        return form.decode({key: item for key, item in document.items() if key != tag})

    return Form(encode=encode, decode=decode)


def _record(cls: type) -> Form:
    hints = get_type_hints(cls)
    parts = [
        (f.name, f.metadata.get("key", f.name), _default(f), _field_form(cls, hints[f.name]))
        for f in fields(cls)
    ]
    known = {key: (name, form.decode) for name, key, _, form in parts}
    required = [key for _, key, default, _ in parts if default is MISSING]

    def encode(value: object) -> dict[str, Any]:
        document = {}
        for name, key, default, form in parts:
            item = getattr(value, name)
            if item != default:
                document[key] = form.encode(item)
        return document

    def decode(value: object) -> object:
        document = expect_object(value)
        for key in required:
            if key not in document:
                raise Misfit(f'"{key}" is missing')
        return cls(**_read_keys(document, known))

    return Form(encode=encode, decode=decode)


def _read_keys(
    document: Mapping[str, Any], known: Mapping[str, tuple[str, Callable[[Any], Any]]]
) -> dict[str, Any]:
    values = {}
    for key, item in document.items():
        if key not in known:
            raise Misfit(f"unknown key {shown(key)}")
        name, read = known[key]
        try:
            values[name] = read(item)
        except Misfit as misfit:
            raise misfit.within(key) from None
    return values


def _default(field: Field[Any]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _field_form(cls: type, hint: Any) -> Form:
    return _fields_form(ALTERS[cls]) if hint == Fields else form_of(hint)


def _fields_form(target: Target) -> Form:
    """The form of `set` and `was`: any of the fields that the change may set."""
    forms: dict[str, list[Form]] = {}
    for cls in target.classes:
        for name, hint in get_type_hints(cls).items():
            options = forms.setdefault(name, [])
            if name not in target.kept and form_of(hint) not in options:
                options.append(form_of(hint))
    known = {name: (name, _first_fit(options)) for name, options in forms.items() if options}

    def decode(value: object) -> dict[str, Any]:
        return _read_keys(expect_object(value), known)

    return Form(encode=_encode_fields, decode=decode)


def _first_fit(forms: Sequence[Form]) -> Callable[[Any], Any]:
    def decode(value: object) -> object:
        for form in forms[:-1]:
            try:
                return form.decode(value)
            except Misfit:
                continue
        return forms[-1].decode(value)

    return forms[0].decode if len(forms) == 1 else decode


def _encode_fields(values: Fields) -> dict[str, Any]:
    return {name: encode_value(value) for name, value in values.items()}


def encode_value(value: object) -> object:
    """By what it is, not by its hint: no field that a change may set is a union of classes."""
    if isinstance(value, tuple):
        return [encode_value(item) for item in value]
    if is_dataclass(value):
        return form_of(cast(type, type(value))).encode(value)
    return str(value) if isinstance(value, UUID | StrEnum) else value


def kind_of(cls: type) -> str:
    """`ForeignKey` -> `foreign_key`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
