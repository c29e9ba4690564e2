"""`make bench`: how long the engine takes for a large design, in milliseconds.

    python -m bench [TABLES]

The design is made up: tables of twelve columns in a handful of communities, each table referring
to two others. The best of five runs is shown, since everything else only ever slows a run down.
"""

import argparse
import timeit
from collections.abc import Callable
from dataclasses import replace
from uuid import NAMESPACE_OID, UUID, uuid5

from schemas.engine.apply import apply
from schemas.engine.codec import checksum, decode, encode
from schemas.engine.diff import diff
from schemas.engine.layout import Box, place
from schemas.engine.match import adopt_ids
from schemas.engine.model import Column, ForeignKey, PrimaryKey, Schema, Table
from schemas.engine.plan import plan
from schemas.engine.write.ddl import write_ddl

COLUMNS = 12
RUNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("tables", type=int, nargs="?", default=500)
    count: int = parser.parse_args().tables
    print(f"{count} tables of {COLUMNS} columns")
    for name, measured in measurements(design(count)).items():
        milliseconds = min(timeit.repeat(measured, number=1, repeat=RUNS)) * 1000
        print(f"{name:<32}{milliseconds:>10.1f} ms")


def measurements(before: Schema) -> dict[str, Callable[[], object]]:
    after = edited(before)
    document = encode(before)
    changes = diff(before, after)
    boxes = [Box(table.id, 240.0, 32.0 + 24.0 * COLUMNS) for table in before.tables]
    edges = [(table.id, key.target) for table in before.tables for key in table.foreign_keys]
    return {
        "encode": lambda: encode(before),
        "decode": lambda: decode(document),
        "checksum": lambda: checksum(before),
        "diff, every tenth table changed": lambda: diff(before, after),
        "apply that difference": lambda: apply(before, changes),
        "plan its migration": lambda: plan(before, after),
        "match by name": lambda: adopt_ids(after, before),
        "write DDL": lambda: write_ddl(before),
        "place from nothing": lambda: place(boxes, edges),
    }


def design(count: int) -> Schema:
    return Schema(tables=tuple(_table(number) for number in range(count)))


def edited(schema: Schema) -> Schema:
    """Every tenth table gets another column."""
    return replace(
        schema,
        tables=tuple(
            replace(table, columns=(*table.columns, _column(number, COLUMNS)))
            if number % 10 == 0
            else table
            for number, table in enumerate(schema.tables)
        ),
    )


def _table(number: int) -> Table:
    columns = tuple(_column(number, position) for position in range(COLUMNS))
    # A neighbour, and the hub of a community of thirty.
    targets = sorted({number - 1, number - number % 30} - {number, -1})
    return Table(
        id=_id("table", number),
        name=f"table_{number}",
        columns=columns,
        constraints=(
            PrimaryKey(
                id=_id("key", number), name=f"table_{number}_pkey", columns=(columns[0].id,)
            ),
            *(_foreign_key(number, target, position) for position, target in enumerate(targets, 1)),
        ),
    )


def _column(table: int, position: int) -> Column:
    return Column(
        id=_id("column", table, position), name=f"column_{position}", type="bigint", nullable=False
    )


def _foreign_key(table: int, target: int, position: int) -> ForeignKey:
    return ForeignKey(
        id=_id("foreign key", table, target),
        name=f"table_{table}_refers_to_{target}",
        columns=(_id("column", table, position),),
        target=_id("table", target),
        target_columns=(_id("column", target, 0),),
    )


def _id(*parts: object) -> UUID:
    return uuid5(NAMESPACE_OID, repr(parts))


if __name__ == "__main__":
    main()
