"""The walls behind PostgreSQL's own: what the operating system refuses to a sandbox process.

Only resource limits are built. Landlock, seccomp and namespaces have their place here: add a
function that raises one for the calling process, call it in `raise_server_walls` and
`raise_child_walls`, name it in `standing`.
"""

from __future__ import annotations

import os
import resource
import sys

from schemas.sandbox.accounts import Account
from schemas.sandbox.limits import Limits

PLANNED = ("landlock", "seccomp", "namespaces")
# Counted per account, not per process tree: enough for many clusters, few for a fork bomb.
_PROCESSES_PER_ACCOUNT = 1024


def standing(account: Account, *, shared: bool) -> dict[str, bool]:
    """Every wall by name -> whether it stands around what runs the script.

    `shared` is for a database on a server that others started and others use.
    """
    return {
        "own server": not shared,
        "resource limits": not shared,
        "own account": account.is_other,
        "dies with its worker": shared or sys.platform == "linux",
        **dict.fromkeys(PLANNED, False),
    }


def raise_server_walls(limits: Limits, account: Account) -> None:
    """Around the supervisor and, inherited, every process of its server."""
    _limit(resource.RLIMIT_AS, limits.server_memory)
    _limit(resource.RLIMIT_FSIZE, limits.server_file)
    _raise_common_walls(limits)
    if account.is_other:
        _limit(resource.RLIMIT_NPROC, _PROCESSES_PER_ACCOUNT)


def raise_child_walls(limits: Limits) -> None:
    """Around the child that parses the server's bytes; it writes no file at all."""
    _limit(resource.RLIMIT_AS, limits.child_memory)
    _limit(resource.RLIMIT_FSIZE, 0)
    _raise_common_walls(limits)


def _raise_common_walls(limits: Limits) -> None:
    _limit(resource.RLIMIT_CPU, limits.processor_seconds)
    _limit(resource.RLIMIT_NOFILE, limits.open_files)
    _limit(resource.RLIMIT_CORE, 0)
    os.umask(0o077)


def _limit(which: int, value: int) -> None:
    """Lower a limit for good; one that is lower already stays, and macOS knows no RLIMIT_AS."""
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(which, (value, value))
    except (OSError, ValueError):
        if sys.platform == "linux":
            raise
