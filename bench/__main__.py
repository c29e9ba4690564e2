"""`make bench`: how long the engine takes for a large design, in milliseconds.

    python -m bench [TABLES]

The best of five runs is shown, since everything else only ever slows a run down.
"""

import argparse
import timeit
from collections.abc import Callable

from bench.designs import COLUMNS, design, edited
from schemas.engine.apply import apply
from schemas.engine.codec import checksum, decode, encode
from schemas.engine.diff import diff
from schemas.engine.layout import Box, place
from schemas.engine.match import adopt_ids
from schemas.engine.model import Schema
from schemas.engine.plan import plan
from schemas.engine.write.ddl import write_ddl

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
    after = edited(before, differences=len(before.tables) // 10)
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


if __name__ == "__main__":
    main()
