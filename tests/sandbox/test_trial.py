"""Trying a migration on a base and comparing what it makes with the target."""

from __future__ import annotations

import pytest

from schemas.sandbox.jobs import trial, verify
from schemas.sandbox.results import StepResult, TrialResult
from tests.sandbox.running import NAMESPACE, SHORT

BASE = """
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer);
"""


def run(steps: list[str], target: str, base: str = BASE) -> TrialResult:
    return trial(base, steps, target, namespace=NAMESPACE)


def test_a_migration_that_reaches_its_target_says_so() -> None:
    result = run(
        [
            "ALTER TABLE users ALTER COLUMN name SET NOT NULL",
            "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id)",
            "CREATE INDEX CONCURRENTLY users_name ON users (name)",
        ],
        BASE.replace("name text", "name text NOT NULL").replace(
            "user_id integer", "user_id integer REFERENCES users (id)"
        )
        + "CREATE INDEX users_name ON users (name);",
    )
    assert (result["ok"], result["equal"], result["differences"]) == (True, True, [])
    assert [step["status"] for step in result["steps"]] == ["ok", "ok", "ok"]
    assert all(step["ms"] and step["ms"] > 0 for step in result["steps"])


@pytest.fixture(scope="module")
def steps() -> list[StepResult]:
    """Of one migration, whose target does not matter."""
    return run(
        [
            "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id)",
            "ALTER TABLE users ALTER COLUMN id TYPE bigint",
            "ALTER TABLE users ADD COLUMN note text",
            "ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid()",
            "CREATE INDEX CONCURRENTLY users_name ON users (name)",
            "DROP TABLE orders",
        ],
        "",
    )["steps"]


def locks_of(step: StepResult) -> set[tuple[str, str]]:
    return {(lock["relation"], lock["mode"]) for lock in step["locks"]}


def test_each_step_tells_its_locks(steps: list[StepResult]) -> None:
    locks = locks_of(steps[0])
    assert ("public.orders", "ShareRowExclusiveLock") in locks
    assert ("public.users", "ShareRowExclusiveLock") in locks
    assert not any(relation.startswith("pg_catalog") for relation, _ in locks)


def test_a_rewrite_is_told_from_a_change_of_the_catalog(steps: list[StepResult]) -> None:
    changed, added, filled = steps[1:4]
    assert "public.users" in changed["rewritten"]
    assert added["rewritten"] == []
    assert "public.users" in filled["rewritten"]


def test_a_dropped_table_is_locked_by_its_old_name(steps: list[StepResult]) -> None:
    assert ("public.orders", "AccessExclusiveLock") in locks_of(steps[-1])


def test_a_difference_is_told_in_words() -> None:
    result = run(
        ["ALTER TABLE users ADD COLUMN note varchar(10)"],
        BASE + "ALTER TABLE users ADD COLUMN note text; CREATE TABLE more ();",
    )
    assert (result["ok"], result["equal"]) == (False, False)
    assert result["differences"] == [
        "Still needed: Add table more.",
        "Still needed: Change type of column users.note from character varying(10) to text; "
        "type is character varying(10), and should be text.",
    ]


def test_another_order_of_columns_is_a_note_and_no_difference() -> None:
    result = run(
        ["ALTER TABLE users ADD COLUMN note text"],
        BASE.replace("name text", "note text, name text"),
    )
    assert result["equal"] is True
    assert result["notes"] == ["Table public.users has its columns in another order."]


def test_the_name_that_a_not_null_keeps_is_a_note_and_no_difference() -> None:
    base = BASE.replace("name text", "name text NOT NULL")
    steps = ["ALTER TABLE users RENAME COLUMN name TO full_name"]
    result = run(steps, base.replace("name text", "full_name text"), base)
    assert result["ok"]
    assert result["notes"] == [
        "The NOT NULL of full_name in table public.users is called users_name_not_null."
    ]


def test_a_failing_step_ends_the_trial_with_its_line() -> None:
    result = run(
        [
            "ALTER TABLE users ADD COLUMN a int",
            "-- why\nALTER TABLE users\n  ADD COLUMN a int",
            "ALTER TABLE users ADD COLUMN b int",
        ],
        BASE,
    )
    assert [step["status"] for step in result["steps"]] == ["ok", "failed", "not run"]
    error = result["steps"][1]["error"]
    assert error is not None
    assert error["message"] == 'column "a" of relation "users" already exists'
    assert (error["line"], error["sqlstate"]) == (2, "42701")
    assert (result["equal"], result["ok"]) == (None, False)


def test_a_step_that_cannot_run_in_a_transaction_runs_as_it_is(steps: list[StepResult]) -> None:
    assert (steps[4]["status"], steps[3]["note"]) == ("ok", None)
    assert steps[4]["note"] is not None


def test_the_locks_of_an_open_transaction_are_told_once() -> None:
    result = run(
        ["BEGIN", "ALTER TABLE users ADD a int", "ALTER TABLE users ADD b int", "COMMIT"], BASE
    )
    counts = [
        sum(lock["mode"] == "AccessExclusiveLock" for lock in step["locks"])
        for step in result["steps"]
    ]
    assert counts == [0, 1, 0, 0]


def test_a_base_or_target_that_does_not_run_is_named() -> None:
    bad = "CREATE TABLE t (a nonsense);"
    in_base = run([], BASE, base=bad)
    assert in_base["refused_where"] == "base"
    in_target = run([], bad)
    assert in_target["refused_where"] == "target"
    assert in_target["refused"] is not None
    assert in_target["refused"]["message"] == 'type "nonsense" does not exist'


def test_an_endless_step_is_stopped() -> None:
    result = trial(
        BASE, ["DO $$ BEGIN LOOP END LOOP; END $$"], BASE, namespace=NAMESPACE, limits=SHORT
    )
    assert result["refused_where"] == "steps"
    assert result["refused"] is not None
    assert "was stopped" in result["refused"]["message"]


def test_an_empty_base_is_a_fine_place_to_start() -> None:
    result = run(["CREATE TABLE a (n int)"], "CREATE TABLE a (n int);", base="")
    assert result["ok"] is True


def test_verifying_reads_back_what_ddl_makes() -> None:
    result = verify("CREATE TABLE a (n int);", namespace=NAMESPACE)
    assert result["schema"] is not None
    assert [table["name"] for table in result["schema"]["tables"]] == ["a"]
