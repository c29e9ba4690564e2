"""The sandbox's directories: what the worker owns and what one job owns.

    <base>/templates/<key>/   data directories to copy from; written by the worker alone
    <base>/binaries/<key>/    a copy of the programs, only where the account cannot reach them
    <base>/extensions/<key>/  control and SQL files of the allowed extensions
    <base>/jobs/<name>/       one cluster each; belongs to the sandbox's account, never survives
    <memory>/jobs/<name>/     the same in memory, where the system has room for it

Nothing that a later job trusts is writable by the account that runs hostile SQL (as root; a plain
user has only one account).
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox.accounts import Account

# A copied database has three hundred files, each ten times as fast in memory as on many disks.
_MEMORY = Path("/dev/shm")  # noqa: S108 -- only below a directory that is checked to be ours
_ENOUGH_MEMORY = 1 << 30


@dataclass(frozen=True, slots=True)
class Places:
    base: Path
    memory: Path | None = None
    """None where the system has no directory in memory, or no room there."""

    @property
    def templates(self) -> Path:
        return self.base / "templates"

    @property
    def binaries(self) -> Path:
        return self.base / "binaries"

    @property
    def extensions(self) -> Path:
        return self.base / "extensions"

    @property
    def jobs(self) -> Path:
        return self.base / "jobs"

    @property
    def all_jobs(self) -> Iterator[Path]:
        """The directory of every cluster that anybody started here."""
        for base in (self.base, self.memory):
            if base:
                yield from (base / "jobs").iterdir()

    def new_job(self, *, in_memory: bool = False) -> Path:
        """A name that nobody has; the supervisor creates the directory as its own account."""
        jobs = self.memory / "jobs" if in_memory and self.memory else self.jobs
        return jobs / f"{os.getpid()}-{secrets.token_hex(6)}"


def open_places(account: Account) -> Places:
    """Create what is missing below `SANDBOX_DIR`, and refuse a base that others could change."""
    base = Path(os.environ.get("SANDBOX_DIR") or _default_base()).absolute()
    _make_directory(base, 0o711)
    for name, mode in (("templates", 0o711), ("binaries", 0o755), ("extensions", 0o755)):
        _make_directory(base / name, mode)
    _make_jobs(base / "jobs", account)
    if not account.can_enter(base):
        raise SandboxUnavailable(
            f"The account {account.name} cannot reach {base}; set SANDBOX_DIR to a place it can."
        )
    return Places(base, _open_memory(account))


@contextmanager
def published(destination: Path) -> Iterator[Path | None]:
    """Build a cached tree once: yields a directory to fill, or None when it is there already.

    The directory takes its final name only when the block ends well; other processes wait.
    """
    with open(destination.with_name(f".{destination.name}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if destination.exists():
            yield None
            return
        building = destination.with_name(f".{destination.name}.part")
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        yield building
        building.rename(destination)


def _open_memory(account: Account) -> Path | None:
    if not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ENOUGH_MEMORY:
        return None
    memory = _MEMORY / _name()
    _make_directory(memory, 0o711)
    _make_jobs(memory / "jobs", account)
    return memory


def _default_base() -> Path:
    return Path(tempfile.gettempdir()) / _name()


def _name() -> str:
    return f"tablewright-sandbox-{os.geteuid()}"


def _make_directory(path: Path, mode: int) -> None:
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise SandboxUnavailable(f"{path} belongs to someone else; set SANDBOX_DIR.")
    path.chmod(mode)


def _make_jobs(path: Path, account: Account) -> None:
    path.mkdir(mode=0o700, exist_ok=True)
    if path.lstat().st_uid not in (os.geteuid(), account.uid):
        raise SandboxUnavailable(f"{path} belongs to someone else; set SANDBOX_DIR.")
    if account.is_other:
        os.lchown(path, account.uid, account.gid)
