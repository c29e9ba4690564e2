"""Tables by themselves: columns, keys and indexes that fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from schemas.engine.check.problem import Problem, problem
from schemas.engine.check.texts import table_text_problems
from schemas.engine.expressions import QualifiedName, mentions_column, rename_in_trigger
from schemas.engine.model import (
    Child,
    Column,
    Constraint,
    ForeignKey,
    Index,
    ObjectId,
    PrimaryKey,
    Table,
    Unique,
    View,
)
from schemas.engine.queries import queries_column
from schemas.engine.types import validate_type

IDENTITY_TYPES = frozenset({"smallint", "integer", "bigint"})


def table_problems(table: Table, user_types: Collection[str]) -> Iterator[Problem]:
    at = (table.schema, table.name)
    for column in table.columns:
        yield from _column_problems(column, user_types, (*at, column.name))
    yield from _primary_key_problems(table, at)
    for constraint in table.constraints:
        yield from _constraint_problems(table, constraint, (*at, constraint.name))
    for index in table.indexes:
        yield from _index_problems(table, index, (*at, index.name))
    yield from table_text_problems(table)


def lost_column_problems(before: Table, after: Table, views: Iterable[View]) -> Iterator[Problem]:
    """Expressions and queries that name a column the table had and has no more."""
    kept = {column.name for column in after.columns}
    for name in [column.name for column in before.columns if column.name not in kept]:
        read = QualifiedName(after.schema, after.name)
        reading = [view for view in views if queries_column(view.definition, read, name)]
        for thing in [*_users(after, name), *reading]:
            at = (after.schema, after.name, thing.name)
            message = f"{thing.name} uses the column {name}: change or drop {thing.name} first."
            yield problem(thing.id, "reference/column", at, message)


def _users(table: Table, column: str) -> Iterator[Child | Table]:
    for thing, text in _expressions(table):
        if text and mentions_column(text, column, qualifiers=(table.name,)):
            yield thing
    for trigger in table.triggers:
        if rename_in_trigger(trigger.definition, column, "") != trigger.definition:
            yield trigger


def _expressions(table: Table) -> Iterator[tuple[Child | Table, str | None]]:
    for column in table.columns:
        yield column, column.generated.expression if column.generated else None
    for policy in table.policies:
        yield policy, policy.using
        yield policy, policy.check
    for check in table.checks:
        yield check, check.expression
    yield table, table.partition_by


def _column_problems(
    column: Column, user_types: Collection[str], at: tuple[str, ...]
) -> Iterator[Problem]:
    issue = validate_type(column.type, user_types, at)
    if issue is not None:
        yield Problem(column.id, issue)
    sources = (column.default is not None, bool(column.identity), bool(column.generated))
    if sum(sources) > 1:
        message = f"{column.name} can have only one of default, identity and generated value."
        yield problem(column.id, "column/sources", at, message)
    if column.identity and column.type not in IDENTITY_TYPES:
        message = f"An identity column is a smallint, integer or bigint: {column.name} is not."
        yield problem(column.id, "column/identity-type", at, message)
    if column.identity and column.nullable:
        message = f"{column.name} is an identity column and cannot be NULL."
        yield problem(column.id, "column/identity-null", at, message)


def _primary_key_problems(table: Table, at: tuple[str, ...]) -> Iterator[Problem]:
    keys = [c for c in table.constraints if isinstance(c, PrimaryKey)]
    for key in keys[1:]:
        message = f"{table.name} has a primary key already: drop {keys[0].name} first."
        yield problem(key.id, "key/second-primary", (*at, key.name), message)
    for id in {id for key in keys for id in key.columns}:
        column = table.columns_by_id.get(id)
        if column is not None and column.nullable:
            message = f"{column.name} is part of the primary key and cannot be NULL."
            yield problem(id, "key/nullable", (*at, column.name), message)


def _constraint_problems(
    table: Table, constraint: Constraint, at: tuple[str, ...]
) -> Iterator[Problem]:
    if not isinstance(constraint, PrimaryKey | Unique | ForeignKey):
        return
    used: tuple[ObjectId, ...] = constraint.columns
    if not used:
        message = f"Choose at least one column for {constraint.name}."
        yield problem(constraint.id, "key/empty", at, message)
    if max(Counter(used).values(), default=0) > 1:
        message = f"{constraint.name} names a column twice."
        yield problem(constraint.id, "key/repeated", at, message)
    included = () if isinstance(constraint, ForeignKey) else constraint.include
    if any(id not in table.columns_by_id for id in (*used, *included)):
        message = f"{constraint.name} needs a column that {table.name} does not have."
        yield problem(constraint.id, "key/column", at, message)


def _index_problems(table: Table, index: Index, at: tuple[str, ...]) -> Iterator[Problem]:
    if not index.keys:
        message = f"Choose at least one column or expression for {index.name}."
        yield problem(index.id, "index/empty", at, message)
    if any((key.column is None) == (key.expression is None) for key in index.keys):
        message = f"Each key of {index.name} is either a column or an expression."
        yield problem(index.id, "index/key", at, message)
    used = [key.column for key in index.keys if key.column is not None]
    if any(id not in table.columns_by_id for id in (*used, *index.include)):
        message = f"{index.name} needs a column that {table.name} does not have."
        yield problem(index.id, "index/column", at, message)
