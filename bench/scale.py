"""`make bench`: what a large schema costs beside pg_dump and psql, and how that grows.

    python -m bench.scale [TABLES ...]

Each size runs in a process of its own, so that its peak of memory is its own. Yardstick and
measured run by turns on one server in one go, and the fastest of each counts: what else the
machine does only ever slows a run down. With the default sizes the table goes to
docs/performance.md.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from uuid import NAMESPACE_OID

from bench.designs import COLUMNS, design, edited
from schemas.engine.codec import decode
from schemas.engine.diff import diff
from schemas.engine.model import Schema
from schemas.engine.plan import plan
from schemas.engine.write.ddl import write_ddl
from schemas.sandbox import roles
from schemas.sandbox.binaries import CLEAN_ENVIRONMENT
from schemas.sandbox.catalog import read_catalog
from schemas.sandbox.cluster import Cluster
from schemas.sandbox.jobs import import_script
from schemas.sandbox.limits import DEFAULT_LIMITS
from schemas.sandbox.runner import READER_SETTINGS
from schemas.sandbox.wire import Session

REPORT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
SIZES = (100, 300, 1000, 3000, 10_000)
JUDGED = 1000
"""Tables of the size that the targets are for."""
DIFFERENCES = 50
RUNS = 3
TARGETS = {
    "read the catalog": ("pg_dump", 1.0),
    "write DDL": ("pg_dump", 0.2),
    "diff and plan": ("pg_dump", 0.5),
    "import": ("psql and pg_dump", 1.25),
}
"""What is measured -> its yardstick, and how many times that it may take."""
MOST_MEMORY = 400
"""Megabytes that a process of the application may hold at the largest size."""
Measured = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("tables", type=int, nargs="*", default=SIZES)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one)))
        return
    rows = {tables: _in_a_process(tables) for tables in arguments.tables}
    document = report(rows)
    print(document)
    if tuple(arguments.tables) == SIZES:
        REPORT.write_text(document)


def measure(tables: int) -> Measured:
    """Seconds by name, and "memory" in megabytes."""
    schema = design(tables)
    script = write_ddl(schema)
    with Cluster() as cluster:
        psql = _seconds(lambda: _client(cluster, "psql", "-qX", stdin=script.encode()))
        found = _best(
            {
                "pg_dump": lambda: _client(cluster, "pg_dump", "--schema-only"),
                "read the catalog": lambda: _as_reader(cluster),
                "write DDL": lambda: write_ddl(schema),
            }
        )
    after = edited(schema, differences=DIFFERENCES)
    found |= _best({"diff and plan": lambda: (diff(schema, after), plan(schema, after))})
    found["psql"] = psql
    found["psql and pg_dump"] = psql + found["pg_dump"]
    imported: list[Schema] = []
    found["import"] = _seconds(lambda: imported.append(_imported(script)))
    assert len(imported[0].tables) == tables
    found["memory"] = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    return found


def _imported(script: str) -> Schema:
    result = import_script(script.encode(), namespace=NAMESPACE_OID)
    if result["schema"] is None:
        raise SystemExit(f"The sandbox refused the made-up script: {result['refused']}")
    return decode(result["schema"])


def _as_reader(cluster: Cluster) -> None:
    """In a child without privileges, as in the sandbox; its start is not what is measured."""
    child = os.fork()
    if child == 0:
        cluster.account.drop_to()
        gc.disable()
        session = Session(cluster.access["reader"], DEFAULT_LIMITS, settings=READER_SETTINGS)
        read_catalog(session, NAMESPACE_OID, cluster.major)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0


def _client(cluster: Cluster, program: str, *options: str, stdin: bytes = b"") -> None:
    command = [cluster.binaries.program(program), *options]
    command += ["-h", str(cluster.socket_directory), "-U", roles.TRIAL, roles.DATABASE]
    subprocess.run(
        command,
        input=stdin,
        env=CLEAN_ENVIRONMENT,
        cwd="/",
        stdout=subprocess.DEVNULL,
        check=True,
        **cluster.account.popen_options(),
    )


def _best(measured: dict[str, Callable[[], object]]) -> Measured:
    """By turns, so that all meet the same noise."""
    rounds = [{name: _seconds(run) for name, run in measured.items()} for _ in range(RUNS)]
    return {name: min(one[name] for one in rounds) for name in measured}


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _in_a_process(tables: int) -> Measured:
    command = [sys.executable, "-m", "bench.scale", "--one", str(tables)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: Measured = json.loads(ran.stdout)
    return found


def report(rows: dict[int, Measured]) -> str:
    """A Markdown page: the ratios that have a target, then seconds by size."""
    lines = [
        "# Performance",
        "",
        f"Made-up schemas with {COLUMNS} columns, about two foreign keys and two indexes a table; "
        f"“diff and plan” is for {DIFFERENCES} differences. "
        "Written by `python -m bench.scale`; not edited by hand.",
        "",
    ]
    if JUDGED in rows:
        lines += [f"## {JUDGED} tables, as ratios", "", *_ratios(rows[JUDGED]), ""]
    return "\n".join([*lines, "## Growth, in seconds", "", *_growth(rows), ""])


def _ratios(found: Measured) -> list[str]:
    lines = ["| what | beside | ratio | at most |", "|---|---|---|---|"]
    for name, (yardstick, most) in TARGETS.items():
        lines.append(f"| {name} | {yardstick} | {found[name] / found[yardstick]:.2f} | {most} |")
    return lines


def _growth(rows: dict[int, Measured]) -> list[str]:
    names = [name for name in next(iter(rows.values())) if name != "memory"]
    lines = [
        f"| tables | {' | '.join(names)} | memory, MB (at most {MOST_MEMORY}) |",
        "|---" * (len(names) + 2) + "|",
    ]
    for tables, found in rows.items():
        seconds = " | ".join(f"{found[name]:.2f}" for name in names)
        lines.append(f"| {tables:,} | {seconds} | {found['memory']:.0f} |")
    return lines


if __name__ == "__main__":
    main()
