"""Tables that have to be made anew, as when one becomes partitioned: their rows wait elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Column, Table
from schemas.engine.names import LONGEST_NAME, clip, qualified, quote
from schemas.engine.plan.actions import Action, Key, key
from schemas.engine.plan.casts import conversion
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.move import column_pairs
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.notes import REWRITES
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section
from schemas.engine.write.units import INDEXES, KEYS

_WAITING = "__rows"


def departures(fates: Fates) -> Iterator[Action]:
    """Copies of the rows, once partitions that stay have left with theirs."""
    for old, _ in _rebuilt(fates):
        was = fates.move.before.tables_by_id[old.id]
        columns = ", ".join(quote(column.name) for column in was.columns)
        source = f"{'' if was.partition_by else 'ONLY '}{sql.relation_name(was)}"
        waiting = _waiting(was, was.schema)
        # Every name is quoted.
        statement = f"CREATE TABLE {waiting} AS SELECT {columns} FROM {source}"  # noqa: S608
        heirs = fates.move.old.heirs(old.id)
        yield Action(
            key=rows_key(old),
            section=Section.SCHEMAS,
            place=(was.schema, was.name, _WAITING),
            steps=(Step(statement, f"Copy the rows of {was.name}", (REWRITES,)),),
            needs=frozenset(key("drop", h.id) for h in heirs if not fates.move.is_gone(h.id)),
        )


def returns(needs: Needs) -> Iterator[Action]:
    """The rows come back when the table has its keys and its partitions."""
    fates = needs.fates
    for old, new in _rebuilt(fates):
        heirs = needs.register.heirs(new.id)
        parts = [key("make", t.id, part) for t in (new, *heirs) for part in ("", KEYS, INDEXES)]
        yield Action(
            key=key("attach", new.id, _WAITING),
            section=Section.ROWS,
            place=(new.schema, new.name),
            steps=tuple(_return_steps(fates, old, new)),
            needs=frozenset((*parts, *(key("attach", heir.id) for heir in heirs))),
        )


def keeps_rows(fates: Fates, old: Table) -> bool:
    """A partitioned table without partitions can hold none."""
    new = fates.move.after.tables_by_id.get(old.id)
    if new is None or old.id not in fates.dropped:
        return False
    return new.partition_by is None or bool(fates.move.new.heirs(new.id))


def rows_key(table: Table) -> Key:
    return key("own", table.id, _WAITING)


def _rebuilt(fates: Fates) -> Iterator[tuple[Table, Table]]:
    return ((old, new) for old, new in fates.move.tables if keeps_rows(fates, old))


def _waiting(table: Table, schema: str) -> str:
    return qualified(schema, clip(table.name, LONGEST_NAME - len(_WAITING)) + _WAITING)


def _return_steps(fates: Fates, old: Table, new: Table) -> Iterator[Step]:
    was = fates.move.before.tables_by_id[old.id]
    waiting = _waiting(was, fates.move.home(was.schema))
    kept = [(a, b) for a, b in column_pairs(was, new) if not b.generated]
    if kept:
        names = ", ".join(quote(b.name) for _, b in kept)
        values = ", ".join(_value(a, b) for a, b in kept)
        target = f"{sql.relation_name(new)} ({names}) OVERRIDING SYSTEM VALUE"
        # Every name is quoted.
        statement = f"INSERT INTO {target} SELECT {values} FROM {waiting}"  # noqa: S608
        yield Step(statement, f"Put the rows back into {new.name}")
    yield Step(f"DROP TABLE {waiting}", f"Drop the copy of the rows of {new.name}")
    for column in new.columns:
        if column.identity:
            describe = f"Let {new.name}.{column.name} go on after the highest value there is"
            yield Step(sql.catch_up(new, column), describe)


def _value(old: Column, new: Column) -> str:
    return conversion(quote(old.name), old.type, new.type) or quote(old.name)
