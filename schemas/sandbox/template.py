"""The data directory that every throw-away cluster is a copy of, built once and cached.

initdb takes two seconds, a copy a tenth of one. The key covers everything that shapes the result,
so a new PostgreSQL or a changed setting makes a new template and the janitor drops the old one.
"""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox import configuration
from schemas.sandbox.accounts import Account
from schemas.sandbox.binaries import CLEAN_ENVIRONMENT, Binaries
from schemas.sandbox.extensions import offered_extensions
from schemas.sandbox.places import Places, published
from schemas.sandbox.setup import Setup

START_SECONDS = 30.0
_LEFT_BEHIND = ("postmaster.pid", "postmaster.opts")


def cached_template(places: Places, binaries: Binaries, account: Account, setup: Setup) -> Path:
    """A data directory ready to be copied; the account may read it and never write it."""
    extensions = offered_extensions(places, binaries)
    settings = configuration.settings_for(
        binaries.major, extensions, installed_too=setup.installed_extensions
    )
    text = configuration.configuration_text(settings)
    destination = places.templates / f"{binaries.version}-{_key(binaries, account, setup, text)}"
    with published(destination) as building:
        if building:
            _build(building, places.new_job(), binaries, account, setup)
            (building / "postgresql.conf").write_text(text)
            _let_read(building, account)
    return destination


def _build(
    building: Path, scratch: Path, binaries: Binaries, account: Account, setup: Setup
) -> None:
    try:
        _init_cluster(scratch, binaries, account)
        with _running(scratch, binaries, account):
            _run_as_superuser(scratch, "postgres", setup.in_postgres)
            _run_as_superuser(scratch, setup.database, setup.in_database)
            _run_as_superuser(scratch, "postgres", setup.at_last)
        for name in _LEFT_BEHIND:
            (scratch / name).unlink(missing_ok=True)
        shutil.copytree(scratch, building, symlinks=True, dirs_exist_ok=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    (building / "pg_hba.conf").write_text(setup.host_based_access)
    (building / "pg_ident.conf").write_text(setup.user_name_map)


def _init_cluster(scratch: Path, binaries: Binaries, account: Account) -> None:
    command = [binaries.program("initdb"), "-D", str(scratch), "-A", "trust", "-U", "postgres"]
    command += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--wal-segsize=1"]
    ran = _run(command, account)
    if ran.returncode and "locale" in ran.stderr:
        # macOS has no C.UTF-8.
        ran = _run([*command, "--locale=C"], account)
    if ran.returncode:
        raise SandboxUnavailable(f"initdb failed: {ran.stderr.strip()[-400:]}")


@contextmanager
def _running(scratch: Path, binaries: Binaries, account: Account) -> Iterator[None]:
    """The server of a template in the making: no network, its socket in its private directory."""
    command = [binaries.program("postgres"), "-D", str(scratch), "-k", str(scratch)]
    command += ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "autovacuum=off"]
    # Every start copies what is left of the log: as little as PostgreSQL can do with.
    command += ["-c", "wal_recycle=off", "-c", "min_wal_size=2MB", "-c", "max_wal_size=2MB"]
    server = subprocess.Popen(
        command,
        env=CLEAN_ENVIRONMENT,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **account.popen_options(),
    )
    try:
        _wait_until_ready(scratch, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(START_SECONDS)


def _wait_until_ready(scratch: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(scratch), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise SandboxUnavailable(f"PostgreSQL did not start: {error}") from error
            time.sleep(0.02)


def _run_as_superuser(scratch: Path, database: str, statements: Iterable[str]) -> None:
    with psycopg.connect(
        host=str(scratch), user="postgres", dbname=database, autocommit=True
    ) as connection:
        for statement in statements:
            connection.execute(statement)


def _run(command: list[str], account: Account) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=CLEAN_ENVIRONMENT,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **account.popen_options(),
    )


def _let_read(tree: Path, account: Account) -> None:
    """Owned by the worker, readable by the account's group: no job can poison the next one."""
    for path in (tree, *tree.rglob("*")):
        if account.is_other:
            shutil.chown(path, group=account.gid)
        path.chmod(0o750 if path.is_dir() else 0o640)


def _key(binaries: Binaries, account: Account, setup: Setup, configuration_text: str) -> str:
    shaped_by = (str(binaries.directory), configuration_text, *setup.shape(), str(account.gid))
    return hashlib.sha256("\0".join(shaped_by).encode()).hexdigest()[:12]
