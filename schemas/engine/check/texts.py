"""Expressions, queries and definitions: none may reach beyond its place in a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from schemas.engine.check.problem import Problem, problem
from schemas.engine.check.wholeness import Shape, what_is_wrong
from schemas.engine.model import (
    Check,
    Child,
    Column,
    CompositeType,
    Domain,
    Exclusion,
    Index,
    Kind,
    ObjectId,
    Policy,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
    View,
)

EXPRESSION = Shape()
EXCLUSION = Shape(begins=("EXCLUDE",))
PARTITIONING = Shape(begins=("RANGE (", "LIST (", "HASH ("))
BOUND = Shape(begins=("FOR VALUES", "DEFAULT"))
QUERY = Shape(begins=("SELECT", "WITH", "VALUES", "TABLE", "("), is_list=True)
TRIGGER = Shape(
    begins=tuple(
        f"CREATE {words}TRIGGER"
        for words in ("", "CONSTRAINT ", "OR REPLACE ", "OR REPLACE CONSTRAINT ")
    ),
    is_list=True,
)

_BEGINS: dict[Kind, tuple[str, ...]] = {
    Kind.LANGUAGE: tuple(
        f"CREATE {replaced}{trusted}{procedural}LANGUAGE"
        for replaced in ("", "OR REPLACE ")
        for trusted in ("", "TRUSTED ")
        for procedural in ("", "PROCEDURAL ")
    ),
    Kind.CONVERSION: ("CREATE CONVERSION", "CREATE DEFAULT CONVERSION"),
    Kind.OWNER: ("ALTER",),
    Kind.PRIVILEGES: ("GRANT", "REVOKE", "SET ROLE"),
    Kind.DEFAULT_PRIVILEGES: ("ALTER DEFAULT PRIVILEGES",),
}
"""Where it is not CREATE and the name of the kind."""

SCRIPTS = {
    kind: Shape(
        begins=_BEGINS.get(kind, (f"CREATE {kind}", f"CREATE OR REPLACE {kind}")),
        is_list=True,
        is_script=True,
    )
    for kind in Kind
}


class _Text(NamedTuple):
    """SQL text of a design; None where there is none."""

    part: str
    text: str | None
    shape: Shape = EXPRESSION


_Owner = tuple[ObjectId, tuple[str, ...]]
"""Whose text it is: its id, and the path of names to it."""


def table_text_problems(table: Table) -> Iterator[Problem]:
    at = (table.schema, table.name)
    whole = [_Text("partitioning", table.partition_by, PARTITIONING)]
    if table.partition_of:
        whole.append(_Text("bound", table.partition_of.bound, BOUND))
    yield from _problems((table.id, at), whole)
    children: tuple[Child, ...] = (*table.columns, *table.constraints, *table.policies)
    for child in children:
        yield from _problems((child.id, (*at, child.name)), _texts(child))
    yield from _indexes_and_triggers(table)


def object_text_problems(thing: TopLevel) -> Iterator[Problem]:
    match thing:
        case Domain() | CompositeType() | SqlObject():
            yield from _problems((thing.id, (thing.schema, thing.name)), _texts(thing))
        case View():
            query = thing.definition.strip().removesuffix(";")
            text = _Text("query", query or None, QUERY)
            yield from _problems((thing.id, (thing.schema, thing.name)), [text])
            yield from _indexes_and_triggers(thing)


def _problems(owner: _Owner, texts: list[_Text]) -> Iterator[Problem]:
    subject, at = owner
    for part, text, shape in texts:
        advice = None if text is None else what_is_wrong(text, shape)
        if advice:
            message = f"The {part} of {at[-1]} cannot be used as it is: {advice}."
            yield problem(subject, f"text/{part.replace(' ', '-')}", at, message)


def _indexes_and_triggers(owner: Table | View) -> Iterator[Problem]:
    children: tuple[Index | Trigger, ...] = (*owner.indexes, *owner.triggers)
    for child in children:
        at = (owner.schema, owner.name, child.name)
        yield from _problems((child.id, at), _texts(child))


def _texts(thing: object) -> list[_Text]:
    match thing:
        case Column():
            return _texts_of_column(thing)
        case Check(expression=expression):
            return [_Text("condition", expression)]
        case Exclusion(definition=definition):
            return [_Text("definition", definition, EXCLUSION)]
        case Index():
            return _texts_of_index(thing)
        case Trigger(definition=definition):
            return [_Text("definition", definition.strip().removesuffix(";"), TRIGGER)]
        case Policy(using=using, check=check):
            return [_Text("condition", using), _Text("check", check)]
        case Domain():
            checks = [_Text("condition", check.expression) for check in thing.checks]
            named = [_Text("default", thing.default), _Text("collation", thing.collation)]
            return [*named, *checks]
        case CompositeType(attributes=attributes):
            return [_Text("collation", attribute.collation) for attribute in attributes]
        case SqlObject():
            name = thing.name.strip() or None
            return [_Text("name", name), _Text("definition", thing.definition, SCRIPTS[thing.kind])]
        case _:
            return []


def _texts_of_column(column: Column) -> list[_Text]:
    expression = column.generated.expression if column.generated else None
    return [
        _Text("default", column.default),
        _Text("generated value", expression),
        _Text("collation", column.collation),
        _Text("storage", column.storage),
        _Text("compression", column.compression),
    ]


def _texts_of_index(index: Index) -> list[_Text]:
    texts = [_Text("condition", index.where)]
    for key in index.keys:
        texts.append(_Text("key", key.expression))
        texts.append(_Text("collation", key.collation))
        texts.append(_Text("operator class", key.operator_class))
    return texts
