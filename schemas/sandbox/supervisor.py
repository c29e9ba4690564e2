"""The child that owns one throw-away server: starts it, obeys a few orders, and ends it.

Its standard input is a lease: when that closes, however the worker went, the server and its
directory go too. It also ends at the end of its time to live, when the server dies, and when the
data directory outgrows its quota.

First line: `{socket settings …}` as `Order`; then one JSON object a line, each answered by one.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypedDict

import psycopg
from psycopg import sql

from schemas.sandbox import lifelines, roles, walls
from schemas.sandbox.accounts import Account
from schemas.sandbox.limits import Limits

_TICK = 0.2
_START_SECONDS = 20.0
_END_SECONDS = 2.0


class Order(TypedDict):
    postgres: str
    template: str
    work: str
    account: dict[str, Any]
    limits: dict[str, Any]


def order_for(
    postgres: str, template: Path, work: Path, *, account: Account, limits: Limits
) -> Order:
    return {
        "postgres": postgres,
        "template": str(template),
        "work": str(work),
        "account": asdict(account),
        "limits": limits.to_json(),
    }


def main() -> None:
    order: Order = json.loads(sys.stdin.buffer.readline())
    account = Account(**order["account"])
    limits = Limits.from_json(order["limits"])
    walls.raise_server_walls(limits, account)
    account.drop_to()
    lifelines.adopt_orphans()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = Server(order["postgres"], Path(order["work"]))
    try:
        server.start(Path(order["template"]))
        _say({"ready": True, "socket": str(server.socket_directory)})
        _say({"ended": _serve(server, limits)})
    except (OSError, psycopg.Error, RuntimeError, subprocess.SubprocessError) as error:
        _say({"failed": str(error)[:500]})
    finally:
        server.stop()


@dataclass(slots=True)
class Server:
    """One postmaster and the directory it lives in."""

    program: str
    work: Path
    process: subprocess.Popen[bytes] | None = None
    admin: psycopg.Connection[Any] | None = None

    @property
    def socket_directory(self) -> Path:
        return self.work / "run"

    @property
    def data_directory(self) -> Path:
        return self.work / "data"

    def start(self, template: Path) -> None:
        self.socket_directory.mkdir(parents=True, mode=0o700)
        # A tenth of what shutil.copytree costs; the umask leaves the owner's rights alone.
        copy = ["cp", "-R", str(template), str(self.data_directory)]
        subprocess.run(copy, check=True, capture_output=True)
        with open(self.work / "server.log", "wb") as log:
            self.process = subprocess.Popen(
                [self.program, "-D", str(self.data_directory), "-k", str(self.socket_directory)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                # Safe: this process has one thread.
                preexec_fn=lambda: lifelines.die_with_parent(signal.SIGQUIT),  # noqa: PLW1509
            )
        self.admin = self._connect()

    def _connect(self) -> psycopg.Connection[Any]:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                return psycopg.connect(
                    host=str(self.socket_directory),
                    user=roles.ADMIN,
                    dbname="postgres",
                    autocommit=True,
                )
            except psycopg.OperationalError as error:
                if self.is_gone() or time.monotonic() > deadline:
                    log = (self.work / "server.log").read_text(errors="replace")
                    raise RuntimeError(f"{error} {log[-300:]}") from error
                time.sleep(0.005)

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


def _serve(server: Server, limits: Limits) -> str:
    """Obey until something ends the server; the reason is for the worker."""
    deadline = time.monotonic() + limits.lifetime_seconds
    pending = b""
    while True:
        if select.select([sys.stdin], [], [], _TICK)[0]:
            if not (chunk := os.read(sys.stdin.fileno(), 1 << 16)):
                return "lease"
            *orders, pending = (pending + chunk).split(b"\n")
            for line in orders:
                _say(_obey(server, json.loads(line)))
        if server.is_gone():
            return "crash"
        if time.monotonic() > deadline:
            return "lifetime"
        if server.disk_used() > limits.server_disk:
            return "disk"


def _obey(server: Server, order: dict[str, Any]) -> dict[str, Any]:
    assert server.admin
    try:
        match order:
            case {"do": "cancel"}:
                return {"done": _signal(server.admin, "pg_cancel_backend")}
            case {"do": "terminate"}:
                return {"done": _signal(server.admin, "pg_terminate_backend")}
            case {"do": "end sessions"}:
                return {"done": _end_sessions(server.admin)}
            case {"do": "invent role", "name": str(name)}:
                create = sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(name))
                server.admin.execute(create)
                return {"done": True}
    except psycopg.Error as error:
        return {"error": str(error)[:300]}
    return {"error": "No such order."}


def _signal(admin: psycopg.Connection[Any], function: str) -> int:
    query = sql.SQL("SELECT count({}(pid)) FROM pg_stat_activity WHERE datname = {}").format(
        sql.Identifier(function), sql.Literal(roles.DATABASE)
    )
    row = admin.execute(query).fetchone()
    return int(row[0]) if row else 0


def _end_sessions(admin: psycopg.Connection[Any]) -> bool:
    """Nobody of the trial is connected any more, and none can come back."""
    admin.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(roles.TRIAL)))
    deadline = time.monotonic() + _END_SECONDS
    while _signal(admin, "pg_terminate_backend"):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _say(message: dict[str, Any]) -> None:
    try:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()
    except OSError:
        # The worker is gone; the lease ends the same way.
        return
