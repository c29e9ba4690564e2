"""One Tablewright per folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from designer.runtime.errors import CannotRun


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the folder; raises CannotRun when another process does.

    The kernel lets go when this process ends, however it ends.
    """
    with open(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(
                f"Tablewright already runs in this folder (process {held.read().strip()})."
            ) from None
        held.truncate()
        held.write(f"{os.getpid()}\n")
        held.flush()
        yield
