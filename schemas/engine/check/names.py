"""Names: their length, and that each is given once in its space of names.

Tables, views, sequences, indexes and composite types of a schema share one space, because they
are all rows of pg_class; types, and the row types of tables and views, share another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.engine.check.problem import Problem, problem
from schemas.engine.model import (
    CompositeType,
    Domain,
    EnumType,
    Exclusion,
    Extension,
    Index,
    Kind,
    Namespace,
    ObjectId,
    PrimaryKey,
    Schema,
    Sequence,
    SqlObject,
    Table,
    Unique,
    View,
)
from schemas.engine.names import LONGEST_NAME, byte_length

SYSTEM_COLUMNS = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"})


class _Given(NamedTuple):
    """A name given to something in a space of names."""

    space: tuple[object, ...]
    name: str
    subject: ObjectId
    what: str
    at: tuple[str, ...]


def name_problems(schema: Schema) -> Iterator[Problem]:
    given = list(_given(schema))
    for entry in given:
        yield from _bad_name(entry)
    yield from _taken_twice(given)
    yield from _namespace_problems(schema)


def _bad_name(entry: _Given) -> Iterator[Problem]:
    what, name = entry.what, entry.name
    if not name.strip():
        yield problem(entry.subject, "name/empty", entry.at, f"Give the {what} a name.")
    elif "\0" in name:
        message = f"The name of the {what} has a NUL in it: leave it out."
        yield problem(entry.subject, "name/nul", entry.at, message)
    elif byte_length(name) > LONGEST_NAME:
        message = (
            f"The name of the {what} “{name}” has {byte_length(name)} bytes:"
            f" PostgreSQL keeps {LONGEST_NAME}. Choose a shorter one."
        )
        yield problem(entry.subject, "name/too-long", entry.at, message)
    elif what == "column" and name in SYSTEM_COLUMNS:
        message = f"Every table has a system column “{name}”: choose another name."
        yield problem(entry.subject, "name/system-column", entry.at, message)


def _taken_twice(given: Iterable[_Given]) -> Iterator[Problem]:
    first: dict[tuple[object, ...], _Given] = {}
    for entry in given:
        other = first.setdefault((*entry.space, entry.name), entry)
        if other.subject != entry.subject:
            message = f"There is {_a(other.what)} “{entry.name}” already: choose another name."
            yield problem(entry.subject, "name/taken", entry.at, message)


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _given(schema: Schema) -> Iterator[_Given]:
    for table in schema.tables:
        at = (table.schema, table.name)
        yield _Given(("relation", table.schema), table.name, table.id, "table", at)
        yield _Given(("type", table.schema), table.name, table.id, "table", at)
        yield from _in_table(table, at)
    for thing in schema.objects:
        yield from _of_object(thing)


def _in_table(table: Table, at: tuple[str, ...]) -> Iterator[_Given]:
    families = {
        "column": table.columns,
        "constraint": table.constraints,
        "trigger": table.triggers,
        "policy": table.policies,
    }
    for what, children in families.items():
        for child in children:
            yield _Given((what, table.id), child.name, child.id, what, (*at, child.name))
    for constraint in table.constraints:
        if isinstance(constraint, PrimaryKey | Unique | Exclusion):
            space = ("relation", table.schema)
            place = (*at, constraint.name)
            yield _Given(space, constraint.name, constraint.id, "constraint", place)
    yield from _indexes(table)


def _indexes(owner: Table | View) -> Iterator[_Given]:
    index: Index
    for index in owner.indexes:
        at = (owner.schema, owner.name, index.name)
        yield _Given(("relation", owner.schema), index.name, index.id, "index", at)


def _triggers(view: View) -> Iterator[_Given]:
    for trigger in view.triggers:
        at = (view.schema, view.name, trigger.name)
        yield _Given(("trigger", view.id), trigger.name, trigger.id, "trigger", at)


def _of_object(thing: object) -> Iterator[_Given]:
    match thing:
        case Namespace(id=id, name=name):
            yield _Given(("namespace",), name, id, "schema", (name,))
        case Extension(id=id, name=name):
            yield _Given(("extension",), name, id, "extension", (name,))
        case EnumType():
            yield _in_schema("type", thing, "type")
        case Domain(id=id, schema=schema):
            yield _in_schema("type", thing, "type")
            for check in thing.checks:
                at = (schema, thing.name, check.name)
                yield _Given(("constraint", id), check.name, check.id, "constraint", at)
        case CompositeType(id=id, schema=schema):
            yield _in_schema("type", thing, "type")
            yield _in_schema("relation", thing, "type")
            for attribute in thing.attributes:
                at = (schema, thing.name, attribute.name)
                yield _Given(("attribute", id), attribute.name, id, "attribute", at)
        case Sequence():
            yield _in_schema("relation", thing, "sequence")
        case View():
            yield _in_schema("relation", thing, "view")
            yield _in_schema("type", thing, "view")
            yield from _indexes(thing)
            yield from _triggers(thing)
        case SqlObject(kind=Kind.TYPE):
            yield _in_schema("type", thing, "type")


def _in_schema(
    space: str, thing: EnumType | Domain | CompositeType | Sequence | View | SqlObject, what: str
) -> _Given:
    return _Given((space, thing.schema), thing.name, thing.id, what, (thing.schema, thing.name))


def _namespace_problems(schema: Schema) -> Iterator[Problem]:
    for namespace in schema.namespaces:
        if namespace.name.startswith("pg_"):
            message = "Names of schemas must not start with “pg_”: PostgreSQL keeps them."
            yield problem(namespace.id, "name/reserved-schema", (namespace.name,), message)
