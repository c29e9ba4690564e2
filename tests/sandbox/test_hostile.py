"""Scripts that mean harm: each ends in one clear answer, in time, with nothing left running."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from schemas.sandbox.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from tests.sandbox.running import SHORT, accepted, refused

ENDLESS = {
    "plpgsql": "DO $$ BEGIN LOOP END LOOP; END $$;",
    "recursive query": "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) "
    "SELECT count(*) FROM r;",
    "catches cancel": "DO $$ BEGIN LOOP BEGIN LOOP END LOOP; "
    "EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;",
    "lifts the timeout": "SET statement_timeout = 0; DO $$ BEGIN LOOP END LOOP; END $$;",
    "notices": "DO $$ BEGIN LOOP RAISE NOTICE '%', repeat('x', 100000); END LOOP; END $$;",
    # In the list of columns: FROM would fill a temporary file first, which has its own limit.
    "endless rows": "SELECT repeat('x', 1000), generate_series(1, 1000000000);",
}


@pytest.mark.parametrize("script", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_script_is_stopped_and_named(script: str) -> None:
    started = time.monotonic()
    answer = refused(f"CREATE TABLE a ();\n{script}", SHORT)
    assert time.monotonic() - started < 15
    assert answer["message"] == "The script ran longer than 1.5 seconds and was stopped."
    assert answer["line"] == 2


def test_a_function_that_never_looks_up_costs_the_cluster_not_the_worker() -> None:
    script = "SELECT 1 WHERE translate(repeat('a', 40000000), repeat('b', 400000), '') = '';"
    started = time.monotonic()
    answer = refused(f"CREATE TABLE a ();\n{script}", SHORT)
    assert time.monotonic() - started < 20
    assert "was stopped" in answer["message"]


MEMORY = {
    "one value": "DO $$ DECLARE t text := repeat('x', 1000000); BEGIN "
    "LOOP t := t || t; END LOOP; END $$;",
    "array": "DO $$ DECLARE a text[]; BEGIN "
    "LOOP a := a || repeat('x', 100000000); END LOOP; END $$;",
}


@pytest.mark.parametrize("script", MEMORY.values(), ids=MEMORY)
def test_a_memory_bomb_ends_in_an_error_of_the_server(script: str) -> None:
    answer = refused(script, Limits(run_seconds=20))
    assert answer["sqlstate"] in ("53200", "54000")


@pytest.mark.usefixtures("one_cluster")
def test_a_script_that_ends_its_own_session_is_told_so() -> None:
    answer = refused("SELECT 1;\nSELECT pg_terminate_backend(pg_backend_pid());")
    assert answer["message"] == "The script ended its own session with the database."
    assert answer["line"] == 2


def test_a_script_cannot_fill_the_disk() -> None:
    limits = replace(DEFAULT_LIMITS, run_seconds=30, server_disk=96 * MEGABYTE)
    answer = refused(
        "CREATE TABLE a (t text);\nDO $$ BEGIN LOOP "
        "INSERT INTO a SELECT string_agg(md5(i::text), '') FROM generate_series(1, 30000) i; "
        "END LOOP; END $$;",
        limits,
    )
    assert answer["message"] == (
        "The script filled the 96 MB of disk that its sandbox has and was stopped."
    )


@pytest.mark.usefixtures("one_cluster")
@pytest.mark.parametrize(
    ("script", "sqlstate"),
    [
        ("DO $$ BEGIN COPY (SELECT 1) TO PROGRAM 'id'; END $$", "42501"),
        ("DO $$ BEGIN PERFORM pg_read_file('/etc/passwd'); END $$", "42501"),
        ("DO $$ BEGIN PERFORM lo_import('/etc/passwd'); END $$", "42501"),
        ("DO $$ BEGIN SET ROLE sbx_admin; END $$", "42501"),
        ("DO $$ BEGIN SET SESSION AUTHORIZATION postgres; END $$", "42501"),
        ("DO $$ BEGIN ALTER ROLE trial SUPERUSER; END $$", "42501"),
        ("DO $$ BEGIN PERFORM pg_sleep(1000); END $$", "42501"),
        ("DO $$ BEGIN CREATE EXTENSION dblink; END $$", "0A000"),
        ("DO $$ BEGIN ALTER DATABASE trial SET search_path = x; END $$", "42501"),
    ],
)
def test_what_needs_power_is_refused_by_the_server(script: str, sqlstate: str) -> None:
    answer = refused(f"SELECT 1;\n{script}")
    assert answer["sqlstate"] == sqlstate
    assert answer["line"] == 2


def test_resetting_the_role_leads_to_no_other() -> None:
    schema, _ = accepted(
        "RESET ROLE; RESET SESSION AUTHORIZATION; CREATE TABLE a (n text DEFAULT 'x');"
        "DO $$ BEGIN IF current_user <> 'trial' OR session_user <> 'trial' "
        "THEN RAISE EXCEPTION 'became %', current_user; END IF; END $$;"
    )
    assert [table.name for table in schema.tables] == ["a"]


def test_native_functions_are_kept_as_text_and_never_run() -> None:
    _, report = accepted(
        "CREATE FUNCTION f() RETURNS int AS '/lib/x86_64-linux-gnu/libc.so.6', 'system' LANGUAGE c;"
    )
    assert [(kept["name"], kept["verified"]) for kept in report["verbatim"]] == [("f()", False)]


def test_psql_commands_are_reported_and_never_run() -> None:
    commands = ["\\! id", "\\copy a from /etc/passwd", "\\i /etc/passwd"]
    _, report = accepted("\n".join(["CREATE TABLE a ();", *commands]))
    left_out = [(left["line"], left["statement"]) for left in report["left_out"]]
    assert left_out == list(enumerate(commands, start=2))


@pytest.mark.usefixtures("one_cluster")
def test_a_huge_error_text_is_shortened() -> None:
    answer = refused("DO $$ BEGIN RAISE EXCEPTION '%', repeat('x', 50000000); END $$;")
    assert len(answer["message"]) <= 2000


def test_planted_functions_do_not_reach_the_reader() -> None:
    schema, _ = accepted(
        "CREATE FUNCTION public.quote_ident(name) RETURNS text LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'reached'; END $$;"
        "CREATE FUNCTION public.format_type(oid, integer) RETURNS text LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'reached'; END $$;"
        "CREATE SCHEMA trial_r; ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;"
        "CREATE TABLE t (a int);"
    )
    assert [table.name for table in schema.tables] == ["t"]


def test_more_roles_than_any_design_names_are_not_made_up() -> None:
    policies = "".join(f"CREATE POLICY p{n} ON t TO r{n};\n" for n in range(5))
    limits = replace(DEFAULT_LIMITS, invented_roles=3)
    answer = refused(f"CREATE TABLE t ();\n{policies}", limits)
    assert answer["message"] == 'role "r3" does not exist'


def test_more_text_than_a_design_may_have_is_refused_before_it_is_read() -> None:
    answer = refused(
        "CREATE TABLE t ();"
        "DO $$ BEGIN EXECUTE format('COMMENT ON TABLE t IS %L', repeat('x', 17 << 20)); END $$;"
    )
    assert "17825792 bytes of comments, and at most 16777216 are read" in answer["message"]
