"""`tablewright diff`"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Tablewright

OLD = "CREATE TABLE books (id bigint PRIMARY KEY);"
NEW = "CREATE TABLE books (id bigint PRIMARY KEY, title text);"
GRANTED = "CREATE TABLE books (id bigint); GRANT SELECT ON books TO ann;"
KILLS_ITS_SESSION = "SELECT pg_terminate_backend(pg_backend_pid());"
NAMES_OF_THE_REST = ["is wrong", "hangs up", "lacks a script", "stays"]


@pytest.fixture
def pair(script: Callable[[str, str], Path]) -> tuple[Path, Path]:
    return script("old.sql", OLD), script("new.sql", NEW)


def test_the_migration_is_printed(tablewright: Tablewright, pair: tuple[Path, Path]) -> None:
    ran = tablewright("diff", *pair)
    assert (ran.status, ran.err) == (1, "")
    assert "ALTER TABLE public.books ADD COLUMN title text;" in ran.out


def test_the_way_back_is_printed_with_down(
    tablewright: Tablewright, pair: tuple[Path, Path]
) -> None:
    assert "DROP COLUMN title" in tablewright("diff", *pair, "--down").out


def test_json_has_each_step(tablewright: Tablewright, pair: tuple[Path, Path]) -> None:
    (step,) = json.loads(tablewright("diff", *pair, "--json").out)["steps"]
    assert "ADD COLUMN title" in step["sql"]
    assert step["describe"]


def test_equal_schemas_have_no_difference(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    same = script("same.sql", "CREATE TABLE  BOOKS (ID int8, primary key (id))")
    assert tablewright("diff", script("old.sql", OLD), same) == (0, "", "")


def test_each_step_says_what_it_locks(tablewright: Tablewright, pair: tuple[Path, Path]) -> None:
    (step,) = json.loads(tablewright("diff", *pair, "--json").out)["steps"]
    assert step["locks"] == [{"object": "public.books", "mode": "ACCESS EXCLUSIVE"}]
    assert "-- Takes ACCESS EXCLUSIVE on public.books.\n" in tablewright("diff", *pair).out


def test_a_guessed_rename_is_told_and_made_only_when_accepted(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    pair = script("old.sql", NEW), script("new.sql", NEW.replace("title", "book_title"))
    told = tablewright("diff", *pair).out
    assert told.startswith("-- Column public.books.title may be public.books.book_title now")
    assert "DROP COLUMN title" in told
    renamed = json.loads(tablewright("diff", *pair, "--accept-renames", "--json").out)
    assert [step["sql"] for step in renamed["steps"]] == [
        "ALTER TABLE public.books RENAME COLUMN title TO book_title"
    ]
    assert renamed["renames_guessed"][0]["was"] == ["public", "books", "title"]


def test_the_output_is_a_script_that_psql_can_run(
    tablewright: Tablewright, pair: tuple[Path, Path]
) -> None:
    lines = tablewright("diff", *pair).out.splitlines()
    said = [line for line in lines if line and not line.startswith("--")]
    assert said == ["BEGIN;", "ALTER TABLE public.books ADD COLUMN title text;", "COMMIT;"]


def test_what_only_a_superuser_may_do_needs_trust(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    backwards = """
        CREATE OPERATOR CLASS backwards FOR TYPE int USING btree AS
          OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <,
          FUNCTION 1 btint4cmp(int, int);
        CREATE TABLE t (a int);
        CREATE INDEX ON t (a backwards);
    """
    pair = script("empty.sql", "SELECT 1;"), script("backwards.sql", backwards)
    assert tablewright("diff", *pair).status == 2
    trusted = tablewright("diff", *pair, "--trusted")
    assert (trusted.status, trusted.err) == (1, "")
    assert "(a public.backwards)" in trusted.out


def test_a_file_of_pairs_is_answered_line_by_line(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    cases = [
        {"name": "grows", "before_sql": OLD, "after_sql": NEW},
        {"name": "is wrong", "before_sql": OLD, "after_sql": "CREATE TABEL t (id int);"},
        {"name": "hangs up", "before_sql": KILLS_ITS_SESSION, "after_sql": ""},
        {"name": "lacks a script", "before_sql": OLD},
        {"name": "stays", "before_sql": GRANTED, "after_sql": GRANTED, "roles": ["ann"]},
    ]
    lines = [json.dumps(cases[0]), "nonsense", *map(json.dumps, cases[1:])]
    ran = tablewright("diff", "--trusted", "--jsonl", script("pairs.jsonl", "\n".join(lines)))
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.status, ran.err) == (0, "")
    assert [answer["name"] for answer in answers] == ["grows", "line 2", *NAMES_OF_THE_REST]
    assert "ADD COLUMN title" in answers[0]["steps"][0]["sql"]
    assert answers[1]["error"].startswith("This line is no JSON")
    assert answers[2]["error"] == 'after_sql:1: syntax error at or near "TABEL"'
    assert "ended its own session" in answers[3]["error"]
    assert answers[4]["error"] == 'The case has no text in "after_sql".'
    assert answers[5] == {"name": "stays", "steps": [], "renames_guessed": []}


def test_a_file_of_pairs_needs_no_trust(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    case = json.dumps({"name": "grows", "before_sql": OLD, "after_sql": NEW})
    ran = tablewright("diff", "--jsonl", "-", stdin=case)
    assert [step["describe"] for step in json.loads(ran.out)["steps"]] == ["Add column books.title"]


def test_one_script_is_no_difference(tablewright: Tablewright) -> None:
    ran = tablewright("diff", "one.sql")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "tablewright: Name two scripts, or a file of pairs with --jsonl.\n"


def test_the_online_form_waits_for_no_lock_and_proves_later(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    wanted = "CREATE TABLE books (id bigint PRIMARY KEY CHECK (id > 0));"
    pair = script("old.sql", OLD), script("new.sql", wanted)
    lines = tablewright("diff", "--online", *pair).out.splitlines()
    check = "ALTER TABLE public.books ADD CONSTRAINT books_id_check CHECK (id > 0) NOT VALID;"
    proof = "ALTER TABLE public.books VALIDATE CONSTRAINT books_id_check;"
    limit = "SET LOCAL lock_timeout = '2s';"
    said = [line for line in lines if line and not line.startswith("--")]
    assert said == ["BEGIN;", limit, check, "COMMIT;", "BEGIN;", limit, proof, "COMMIT;"]
    assert any("run this transaction again" in line for line in lines)
    steps = json.loads(tablewright("diff", "--online", "--json", *pair).out)["steps"]
    assert all(step["online"] for step in steps)
