"""What is wrong with a merged design that is wrong with neither side."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.check import introduced
from schemas.engine.errors import Issue, Severity
from schemas.engine.model import ObjectId, Schema, Table

_BY_COMPARISON = {"reference/column", "reference/type"}
"""Told only by what one side had and the other took away."""


def problems_of(mine: Schema, theirs: Schema, merged: Schema) -> tuple[Issue, ...]:
    """Each once, in a stable order."""
    ours, others = introduced(mine, merged), introduced(theirs, merged)
    found = set(ours) & set(others)
    found |= {issue for issue in (*ours, *others) if issue.rule in _BY_COMPARISON}
    if missing := _missing_inherited(merged):
        before = {*_missing_inherited(mine), *_missing_inherited(theirs)}
        found |= {issue for where, issue in missing.items() if where not in before}
    return tuple(sorted(found, key=lambda issue: (issue.at, issue.rule, issue.message)))


def _missing_inherited(schema: Schema) -> dict[tuple[ObjectId, ObjectId], Issue]:
    """Columns of a parent that a partition or an inheriting table has not."""
    return {
        (table.id, column): issue
        for table in schema.tables
        for column, issue in _missing_in(schema, table)
    }


def _missing_in(schema: Schema, table: Table) -> Iterator[tuple[ObjectId, Issue]]:
    own = {column.name for column in table.columns}
    above = (*table.inherits, *([table.partition_of.parent] if table.partition_of else []))
    for parent in (schema.tables_by_id[id] for id in above if id in schema.tables_by_id):
        for column in parent.columns:
            if column.name not in own:
                message = (
                    f"{table.name} is below {parent.name} and has no column {column.name}: add it."
                )
                at = (table.schema, table.name, column.name)
                yield column.id, Issue("reference/inherited-column", Severity.ERROR, at, message)
