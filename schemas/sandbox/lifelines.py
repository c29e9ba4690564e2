"""How a process is tied to its parent's life on Linux, and how orphans are found and ended."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def die_with_parent(sign: signal.Signals) -> None:
    """Ask the kernel to signal this process when its parent ends. Cleared by changing account."""
    _prctl(_PR_SET_PDEATHSIG, sign)


def adopt_orphans() -> None:
    """Grandchildren whose parent died become this process's children."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def kill_children() -> None:
    """End every child of this process at once, adopted ones too."""
    while children := _children_of(os.getpid()):
        for child in children:
            try:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            except (ProcessLookupError, ChildProcessError):
                continue


def _children_of(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The command in parentheses may hold anything; what follows the last one is fixed.
            state, parent_text = status.read_text().rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue
        if int(parent_text) == parent and state != "Z":
            found.append(int(status.parent.name))
    return found


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, int(value), 0, 0, 0)
