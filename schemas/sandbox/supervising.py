"""What both supervisor children do: start, obey a few orders, watch, and end.

Their standard input is a lease: when that closes, however the worker went, what they hold goes
too. It also goes at the end of its time to live, when its server dies, and when it outgrows its
quota. First comes one line with all that they need, then one order a line, each answered by one.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from typing import Any, Protocol, TypedDict, runtime_checkable

import psycopg
from psycopg import sql

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox.limits import Limits

TICK = 0.2
_END_SECONDS = 2.0


class Access(TypedDict):
    """How the runner child gets in, once as the script's role and once as the reader's: libpq's
    parameters by name."""

    script: dict[str, str]
    reader: dict[str, str]


@runtime_checkable
class Renewable(Protocol):
    """A server that serves one script after the other."""

    def empty_database(self, names: list[str]) -> bool: ...


class Supervised(Protocol):
    @property
    def admin(self) -> psycopg.Connection[Any]:
        """Never connected to the database of the script."""

    @property
    def access(self) -> Access: ...

    def start(self) -> None:
        """Raises SandboxUnavailable with what to do, or any error of the system."""

    def invent_role(self, name: str) -> None: ...

    def is_gone(self) -> bool: ...

    def disk_used(self) -> int:
        """Bytes."""

    def stop(self) -> None: ...


def first_line() -> Any:
    return json.loads(sys.stdin.buffer.readline())


def supervise(held: Supervised, limits: Limits) -> None:
    """From its start to its end, whatever happens in between."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        held.start()
        _say({"version": held.admin.info.server_version, "access": held.access})
        _say({"ended": _serve(held, limits)})
    except SandboxUnavailable as error:
        _say({"unavailable": str(error)})
    except (OSError, psycopg.Error, RuntimeError, subprocess.SubprocessError) as error:
        _say({"failed": str(error)[:500]})
    finally:
        held.stop()


def _serve(held: Supervised, limits: Limits) -> str:
    """Obey until something ends it; the reason is for the worker."""
    deadline = time.monotonic() + limits.lifetime_seconds
    pending = b""
    while True:
        if select.select([sys.stdin], [], [], TICK)[0]:
            if not (chunk := os.read(sys.stdin.fileno(), 1 << 16)):
                return "lease"
            *orders, pending = (pending + chunk).split(b"\n")
            for line in orders:
                _say(_obey(held, json.loads(line)))
        if held.is_gone():
            return "crash"
        if time.monotonic() > deadline:
            return "lifetime"
        if held.disk_used() > limits.server_disk:
            return "disk"


def _obey(held: Supervised, order: dict[str, Any]) -> dict[str, Any]:
    try:
        match order:
            case {"do": "cancel"}:
                return {"done": _signal(held, "pg_cancel_backend")}
            case {"do": "terminate"}:
                return {"done": _signal(held, "pg_terminate_backend")}
            case {"do": "end sessions"}:
                return {"done": _end_sessions(held)}
            case {"do": "invent role", "name": str(name)}:
                held.invent_role(name)
                return {"done": True}
            case {"do": "empty database", "roles": list(names)} if isinstance(held, Renewable):
                return {"done": held.empty_database(names)}
    except psycopg.Error as error:
        return {"error": str(error)[:300]}
    return {"error": "No such order."}


def _signal(held: Supervised, function: str) -> int:
    """How many sessions of the script and the reader were signalled; nobody else's are."""
    users = [door["user"] for door in (held.access["script"], held.access["reader"])]
    query = sql.SQL("SELECT count({}(pid)) FROM pg_stat_activity WHERE usename = ANY (%s)")
    row = held.admin.execute(query.format(sql.Identifier(function)), [users]).fetchone()
    return int(row[0]) if row else 0


def _end_sessions(held: Supervised) -> bool:
    """Nobody of the script is connected any more, and none can come back."""
    forbid_login(held)
    deadline = time.monotonic() + _END_SECONDS
    while _signal(held, "pg_terminate_backend"):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def forbid_login(held: Supervised) -> None:
    role = sql.Identifier(held.access["script"]["user"])
    held.admin.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(role))


def _say(message: dict[str, Any]) -> None:
    try:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()
    except OSError:
        # The worker is gone; the lease ends the same way.
        return
