"""Sequences other than those behind identity columns."""

from __future__ import annotations

from schemas.engine.model import Schema, Sequence
from schemas.engine.names import literal, qualified, quote
from schemas.engine.write.statements.text import (
    every_sequence_clause,
    relation_name,
    sequence_clauses,
)


def create_sequence(sequence: Sequence) -> str:
    kind = "UNLOGGED SEQUENCE" if sequence.is_unlogged else "SEQUENCE"
    clauses = "".join(f" {clause}" for clause in sequence_clauses(sequence.options))
    return f"CREATE {kind} {sequence_name(sequence)} AS {sequence.type}{clauses}"


def set_sequence_owner(schema: Schema, sequence: Sequence) -> str:
    """`OWNED BY` of the column the sequence says, or of none."""
    owner = "NONE"
    if sequence.owned_by:
        table = schema.tables_by_id[sequence.owned_by[0]]
        column = table.columns_by_id[sequence.owned_by[1]]
        owner = f"{relation_name(table)}.{quote(column.name)}"
    return f"ALTER SEQUENCE {sequence_name(sequence)} OWNED BY {owner}"


def alter_sequence(sequence: Sequence) -> str:
    """Type and every option, with PostgreSQL's own choice spelled out where none is given."""
    clauses = [f"AS {sequence.type}", *every_sequence_clause(sequence.options)]
    return f"ALTER SEQUENCE {sequence_name(sequence)} {' '.join(clauses)}"


def set_sequence_within(name: str, low: int, high: int) -> str:
    """Move it only if it stands outside of the bounds; `name` is quoted already."""
    place = f"least(greatest(last_value, {low}), {high})"
    return f"SELECT setval({literal(name)}, {place}, is_called) FROM {name}"  # noqa: S608


def set_sequence_logged(sequence: Sequence) -> str:
    """To what the sequence says (from PostgreSQL 15)."""
    word = "UNLOGGED" if sequence.is_unlogged else "LOGGED"
    return f"ALTER SEQUENCE {sequence_name(sequence)} SET {word}"


def sequence_name(sequence: Sequence) -> str:
    return qualified(sequence.schema, sequence.name)
