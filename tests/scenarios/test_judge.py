"""The judge of the scenarios sees what a wrong migration leaves undone, breaks or loses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench import convergence
from bench.convergence import converge
from designer.batch import answers
from schemas.engine.plan import Plan, Step
from tests.scenarios.scenario import read_scenario

BEFORE = "CREATE TABLE t (id int PRIMARY KEY);"
AFTER = "CREATE TABLE t (id int PRIMARY KEY, note text);"
ADD = "ALTER TABLE t ADD note text"


def judged(before: str, after: str, *, rows: bool = False) -> dict[str, list[str]]:
    """Stage -> lines of what went wrong."""
    line = json.dumps({"name": "pair", "before_sql": before, "after_sql": after})

    def work(case: convergence.Case) -> dict[str, Any]:
        failures = converge(case, rows=rows).failures
        return {failure.stage: failure.lines for failure in failures}

    (answer,) = answers([line], work, trusted=True)
    del answer["name"]
    return answer


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have these statements be every plan."""

    def plan(*statements: str) -> None:
        steps = tuple(Step(sql, "") for sql in statements)
        monkeypatch.setattr(convergence, "plan", lambda before, after: Plan(steps))

    return plan


def test_what_is_not_done_is_a_difference(planned: Any) -> None:
    planned()
    told = judged(BEFORE, AFTER)
    assert told["up"] == ["+    note text"]
    assert "note" in told["up catalog"][0]


def test_a_grant_that_is_not_given_is_a_difference(planned: Any) -> None:
    planned(ADD)
    assert judged(BEFORE, f"{AFTER} GRANT SELECT ON t TO reader;")["up"] == [
        "+GRANT SELECT ON TABLE public.t TO reader;"
    ]


def test_a_step_that_fails_is_told_with_its_message(planned: Any) -> None:
    planned("ALTER TABLE nothing ADD note text")
    assert judged(BEFORE, AFTER)["up steps"][0] == 'relation "nothing" does not exist'


def test_lost_rows_are_missed(planned: Any) -> None:
    planned("DROP TABLE t", AFTER)
    assert judged(BEFORE, AFTER, rows=True)["rows"] == ["public.t has 0 rows of 3"]


def test_steps_between_equal_databases_are_needless(planned: Any) -> None:
    planned("COMMENT ON TABLE t IS NULL")
    assert set(judged(BEFORE, BEFORE)) == {"needless"}


def test_only_the_order_of_columns_may_differ() -> None:
    later = "CREATE TABLE t (note text, id int PRIMARY KEY);"
    assert judged(BEFORE, later) == {}


def test_rows_that_refuse_a_key_do_not_hide_the_rest(planned: Any) -> None:
    planned("ALTER TABLE t ADD CHECK (id < 0)")
    assert judged(BEFORE, "CREATE TABLE t (id int PRIMARY KEY, CHECK (id < 0))", rows=True) == {
        "needless": ["after differs from itself"]
    }


def test_a_script_that_fails_is_the_failure() -> None:
    assert judged("CREATE TABEL t", AFTER)["script"] == [
        'before_sql:1: syntax error at or near "TABEL"'
    ]


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wrong.sql"
    file.write_text("-- before\nSELECT 1;\n")
    with pytest.raises(ValueError, match="no scenario"):
        read_scenario(file)
