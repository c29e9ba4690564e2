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
from schemas.sandbox import configuration, roles
from schemas.sandbox.accounts import Account
from schemas.sandbox.binaries import CLEAN_ENVIRONMENT, Binaries
from schemas.sandbox.extensions import offered_extensions
from schemas.sandbox.places import Places, published

START_SECONDS = 30.0
_LEFT_BEHIND = ("postmaster.pid", "postmaster.opts")


def cached_template(places: Places, binaries: Binaries, account: Account) -> Path:
    """A data directory ready to be copied; the account may read it and never write it."""
    settings = configuration.settings_for(binaries.major, offered_extensions(places, binaries))
    text = configuration.configuration_text(settings)
    destination = places.templates / f"{binaries.version}-{_key(binaries, account, text)}"
    with published(destination) as building:
        if building:
            _build(building, places.new_job(), binaries, account, configuration_text=text)
    return destination


def _build(
    building: Path, scratch: Path, binaries: Binaries, account: Account, *, configuration_text: str
) -> None:
    try:
        _init_cluster(scratch, binaries, account)
        with _running(scratch, binaries, account):
            _run_as_superuser(scratch, "postgres", roles.cluster_setup(binaries.major))
            _run_as_superuser(scratch, roles.DATABASE, roles.database_setup())
            _run_as_superuser(scratch, "postgres", roles.clean_up())
        for name in _LEFT_BEHIND:
            (scratch / name).unlink(missing_ok=True)
        shutil.copytree(scratch, building, symlinks=True, dirs_exist_ok=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    (building / "postgresql.conf").write_text(configuration_text)
    (building / "pg_hba.conf").write_text(roles.host_based_access(account))
    (building / "pg_ident.conf").write_text(roles.user_name_map(account))
    _let_read(building, account)


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


def _key(binaries: Binaries, account: Account, configuration_text: str) -> str:
    shaped_by = (
        str(binaries.directory),
        configuration_text,
        roles.host_based_access(account),
        roles.user_name_map(account),
        *roles.cluster_setup(binaries.major),
        *roles.database_setup(),
        str(account.gid),
    )
    return hashlib.sha256("\0".join(shaped_by).encode()).hexdigest()[:12]
