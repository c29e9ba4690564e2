"""The model and its changes to and from JSON values, strictly and without loss.

Fields equal to their default are left out. Where several classes may stand, `kind` (objects) or
`op` (changes) tells which. In `set` and `was` of an `Alter…` change a field has the form it has
in the class altered; where classes of a union disagree, the first form that fits is taken.

Nothing read is trusted: `UnreadableText` names the place of the first thing that does not fit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast, get_args

from schemas.engine.canonical import canonical
from schemas.engine.changes import Change
from schemas.engine.codec.forms import form_of, kind_of, union_of
from schemas.engine.codec.simple import Form, Misfit
from schemas.engine.errors import UnreadableText
from schemas.engine.model import Child, Domain, ObjectId, Schema, Table, TopLevel, View

VERSION = 1
Thing = Table | Child | TopLevel


def encode(schema: Schema) -> dict[str, Any]:
    """`{"version": 1, "tables": [...], "objects": [...]}`, in the order of the schema."""
    return {"version": VERSION, "tables": [], "objects": [], **form_of(Schema).encode(schema)}


def decode(document: Mapping[str, Any]) -> Schema:
    rest = dict(document) if isinstance(document, Mapping) else {}
    if rest.pop("version", None) != VERSION:
        raise UnreadableText(f"This is not a design in format version {VERSION}.")
    schema = cast(Schema, _read(form_of(Schema), rest, "design"))
    _refuse_duplicates(_ids(schema))
    return schema


def encode_object(thing: Thing) -> dict[str, Any]:
    """One object alone; it always carries its `kind`."""
    return cast(dict[str, Any], _thing_form().encode(thing))


def decode_object(document: Mapping[str, Any]) -> Thing:
    return cast(Thing, _read(_thing_form(), document, "object"))


def encode_change(change: Change) -> dict[str, Any]:
    return cast(dict[str, Any], _change_form().encode(change))


def decode_change(document: Mapping[str, Any]) -> Change:
    return cast(Change, _read(_change_form(), document, "change"))


def checksum(schema: Schema) -> str:
    """SHA-256 (hex) of the design, whatever the order of what has no order."""
    text = json.dumps(
        encode(canonical(schema)), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _thing_form() -> Form:
    return union_of(get_args(Thing), "kind", kind_of)


@cache
def _change_form() -> Form:
    return union_of(get_args(Change), "op", lambda cls: cls.__name__)


def _read(form: Form, document: object, what: str) -> object:
    try:
        return form.decode(document)
    except Misfit as misfit:
        raise UnreadableText(
            f"This {what} cannot be read: at {misfit.place()}, {misfit}."
        ) from None


def _refuse_duplicates(ids: Iterator[tuple[ObjectId, str]]) -> None:
    places: dict[ObjectId, str] = {}
    for id, place in ids:
        if id in places:
            raise UnreadableText(
                f"This design cannot be read: {places[id]} and {place} have the same id {id}."
            )
        places[id] = place


def _ids(schema: Schema) -> Iterator[tuple[ObjectId, str]]:
    for number, table in enumerate(schema.tables):
        yield table.id, f"tables[{number}]"
        for collection in ("columns", "constraints", "indexes", "triggers", "policies"):
            yield from _child_ids(getattr(table, collection), f"tables[{number}].{collection}")
    for number, thing in enumerate(schema.objects):
        place = f"objects[{number}]"
        yield thing.id, place
        if isinstance(thing, View):
            yield from _child_ids(thing.indexes, f"{place}.indexes")
            yield from _child_ids(thing.triggers, f"{place}.triggers")
        if isinstance(thing, Domain):
            yield from _child_ids(thing.checks, f"{place}.checks")


def _child_ids(children: Sequence[Child], place: str) -> Iterator[tuple[ObjectId, str]]:
    for number, child in enumerate(children):
        yield child.id, f"{place}[{number}]"
