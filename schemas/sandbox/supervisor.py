"""The child that owns one throw-away server: starts it, obeys a few orders, and ends it.

What starts and what ends it is in `supervising.py`; with the server goes its directory.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypedDict

import psycopg
from psycopg import sql

from schemas.sandbox import lifelines, roles, superuser, walls
from schemas.sandbox.accounts import Account
from schemas.sandbox.limits import Limits
from schemas.sandbox.supervising import Access, first_line, supervise

_START_SECONDS = 20.0
_END_SECONDS = 2.0


class Order(TypedDict):
    trusted: bool
    postgres: str
    template: str
    work: str
    account: dict[str, Any]
    limits: dict[str, Any]


def order_for(
    postgres: str,
    template: Path,
    work: Path,
    *,
    account: Account,
    limits: Limits,
    trusted: bool,
) -> Order:
    return {
        "trusted": trusted,
        "postgres": postgres,
        "template": str(template),
        "work": str(work),
        "account": asdict(account),
        "limits": limits.to_json(),
    }


def socket_directory(work: Path) -> Path:
    return work / "run"


def main() -> None:
    order: Order = first_line()
    account = Account(**order["account"])
    limits = Limits.from_json(order["limits"])
    walls.raise_server_walls(limits, account)
    account.drop_to()
    lifelines.adopt_orphans()
    kind = TrustedServer if order["trusted"] else Server
    supervise(kind(order["postgres"], Path(order["template"]), Path(order["work"])), limits)


@dataclass(slots=True)
class Server:
    """One postmaster and the directory it lives in."""

    program: str
    template: Path
    work: Path
    process: subprocess.Popen[bytes] | None = None
    connection: psycopg.Connection[Any] | None = None

    @property
    def script_role(self) -> str:
        return roles.TRIAL

    @property
    def admin(self) -> psycopg.Connection[Any]:
        assert self.connection
        return self.connection

    @property
    def access(self) -> Access:
        door = {"host": str(socket_directory(self.work)), "dbname": roles.DATABASE}
        return {
            "script": {**door, "user": self.script_role},
            "reader": {**door, "user": roles.READER},
        }

    @property
    def data_directory(self) -> Path:
        return self.work / "data"

    def start(self) -> None:
        sockets = socket_directory(self.work)
        sockets.mkdir(parents=True, mode=0o700)
        # A tenth of what shutil.copytree costs; the umask leaves the owner's rights alone.
        copy = ["cp", "-R", str(self.template), str(self.data_directory)]
        subprocess.run(copy, check=True, capture_output=True)
        with open(self.work / "server.log", "wb") as log:
            self.process = subprocess.Popen(
                [self.program, "-D", str(self.data_directory), "-k", str(sockets)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                # Safe: this process has one thread.
                preexec_fn=lambda: lifelines.die_with_parent(signal.SIGQUIT),  # noqa: PLW1509
            )
        self._wait_until_ready()
        self.connection = self._connect("postgres")

    def _connect(self, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(socket_directory(self.work)),
            user=roles.ADMIN,
            dbname=database,
            autocommit=True,
        )

    def _wait_until_ready(self) -> None:
        """By the last line of postmaster.pid: asking by connecting costs more than the start."""
        deadline = time.monotonic() + _START_SECONDS
        status = self.data_directory / "postmaster.pid"
        while not (status.exists() and status.read_text().rstrip().endswith("ready")):
            if self.is_gone() or time.monotonic() > deadline:
                log = (self.work / "server.log").read_text(errors="replace")
                raise RuntimeError(log[-300:])
            time.sleep(0.002)

    def invent_role(self, name: str) -> None:
        self.admin.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(name)))

    def is_gone(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def disk_used(self) -> int:
        """Bytes below the data directory; files may vanish while we look."""
        used, unseen = 0, [str(self.data_directory)]
        while unseen:
            try:
                with os.scandir(unseen.pop()) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            unseen.append(entry.path)
                        else:
                            used += entry.stat(follow_symlinks=False).st_blocks * 512
            except FileNotFoundError:
                continue
        return used

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            # Immediate shutdown: nothing is worth a checkpoint.
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        lifelines.kill_children()
        shutil.rmtree(self.work, ignore_errors=True)


class TrustedServer(Server):
    """Gives one script after the other a database of its own, and forgets what it did."""

    @property
    def script_role(self) -> str:
        return superuser.SCRIPT

    def start(self) -> None:
        super().start()
        # The first session writes a file that every copy then starts with, twice as fast.
        self._connect(superuser.BLANK).close()

    def empty_database(self, names: list[str]) -> bool:
        """False when the script before left what cannot be undone."""
        self.admin.execute(f"DROP DATABASE IF EXISTS {roles.DATABASE} WITH (FORCE)")
        try:
            for (statement,) in self.admin.execute(superuser.CLEAR_AWAY).fetchall():
                self.admin.execute(statement)
        except psycopg.DatabaseError:
            return False
        row = self.admin.execute(superuser.IS_AS_IT_WAS).fetchone()
        if row is None or not row[0]:
            return False
        strategy = " STRATEGY file_copy" if self.admin.info.server_version >= 150_000 else ""
        self.admin.execute(f"CREATE DATABASE {roles.DATABASE} TEMPLATE {superuser.BLANK}{strategy}")
        for name in names:
            self.invent_role(name)
        return True
