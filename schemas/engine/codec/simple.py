"""Simple JSON values, strictly: text, numbers, ids; and how a misfit says what and where."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Form:
    """How values of one type look in JSON; `decode` raises Misfit."""

    encode: Callable[[Any], Any]
    decode: Callable[[object], Any]


class Misfit(Exception):
    """A value that does not fit its form; the path is collected on the way out."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.steps: list[str | int] = []

    def within(self, step: str | int) -> Misfit:
        self.steps.append(step)
        return self

    def place(self) -> str:
        parts = [f"[{s}]" if isinstance(s, int) else f".{s}" for s in reversed(self.steps)]
        return "".join(parts).removeprefix(".") or "the top"


def expect_object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Misfit(f"expected an object, found {shown(value)}")
    return value


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise Misfit(f"expected text, found {shown(value)}")
    if "\0" in value or not (value.isascii() or _is_unicode(value)):
        raise Misfit("the text has a character that PostgreSQL cannot store")
    return value


def _is_unicode(value: str) -> bool:
    """False for lone surrogates, which JSON can spell and UTF-8 cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise Misfit(f"expected true or false, found {shown(value)}")
    return value


def _read_int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in INT64:
        raise Misfit(f"expected a 64-bit whole number, found {shown(value)}")
    return value


_CANONICAL_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def _read_id(value: object) -> UUID:
    if not isinstance(value, str) or not _CANONICAL_UUID.fullmatch(value):
        raise Misfit(f"expected an id in lower case, found {shown(value)}")
    return UUID(value)


def _same(value: object) -> object:
    return value


def shown(value: object) -> str:
    match value:
        case str():
            return ascii(value[:40])
        case dict():
            return "an object"
        case list():
            return "a list"
        case bool() | None:
            return json.dumps(value)
        case _:
            return "a number"


SIMPLE: Mapping[object, Form] = {
    str: Form(encode=_same, decode=_read_text),
    bool: Form(encode=_same, decode=_read_bool),
    int: Form(encode=_same, decode=_read_int),
    UUID: Form(encode=str, decode=_read_id),
}
