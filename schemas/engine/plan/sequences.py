"""Sequences that stay. PostgreSQL refuses bounds that leave out where a sequence stands."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Sequence, SequenceOptions
from schemas.engine.plan.notes import RESTARTS
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql

_BITS = {"smallint": 16, "integer": 32, "bigint": 64}
Bounds = tuple[int, int]


def sequence_steps(old: Sequence, new: Sequence) -> Iterator[Step]:
    if (old.type, old.options) != (new.type, new.options):
        bounds = bounds_of(old.type, old.options), bounds_of(new.type, new.options)
        yield from inside_steps(sql.sequence_name(new), sql.sequence_start(old.options), *bounds)
        yield altered(sql.alter_sequence(new), f"Alter sequence {new.name}", *bounds)
    if old.is_unlogged != new.is_unlogged:
        describe = f"Change whether sequence {new.name} is logged"
        yield Step(sql.set_sequence_logged(new), describe)


def inside_steps(name: str, start: int, old: Bounds, new: Bounds) -> Iterator[Step]:
    """Bring a sequence that may still stand at its old start to a place that both bounds allow."""
    low, high = max(old[0], new[0]), min(old[1], new[1])
    if low <= high and not new[0] <= start <= new[1]:
        statement = sql.set_sequence_within(name, low, high)
        yield Step(statement, f"Let {name} stand within its new bounds")


def altered(statement: str, describe: str, old: Bounds, new: Bounds) -> Step:
    """Where no value is allowed before and after, it starts anew."""
    if old[1] < new[0] or new[1] < old[0]:
        return Step(f"{statement} RESTART", describe, (RESTARTS,))
    return Step(statement, describe)


def bounds_of(type: str, options: SequenceOptions) -> Bounds:
    """Lowest and highest value, PostgreSQL's own choice where none is given."""
    rises = (options.increment or 1) > 0
    limit = 1 << (_BITS.get(type, 64) - 1)
    low = 1 if rises else -limit
    high = limit - 1 if rises else -1
    return (
        low if options.minimum is None else options.minimum,
        high if options.maximum is None else options.maximum,
    )
