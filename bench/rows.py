"""`make bench`: a branch of 1,000 tables from rows to the model, and one edited table back.

    python -m bench.rows [TABLES]

Milliseconds on a PostgreSQL and a database of its own; the best of five runs is shown.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import replace

import django
from django.test.utils import setup_databases, teardown_databases

from bench.designs import COLUMNS, design
from schemas.engine.model import Schema

RUNS = 5
TARGETS = {"load the branch": 300, "store one edited table": 15}
"""Milliseconds at 1,000 tables."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rows")
    parser.add_argument("tables", type=int, nargs="?", default=1000)
    tables: int = parser.parse_args().tables
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from tests.servers import running_servers

    with running_servers():
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            _print(tables, measure(design(tables)))
        finally:
            teardown_databases(databases, verbosity=0)


def measure(schema: Schema) -> dict[str, float]:
    """Milliseconds by name."""
    # Models can be imported only once Django is set up.
    from django.contrib.auth.models import User

    from schemas.actions.projects import create_project
    from schemas.actions.workspaces import create_workspace
    from schemas.models.mapping import load_schema, store_difference

    owner = User.objects.create_user("bench")
    workspace = create_workspace(name="Bench", by=owner)
    branch = create_project(workspace, name="Bench", by=owner).branches.get()
    stored = _milliseconds(lambda: store_difference(branch, Schema(), schema))
    table = schema.tables[len(schema.tables) // 2]
    variants = [_with_comment(schema, table.id, text) for text in ("one", "two")]

    def edit() -> None:
        store_difference(branch, *variants)
        variants.reverse()

    return {
        "store all of it": stored,
        "load the branch": _best(lambda: load_schema(branch)),
        "store one edited table": _best(edit),
    }


def _with_comment(schema: Schema, id: object, comment: str) -> Schema:
    tables = (replace(t, comment=comment) if t.id == id else t for t in schema.tables)
    return replace(schema, tables=tuple(tables))


def _best(run: Callable[[], object]) -> float:
    return min(_milliseconds(run) for _ in range(RUNS))


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def _print(tables: int, found: dict[str, float]) -> None:
    print(f"{tables} tables of {COLUMNS} columns")
    for name, milliseconds in found.items():
        target = f"  at most {TARGETS[name]} ms" if name in TARGETS else ""
        print(f"{name:<32}{milliseconds:>10.1f} ms{target}")


if __name__ == "__main__":
    main()
