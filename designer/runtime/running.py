"""What a running Tablewright tells commands that are started by hand in the same folder."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

FILE = "environment.json"
ROLE = "TABLEWRIGHT_ROLE"
TOLD = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "STATIC_ROOT", "TABLEWRIGHT_ADDRESS")


def home_of(checkout: Path) -> Path:
    """Where a Tablewright started from this checkout keeps its state."""
    return Path(os.environ.get("TABLEWRIGHT_STATE") or checkout / ".tablewright").absolute()


def running_environment(checkout: Path) -> dict[str, str]:
    """The variables of the servers that run here; empty when none do, and for their own children.

    The supervisor names a role for each child and gives it exactly what it may have.
    """
    if ROLE in os.environ:
        return {}
    try:
        told: dict[str, str] = json.loads((home_of(checkout) / FILE).read_text())
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return {}
    return told


@contextmanager
def publishing(environment: Mapping[str, str], home: Path) -> Iterator[None]:
    """Tell it for as long as the block runs, to this user only."""
    file, unfinished = home / FILE, home / f"{FILE}.part"
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        json.dump({name: environment[name] for name in TOLD}, opened)
    unfinished.replace(file)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
