"""`tablewright check-migration`"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Tablewright

Script = Callable[[str, str], Path]
WIDENED = "SELECT 1;\nALTER TABLE app.visits ALTER COLUMN path TYPE text;"
BASE = "CREATE SCHEMA app; CREATE TABLE app.visits (path varchar(80));"
REWRITE = "mig/alter-column-type"


def test_json_tells_rule_place_and_the_safer_way(tablewright: Tablewright, script: Script) -> None:
    ran = tablewright("check-migration", script("m.sql", WIDENED), "--json")
    (found,) = [one for one in json.loads(ran.out) if one["rule"] == REWRITE]
    assert (ran.status, found["severity"], found["line"]) == (1, "warning", 2)
    assert found["statement"] == "ALTER TABLE app.visits ALTER COLUMN path TYPE text"
    assert found["message"]
    assert found["safer"]


def test_text_names_the_line(tablewright: Tablewright, script: Script) -> None:
    migration = script("m.sql", WIDENED)
    assert f"{migration}:2: warning {REWRITE}" in tablewright("check-migration", migration).out


def test_with_a_base_it_does_not_guess(tablewright: Tablewright, script: Script) -> None:
    base = script("base.sql", BASE)
    ran = tablewright("check-migration", script("m.sql", WIDENED), "--base", base, "--json")
    assert REWRITE not in {one["rule"] for one in json.loads(ran.out)}


def test_nothing_to_say_is_fine(tablewright: Tablewright) -> None:
    ran = tablewright("check-migration", "-", stdin="SET ROLE keeper; SELECT 1;")
    assert ran == (0, "", "")


def test_an_older_server_is_judged_as_such(tablewright: Tablewright) -> None:
    sql = "ALTER TABLE app.visits ADD COLUMN pages int DEFAULT 0;"
    ran = tablewright("check-migration", "-", "--version", "10", "--json", stdin=sql)
    assert "mig/add-column-any-default" in {one["rule"] for one in json.loads(ran.out)}


def test_a_binary_file_is_refused_in_one_line(tablewright: Tablewright, tmp_path: Path) -> None:
    path = tmp_path / "m.sql"
    path.write_bytes(b"SELECT 1;\n\xff\xfe\x00")
    ran = tablewright("check-migration", path)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_each_line_of_a_batch_is_answered(tablewright: Tablewright, script: Script) -> None:
    cases = [
        {"name": "unknown", "sql": WIDENED},
        {"name": "known", "sql": WIDENED, "base_sql": BASE},
        {"name": "wrong base", "sql": WIDENED, "base_sql": "CREATE TABLE ("},
        {"name": "held", "sql": "SELECT 1; COMMIT;", "in_transaction": True, "base_sql": None},
        {"name": "no script"},
    ]
    file = script("cases.jsonl", "\n".join(json.dumps(case) for case in cases))
    ran = tablewright("check-migration", "--jsonl", file)
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["name"] for answer in answers] == [case["name"] for case in cases]
    assert [REWRITE in str(answer.get("findings")) for answer in answers[:2]] == [True, False]
    assert [set(answer) for answer in answers[2:]] == [
        {"name", "error"},
        {"name", "findings"},
        {"name", "error"},
    ]
    assert "mig/transaction-nesting" in str(answers[3])
