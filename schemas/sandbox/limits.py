"""How much one job may use, and which PostgreSQL is new enough to be trusted with it."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import Any

from schemas.engine.errors import SandboxUnavailable

KILOBYTE = 1 << 10
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds and bytes. Every number is enforced by code, none by trust in the script."""

    script_bytes: int = 20 * MEGABYTE
    statements: int = 100_000
    nesting: int = 500
    operators: int = 20_000
    run_seconds: float = 120.0
    catalog_seconds: float = 30.0
    lifetime_seconds: float = 600.0
    answer_bytes: int = 64 * MEGABYTE
    rows_bytes: int = 96 * MEGABYTE
    message_characters: int = 2_000
    statement_characters: int = 400
    reported: int = 500
    child_memory: int = 1024 * MEGABYTE
    server_memory: int = 1024 * MEGABYTE
    server_disk: int = 512 * MEGABYTE
    server_file: int = 160 * MEGABYTE
    processor_seconds: int = 240
    open_files: int = 512
    invented_roles: int = 100

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Limits:
        return cls(**document)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


DEFAULT_LIMITS = Limits()

OLDEST_SAFE = {14: 25, 15: 20, 16: 16, 17: 12, 18: 6}
"""Major -> oldest minor without a published way from plain SQL to the server's OS user."""


def refuse_unsafe(major: int, minor: int) -> None:
    """Raises SandboxUnavailable for a PostgreSQL that scripts of strangers must not run on."""
    floor = _oldest_safe_minor(major)
    if floor is None:
        raise SandboxUnavailable(f"PostgreSQL {major} is not supported; use 14 to 18.")
    if minor < floor:
        raise SandboxUnavailable(
            f"PostgreSQL {major}.{minor} has published holes that plain SQL can use; "
            f"install {major}.{floor} or newer, or set SANDBOX_OLDEST_SAFE."
        )


def _oldest_safe_minor(major: int) -> int | None:
    """None when the major version is not supported at all.

    `SANDBOX_OLDEST_SAFE="15.20,18.6"` replaces single entries: a distribution may have fixed
    an older minor, and an operator may want a newer one.
    """
    floors = dict(OLDEST_SAFE)
    for entry in os.environ.get("SANDBOX_OLDEST_SAFE", "").split(","):
        if entry.strip():
            known_major, _, minor = entry.strip().partition(".")
            floors[int(known_major)] = int(minor or 0)
    return floors.get(major)
