"""A trusted sandbox runs script after script as a superuser, and none feels another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial

import pytest

from schemas.engine import codec
from schemas.engine.errors import SandboxUnavailable
from schemas.engine.model import Schema
from schemas.sandbox.jobs import import_script, trial
from schemas.sandbox.limits import Limits
from schemas.sandbox.results import ImportResult
from schemas.sandbox.trusted import TrustedSandbox
from tests.sandbox.running import NAMESPACE, SHORT

FOR_SUPERUSERS = """
    CREATE FUNCTION noticed() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER notice ON ddl_command_start EXECUTE FUNCTION noticed();
    CREATE TYPE pair AS (a int, b int);
    CREATE FUNCTION first_of(pair) RETURNS int LANGUAGE sql AS 'SELECT $1.a';
    CREATE CAST (pair AS int) WITH FUNCTION first_of(pair);
    CREATE OPERATOR CLASS int_again FOR TYPE int USING btree AS
      OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
      FUNCTION 1 btint4cmp(int, int);
    CREATE FOREIGN DATA WRAPPER nowhere;
    CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
"""


@pytest.fixture(scope="module")
def sandbox(sandbox_directory: object) -> Iterator[TrustedSandbox]:
    with TrustedSandbox(SHORT) as sandbox:
        yield sandbox


def run(sandbox: TrustedSandbox, script: str, roles: Sequence[str] = ()) -> ImportResult:
    within = partial(sandbox.database, roles=roles)
    return import_script(script.encode(), namespace=NAMESPACE, limits=SHORT, within=within)


def made(sandbox: TrustedSandbox, script: str, roles: Sequence[str] = ()) -> Schema:
    result = run(sandbox, script, roles)
    assert (result["refused"], result["report"] and result["report"]["left_out"]) == (None, [])
    return codec.decode(result["schema"])


def test_what_only_a_superuser_may_create_is_verified(sandbox: TrustedSandbox) -> None:
    schema = made(sandbox, FOR_SUPERUSERS)
    assert {one.kind.value for one in schema.sql_objects} >= {"FUNCTION", "CAST"}
    assert [one.name for one in schema.sql_objects if not one.is_verified] == []


def test_the_script_is_run_by_postgres(sandbox: TrustedSandbox) -> None:
    checks = "CHECK (session_user = 'postgres')"
    script = f"CREATE TABLE t (a int {checks}); INSERT INTO t VALUES (1);"
    script += (
        "DO $$ BEGIN ASSERT (SELECT count(*) FROM t) = 1 AND current_user = 'postgres'; END $$"
    )
    assert made(sandbox, script).tables


def test_privileges_and_owners_are_run_and_missing_roles_made_up(sandbox: TrustedSandbox) -> None:
    script = """
        CREATE ROLE writer;
        CREATE TABLE t (id int);
        GRANT INSERT (id) ON t TO writer;
        GRANT SELECT ON t TO reader;
        ALTER TABLE t OWNER TO somebody;
        ALTER DEFAULT PRIVILEGES FOR ROLE nobody_yet GRANT SELECT ON TABLES TO given;
        CREATE SCHEMA AUTHORIZATION another;
        DO $$ BEGIN
          ASSERT has_column_privilege('writer', 't', 'id', 'INSERT');
          ASSERT (SELECT relowner::regrole::text FROM pg_class WHERE relname = 't') = 'somebody';
          ASSERT (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'another')
            = 'another';
        END $$;
    """
    result = run(sandbox, script, roles=["given"])
    assert (result["refused"], result["report"] and result["report"]["left_out"]) == (None, [])


def test_nothing_is_left_for_the_next_script(sandbox: TrustedSandbox) -> None:
    script = "CREATE ROLE worker; CREATE TABLE t (id int); GRANT ALL ON t TO worker;"
    for _ in range(2):
        assert made(sandbox, script).tables


@pytest.mark.parametrize(
    "script",
    [
        "ALTER ROLE postgres SET search_path = nowhere",
        "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p "
        "WITH (connect = false, slot_name = 's')",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'sbx_admin'",
        "ALTER ROLE postgres NOSUPERUSER",
        "DROP ROLE trial_r",
    ],
)
def test_what_outlives_a_database_is_gone_with_the_cluster(
    sandbox: TrustedSandbox, script: str
) -> None:
    # Some of them take from us what we read by.
    with suppress(SandboxUnavailable):
        run(sandbox, script)
    assert made(sandbox, "CREATE EXTENSION hstore; CREATE TABLE t (h hstore)").tables


def test_a_script_that_ends_its_server_ends_only_itself(sandbox: TrustedSandbox) -> None:
    crash = """
        DO $$ BEGIN
          COPY (SELECT 1) TO PROGRAM 'kill -9 $(head -n 1 postmaster.pid)';
          PERFORM pg_sleep(60);
        END $$"""
    with pytest.raises(SandboxUnavailable):
        run(sandbox, crash)
    assert made(sandbox, "CREATE TABLE t (id int)").tables


def test_a_script_that_never_ends_is_stopped_alone(sandbox: TrustedSandbox) -> None:
    stubborn = (
        "DO $$ BEGIN LOOP BEGIN LOOP END LOOP; "
        "EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$"
    )
    refused = run(sandbox, stubborn)["refused"]
    assert refused
    assert "ran longer" in refused["message"]
    assert made(sandbox, "CREATE TABLE t (id int)").tables


def test_a_trial_can_be_trusted(sandbox: TrustedSandbox) -> None:
    tried = trial(
        FOR_SUPERUSERS,
        ["DROP EVENT TRIGGER notice"],
        FOR_SUPERUSERS + "DROP EVENT TRIGGER notice;",
        namespace=NAMESPACE,
        within=sandbox.database,
    )
    assert (tried["ok"], tried["refused"]) == (True, None)


def test_statements_run_as_a_client_runs_them(sandbox: TrustedSandbox) -> None:
    groups = [
        {"transaction": True, "statements": ["CREATE TABLE t (id int)", "CREATE TABLE u (id int)"]},
        {"transaction": False, "statements": ["CREATE INDEX CONCURRENTLY t_id ON t (id)"]},
        {"transaction": True, "statements": ["DROP TABLE u", "DROP TABLE nothing"]},
    ]
    with sandbox.database() as database:
        refused = database.execute(groups)
        schema = codec.decode(database.read(NAMESPACE)["schema"])
    assert refused
    assert refused["statement"] == "DROP TABLE nothing"
    assert {table.name for table in schema.tables} == {"t", "u"}


def test_limits_can_be_stricter_for_one_script(sandbox: TrustedSandbox) -> None:
    result = import_script(
        b"SELECT pg_sleep(60)",
        namespace=NAMESPACE,
        limits=Limits(run_seconds=0.3),
        within=sandbox.database,
    )
    assert result["refused"]
