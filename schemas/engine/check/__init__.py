"""What makes a design one that PostgreSQL can have at all; advice on good design is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.engine.check.names import name_problems
from schemas.engine.check.objects import object_problems
from schemas.engine.check.problem import Problem, problem
from schemas.engine.check.references import reference_problems
from schemas.engine.check.tables import lost_column_problems, table_problems
from schemas.engine.errors import Issue, Severity
from schemas.engine.model import ObjectId, Schema, Table
from schemas.engine.types import user_types

__all__ = ["check", "introduced"]


def check(schema: Schema) -> list[Issue]:
    """Everything that is wrong with the design."""
    return [found.issue for found in _problems(schema, schema.tables)]


def introduced(before: Schema, after: Schema) -> list[Issue]:
    """Errors that were not there before; a design that was broken already may stay so."""
    old = before.tables_by_id
    changed = [table for table in after.tables if old.get(table.id) is not table]
    known = _keys(_problems(before, [old[t.id] for t in changed if t.id in old]))
    found = [*_problems(after, changed), *_lost_types(before, after)]
    for table in changed:
        if table.id in old:
            found += lost_column_problems(old[table.id], table, after.views)
    return [
        each.issue
        for each in found
        if each.issue.severity is Severity.ERROR and (each.subject, each.issue.rule) not in known
    ]


def _lost_types(before: Schema, after: Schema) -> Iterator[Problem]:
    """Columns of a type that the design had and has no more."""
    lost = user_types(before) - user_types(after)
    for table in after.tables if lost else ():
        for column in table.columns:
            if column.type.removesuffix("[]") in lost:
                message = f"{table.name}.{column.name} has the type {column.type}: change it first."
                at = (table.schema, table.name, column.name)
                yield problem(column.id, "reference/type", at, message)


def _problems(schema: Schema, tables: Iterable[Table]) -> Iterator[Problem]:
    """Of the whole schema, and of these tables each by itself."""
    types = user_types(schema)
    yield from name_problems(schema)
    yield from reference_problems(schema)
    yield from object_problems(schema, types)
    for table in tables:
        yield from table_problems(table, types)


def _keys(problems: Iterable[Problem]) -> set[tuple[ObjectId, str]]:
    return {(found.subject, found.issue.rule) for found in problems}
