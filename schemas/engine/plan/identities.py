"""Sequences behind identity columns: PostgreSQL names them once, and leaves them so on a rename."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from schemas.engine.model import Column, Schema, Sequence, Table, View
from schemas.engine.names import default_name, qualified, quote
from schemas.engine.plan.move import Move, column_pairs
from schemas.engine.plan.renames import Rename


def identity_renames(move: Move, new: Table) -> Iterator[Rename]:
    """So that a table with a new name ends as one that was made with it."""
    old = move.before.tables_by_id[new.id]
    if new.partition_of:
        # A partition counts with the sequence of its parent.
        return
    for was, column in column_pairs(old, new):
        if was.identity and column.identity:
            names = _sequence_name(move.before, old, was), _sequence_name(move.after, new, column)
            if names[0] != names[1]:
                statement = partial(_rename_sequence, new.schema)
                yield Rename("sequence", *names, statement, breaks_clients=False)


def _sequence_name(schema: Schema, table: Table, column: Column) -> str:
    given = column.identity.sequence_name if column.identity else None
    return given or default_name(
        table.name, [column.name], "seq", taken=_relations(schema, table.schema)
    )


def _relations(schema: Schema, namespace: str) -> set[str]:
    things: list[Table | Sequence | View] = [*schema.tables, *schema.sequences, *schema.views]
    return {thing.name for thing in things if thing.schema == namespace}


def _rename_sequence(schema: str, current: str, name: str) -> str:
    return f"ALTER SEQUENCE {qualified(schema, current)} RENAME TO {quote(name)}"
