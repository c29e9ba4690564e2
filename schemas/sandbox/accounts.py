"""Which operating-system account the servers and the children run as.

PostgreSQL refuses to run as root. Started by root, everything that touches hostile bytes drops to
an unprivileged account that exists already; started by anyone else, it stays that account.
"""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.engine.errors import SandboxUnavailable

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    uid: int
    gid: int
    name: str | None
    """None when the system has no name for the uid (a container with an arbitrary one)."""
    is_other: bool
    """True when children must change to it: the worker itself is root."""

    def popen_options(self) -> dict[str, Any]:
        """For subprocess: become this account, with no further groups."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def drop_to(self) -> None:
        """Become this account for good. Call it after the imports: they may be root's only."""
        if self.is_other:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)

    def can_reach(self, path: Path) -> bool:
        """Whether this account may enter and list the directory `path`."""
        return not self.is_other or (path.stat().st_mode & 0o005 == 0o005 and self.can_enter(path))

    def can_enter(self, path: Path) -> bool:
        return not self.is_other or all(
            directory.stat().st_mode & 0o001 for directory in (path, *path.parents)
        )


def sandbox_account() -> Account:
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), _name_of(os.geteuid()), is_other=False)
    wanted = os.environ.get("SANDBOX_USER")
    for name in (wanted,) if wanted else UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name, is_other=True)
    raise SandboxUnavailable(
        "Running as root, the sandbox needs an unprivileged account to run servers as: "
        "create one and set SANDBOX_USER to its name."
    )


def _name_of(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None
