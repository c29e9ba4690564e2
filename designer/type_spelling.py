"""Types that someone typed on the canvas, spelled as PostgreSQL prints them."""

from __future__ import annotations

from dataclasses import replace

from schemas.engine.changes import AddColumn, AddTable, AlterColumn, Change
from schemas.engine.model import Column
from schemas.engine.types import canonical_type


def spelled(change: Change) -> Change:
    """The change with `varchar(80)` as `character varying(80)`; types of one's own stay as typed.

    Otherwise the same type in two spellings would look like a difference between versions.
    """
    match change:
        case AddTable(table=table):
            columns = tuple(_column(column) for column in table.columns)
            return replace(change, table=replace(table, columns=columns))
        case AddColumn(column=column):
            return replace(change, column=_column(column))
        case AlterColumn(set={"type": str(type)}):
            return replace(change, set={**change.set, "type": canonical_type(type)})
    return change


def _column(column: Column) -> Column:
    return replace(column, type=canonical_type(column.type))
