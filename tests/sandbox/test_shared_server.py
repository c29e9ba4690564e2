"""`SANDBOX_URLS`: one database and two roles a job on a server that others run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from schemas.engine.errors import SandboxUnavailable
from schemas.engine.names import literal
from schemas.sandbox.children import ROOT
from schemas.sandbox.jobs import health, import_script, trial
from schemas.sandbox.limits import DEFAULT_LIMITS, MEGABYTE
from schemas.sandbox.tenancy import Tenancy
from tests.sandbox.running import NAMESPACE, SHORT, accepted, refused, table
from tests.sandbox.shared_server import SharedServer, running_shared_server
from tests.sandbox.waiting import eventually

# A worker that holds a database and waits for the end.
WORKER = """
import sys; sys.path.insert(0, {root!r})
from schemas.sandbox.tenancy import Tenancy
tenancy = Tenancy()
print(tenancy.supervisor_pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[SharedServer]:
    with running_shared_server() as server:
        yield server


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch, server: SharedServer) -> None:
    monkeypatch.setenv("SANDBOX_URLS", server.address("sandbox"))


def worker_with_database() -> tuple[subprocess.Popen[str], int]:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER.format(root=str(ROOT))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout
    supervisor = int(worker.stdout.readline())
    worker.stdout.close()
    return worker, supervisor


def test_an_import_leaves_nothing_on_the_server(server: SharedServer) -> None:
    schema, report = accepted(
        "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        "CREATE TABLE t (a int); CREATE POLICY p ON t TO anon USING (a > 0);"
        "CREATE TABLE u (id int PRIMARY KEY, b text COLLATE \"C\" DEFAULT 'x');"
    )
    assert [column.name for column in table(schema, "u").columns] == ["id", "b"]
    assert table(schema, "t").policies[0].roles == ("anon",)
    assert report["left_out"] == []
    assert server.names() == set()


def test_a_trial_says_what_it_does_to_a_cluster(server: SharedServer) -> None:
    base = "CREATE TABLE a (n int);"
    step = "ALTER TABLE a ALTER n TYPE bigint"
    result = trial(base, [step], "CREATE TABLE a (n bigint);", namespace=NAMESPACE)
    assert (result["ok"], result["differences"]) == (True, [])
    assert result["steps"][0]["rewritten"] == ["public.a"]
    assert result["server_version"].startswith("18.")
    assert server.names() == set()


def test_an_endless_script_is_stopped_and_its_database_dropped(server: SharedServer) -> None:
    answer = refused(
        "CREATE TABLE a ();\nDO $$ BEGIN LOOP BEGIN LOOP END LOOP; "
        "EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;",
        SHORT,
    )
    assert answer["message"] == "The script ran longer than 1.5 seconds and was stopped."
    assert answer["line"] == 2
    assert server.names() == set()


def test_a_script_cannot_outgrow_its_part_of_the_disk(server: SharedServer) -> None:
    limits = replace(DEFAULT_LIMITS, run_seconds=30, server_disk=32 * MEGABYTE)
    answer = refused(
        "CREATE TABLE a (t text);\nDO $$ BEGIN LOOP "
        "INSERT INTO a SELECT string_agg(md5(i::text), '') FROM generate_series(1, 30000) i; "
        "END LOOP; END $$;",
        limits,
    )
    assert answer["message"].startswith("The script filled the 32 MB of disk")
    assert server.names() == set()


NEEDS_POWER = (
    "SET ROLE sandbox",
    "SET ROLE postgres",
    "CREATE ROLE mine",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT 50",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'id'",
)


def test_what_needs_power_is_refused_and_no_other_role_can_be_taken() -> None:
    tries = ", ".join(literal(statement) for statement in NEEDS_POWER)
    schema, _ = accepted(
        f"DO $$ DECLARE try text; BEGIN FOREACH try IN ARRAY ARRAY[{tries}, "
        "format('ALTER DATABASE %I SET search_path = x', current_database())] LOOP "
        "BEGIN EXECUTE try; CREATE TABLE has_power (); "
        "EXCEPTION WHEN insufficient_privilege THEN NULL; END; END LOOP; END $$;"
    )
    assert schema.tables == ()


def test_the_reader_is_not_reached_by_the_script() -> None:
    schema, _ = accepted(
        "CREATE FUNCTION public.format_type(oid, integer) RETURNS text LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'reached'; END $$;"
        "CREATE TABLE t (a int);"
    )
    assert [found.name for found in schema.tables] == ["t"]


def test_a_killed_worker_takes_its_database_with_it(server: SharedServer) -> None:
    worker, _ = worker_with_database()
    assert len(server.names()) == 2
    worker.kill()
    worker.communicate()
    assert eventually(lambda: server.names() == set())


def test_the_next_job_drops_what_killed_supervisors_left(server: SharedServer) -> None:
    worker, supervisor = worker_with_database()
    os.kill(supervisor, signal.SIGKILL)
    worker.kill()
    worker.communicate()
    left = server.names()
    assert len(left) == 2
    with Tenancy():
        assert left < server.names(), "what is young may belong to a living job"
    make_old(server, min(left, key=len))
    with Tenancy() as tenancy:
        young = tenancy.access["script"]["user"]
        assert server.names() == {young, f"{young}_r"}


def make_old(server: SharedServer, name: str) -> None:
    """As if what a job left had been there since the seventies."""
    old = f"t_00000001{name[10:]}"
    with server.connect() as admin:
        admin.execute(f"ALTER DATABASE {name} RENAME TO {old}")
        admin.execute(f"ALTER ROLE {name} RENAME TO {old}")
        admin.execute(f"ALTER ROLE {name}_r RENAME TO {old}_r")


def test_a_server_that_ends_is_no_fault_of_the_script() -> None:
    with running_shared_server() as other, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANDBOX_URLS", other.address("sandbox"))
        postmaster = int((other.sockets / "data" / "postmaster.pid").read_text().split()[0])

        def end_once_running(fraction: float, message: str) -> None:
            if message == "Running statement 1 of 1":
                os.kill(postmaster, signal.SIGQUIT)

        with pytest.raises(SandboxUnavailable, match="Try again"):
            import_script(
                b"DO $$ BEGIN LOOP END LOOP; END $$;",
                namespace=NAMESPACE,
                progress=end_once_running,
                limits=replace(DEFAULT_LIMITS, run_seconds=20),
            )


def test_health_tells_the_mode_and_the_walls_that_it_lacks() -> None:
    state = health()
    assert state["available"] is True
    assert "a database per job on a shared server" in state["message"]
    assert state["server_version"]
    assert (state["walls"]["own server"], state["walls"]["resource limits"]) == (False, False)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://u:secret@/postgres?host=/nowhere", "No server of SANDBOX_URLS can be used"),
        ("postgresql://u:secret@h/db?nonsense=1", "an address is not of the form"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str, sentence: str
) -> None:
    monkeypatch.setenv("SANDBOX_URLS", address)
    with pytest.raises(SandboxUnavailable, match=sentence) as caught:
        Tenancy()
    assert "secret" not in str(caught.value)
    assert health()["available"] is False


def test_a_second_address_stands_in_for_a_dead_one(
    monkeypatch: pytest.MonkeyPatch, server: SharedServer
) -> None:
    dead = "postgresql://u:secret@/postgres?host=/nowhere"
    monkeypatch.setenv("SANDBOX_URLS", f"{dead}, {server.address('sandbox')},")
    with Tenancy() as tenancy:
        assert tenancy.access["script"]["host"] == str(server.sockets)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("SUPERUSER", "who is a superuser: use a role that has CREATEDB and CREATEROLE only"),
        ("CREATEDB", 'may not create databases and roles: ALTER ROLE "unfit" CREATEDB CREATEROLE'),
    ],
)
def test_a_role_with_too_much_or_too_little_is_refused(
    monkeypatch: pytest.MonkeyPatch, server: SharedServer, options: str, sentence: str
) -> None:
    monkeypatch.setenv("SANDBOX_URLS", server.address("unfit"))
    with server.connect() as admin:
        admin.execute(f"CREATE ROLE unfit LOGIN {options} PASSWORD '{server.password}'")
        try:
            with pytest.raises(SandboxUnavailable, match=sentence):
                Tenancy()
        finally:
            admin.execute("DROP ROLE unfit")
