"""A second PostgreSQL, as someone else would run it: passwords, a Unix socket, its own settings."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from schemas.sandbox.accounts import Account, sandbox_account
from schemas.sandbox.binaries import CLEAN_ENVIRONMENT, Binaries, find_binaries
from schemas.sandbox.places import open_places

_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class SharedServer:
    sockets: Path
    password: str

    def address(self, role: str) -> str:
        """What belongs into `SANDBOX_URLS`."""
        return f"postgresql://{role}:{self.password}@/postgres?host={self.sockets}"

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.address("postgres"), autocommit=True)

    def names(self) -> set[str]:
        """Databases and roles, but those that every server has."""
        with self.connect() as connection:
            rows = connection.execute(
                "SELECT datname FROM pg_database UNION "
                "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_'"
            ).fetchall()
        return {name for (name,) in rows} - {"postgres", "template0", "template1", "sandbox"}


@contextmanager
def running_shared_server() -> Iterator[SharedServer]:
    """With a superuser `postgres` and a role `sandbox`, both with the same password."""
    account = sandbox_account()
    binaries = find_binaries(open_places(account), account)
    folder = Path(tempfile.mkdtemp(prefix="tablewright-shared-"))
    server = SharedServer(folder, secrets.token_hex(16))
    try:
        with _postmaster(server, binaries, account) as process:
            _create_sandbox_role(server, process)
            yield server
    finally:
        shutil.rmtree(folder)


@contextmanager
def _postmaster(
    server: SharedServer, binaries: Binaries, account: Account
) -> Iterator[subprocess.Popen[bytes]]:
    password = server.sockets / "password"
    password.write_text(server.password)
    if account.is_other:
        for path in (server.sockets, password):
            shutil.chown(path, account.uid, account.gid)
    data = str(server.sockets / "data")
    options: dict[str, Any] = {"env": CLEAN_ENVIRONMENT, "cwd": "/", **account.popen_options()}
    command = [binaries.program("initdb"), "-D", data, "-U", "postgres", "-A", "scram-sha-256"]
    command += ["--pwfile", str(password), "--no-sync", "-E", "UTF8", "--locale=C"]
    subprocess.run(command, check=True, capture_output=True, **options)
    command = [binaries.program("postgres"), "-D", data, "-k", str(server.sockets)]
    command += ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(_START_SECONDS)


def _create_sandbox_role(server: SharedServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            with server.connect() as connection:
                connection.execute(
                    f"CREATE ROLE sandbox LOGIN CREATEDB CREATEROLE PASSWORD '{server.password}'"
                )
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
