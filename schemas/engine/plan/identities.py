"""Identity columns and the sequences behind them.

PostgreSQL names a sequence once, and leaves it so when its table or column is renamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from schemas.engine.model import Column, Identity, Schema, Sequence, Table, View
from schemas.engine.names import default_name, qualified, quote
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.move import Move, column_pairs
from schemas.engine.plan.notes import SCANS
from schemas.engine.plan.renames import Rename
from schemas.engine.plan.sequences import altered, bounds_of, inside_steps
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section


def identity_renames(move: Move, new: Table) -> Iterator[Rename]:
    """So that a table with a new name ends as one that was made with it."""
    old = move.before.tables_by_id[new.id]
    if new.partition_of:
        # A partition counts with the sequence of its parent.
        return
    for was, column in column_pairs(old, new):
        is_same = (old.name, was.name, was.identity) == (new.name, column.name, column.identity)
        if was.identity and column.identity and not is_same:
            names = sequence_name(move.before, old, was), sequence_name(move.after, new, column)
            if names[0] != names[1]:
                statement = partial(_rename_sequence, new.schema)
                yield Rename("sequence", *names, statement, breaks_clients=False)


def identity_steps(
    table: Table, old: Identity | None, column: Column, new: Identity
) -> Iterator[Step]:
    name = f"{table.name}.{column.name}"
    if old is None:
        yield Step(sql.add_identity(table, column, new), f"Make {name} an identity")
        if (new.options.increment or 1) > 0:
            describe = f"Let {name} go on after the highest value there is"
            yield Step(sql.catch_up(table, column), describe, (SCANS,))
    elif _differs(old, new):
        type = new.sequence_type or column.type
        bounds = bounds_of(type, old.options), bounds_of(type, new.options)
        sequence = sql.identity_sequence(table, column)
        yield from inside_steps(sequence, sql.sequence_start(old.options), *bounds)
        yield altered(
            sql.set_identity(table, column, new), f"Change the identity of {name}", *bounds
        )
    yield from _sequence_steps(table, old or Identity(), column, new)


def _sequence_steps(table: Table, old: Identity, column: Column, new: Identity) -> Iterator[Step]:
    name = f"the sequence of {table.name}.{column.name}"
    if old.sequence_type != new.sequence_type:
        statement = sql.set_identity_sequence_type(table, column)
        yield Step(statement, f"Change the type of {name}")
    if old.is_unlogged != new.is_unlogged:
        statement = sql.set_identity_sequence_logged(table, column)
        yield Step(statement, f"Change whether {name} is logged")
    if old.comment != new.comment:
        yield Step(sql.comment_on_identity_sequence(table, column), f"Comment on {name}")


def identity_drops(fates: Fates) -> Iterator[Action]:
    """First of all: the name of the sequence behind may be wanted for another."""
    for old, new in fates.move.tables:
        table = fates.move.before.tables_by_id[old.id]
        if table.partition_of or table.id in fates.dropped:
            continue
        for was, column in column_pairs(table, new):
            if was.identity and not column.identity:
                describe = f"Make {table.name}.{was.name} no identity"
                yield Action(
                    key=key("default", was.id),
                    section=Section.SCHEMAS,
                    place=(table.schema, table.name, was.name),
                    steps=(Step(sql.drop_identity(table, was), describe),),
                )


def _differs(old: Identity, new: Identity) -> bool:
    """Of the sequence behind only its options: all else has statements of its own."""
    return (old.always, old.options) != (new.always, new.options)


def sequence_name(schema: Schema, table: Table, column: Column) -> str:
    """Of the sequence behind an identity column."""
    given = column.identity.sequence_name if column.identity else None
    return given or default_name(
        table.name, [column.name], "seq", taken=_relations(schema, table.schema)
    )


def _relations(schema: Schema, namespace: str) -> set[str]:
    things: list[Table | Sequence | View] = [*schema.tables, *schema.sequences, *schema.views]
    return {thing.name for thing in things if thing.schema == namespace}


def _rename_sequence(schema: str, current: str, name: str) -> str:
    return f"ALTER SEQUENCE {qualified(schema, current)} RENAME TO {quote(name)}"
