"""`tablewright trial`"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Tablewright

OLD = "CREATE TABLE books (id bigint PRIMARY KEY, pages text);"
NEW = "CREATE TABLE books (id bigint PRIMARY KEY, pages text, title text);"


def test_a_good_migration_is_reported_step_by_step(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    ran = tablewright("trial", script("old.sql", OLD), script("new.sql", NEW), "--json")
    report = json.loads(ran.out)
    assert (ran.status, report["ok"], report["equal"]) == (0, True, True)
    (step,) = report["steps"]
    assert step["status"] == "ok"
    assert {"relation": "public.books", "mode": "AccessExclusiveLock"} in step["locks"]


def test_the_verdict_is_the_last_line(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    ran = tablewright("trial", script("old.sql", OLD), script("new.sql", NEW))
    last = ran.out.splitlines()[-1]
    assert (ran.status, last) == (0, "The migration ran, and its result equals the target.")
