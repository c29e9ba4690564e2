"""SQLite compares values of any types; PostgreSQL's foreign keys need types that compare."""

from __future__ import annotations

from schemas.engine.names import qualified
from schemas.engine.read.sql.drafts import ForeignKeyDraft, TableDraft
from schemas.engine.read.sql.script import Script


def agree_on_types(script: Script) -> None:
    """Gives every column of a foreign key the type of the column it refers to."""
    by_name = {qualified(one.schema, one.name): one for one in script.tables.values()}
    for table in script.tables.values():
        for key in table.foreign_keys:
            if target := by_name.get(key.target):
                _agree(table, key, target, script)


def _agree(table: TableDraft, key: ForeignKeyDraft, target: TableDraft, script: Script) -> None:
    primary = target.primary_key.columns if target.primary_key else ()
    for name, theirs in zip(key.columns, key.target_columns or primary, strict=False):
        column = table.columns.get(name.lower())
        referred = target.columns.get(theirs.lower())
        if column and referred and column.type != referred.type:
            column.type = referred.type
            message = "A column of a foreign key takes the type of the column it refers to."
            subject = f"{table.name}.{name}"
            script.translated.add(message, line=column.line, subject=subject)
