"""`pg_dump --schema-only` of a sandbox's database, as entries that can be compared."""

from __future__ import annotations

import difflib
import re
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox.accounts import sandbox_account
from schemas.sandbox.binaries import CLEAN_ENVIRONMENT, find_binaries
from schemas.sandbox.databases import Database
from schemas.sandbox.places import open_places

_ENTRY = re.compile(r"(?m)^--\n-- (?:Name|Data for Name): .*\n--\n")
_SESSION_LINE = re.compile(r"^(SET |SELECT pg_catalog\.set_config|\\(un)?restrict|--)")
_TABLE = re.compile(
    r"(?m)(?P<head>^CREATE (?:UNLOGGED |FOREIGN )?TABLE .*\($\n)(?P<body>(?:.*\n)*?)(?=^\))"
)

Entries = list[str]
"""The statements of a dump, sorted; each may have several lines."""


def dump(database: Database, *options: str) -> Entries:
    """Everything that pg_dump says of the database, owners and privileges included."""
    door = database.lease.access["reader"] if database.lease.trusted else _script_door(database)
    account = database.lease.account
    command = [_program(), "--schema-only", *options, "-h", door["host"], "-U", door["user"]]
    ran = subprocess.run(
        [*command, door["dbname"]],
        env=CLEAN_ENVIRONMENT,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **account.popen_options(),
    )
    if ran.returncode:
        raise SandboxUnavailable(f"pg_dump failed: {ran.stderr.strip()}")
    return sorted(_entries(ran.stdout))


def _script_door(database: Database) -> dict[str, str]:
    """A powerless reader may not lock the tables that pg_dump locks."""
    return database.lease.access["script"]


@cache
def _program() -> str:
    account = sandbox_account()
    return find_binaries(open_places(account), account).program("pg_dump")


def _entries(text: str) -> Iterator[str]:
    """The entries of a dump without its comments and session settings."""
    for entry in _ENTRY.split(text):
        lines = [line for line in entry.splitlines() if not _SESSION_LINE.match(line)]
        if kept := "\n".join(line for line in lines if line.strip()):
            yield kept


def without_column_order(entries: Entries) -> Entries:
    """The entries with the columns and constraints of each table sorted: ALTER TABLE can only add
    a column at the end."""
    return sorted(_TABLE.sub(_sorted_body, entry) for entry in entries)


def _sorted_body(found: re.Match[str]) -> str:
    lines = sorted(line.removesuffix(",") for line in found["body"].splitlines())
    return found["head"] + "".join(f"{line}\n" for line in lines)


def differing(actual: Sequence[str], expected: Sequence[str]) -> list[str]:
    """Lines of entries that only one side has: `-` is what is there, `+` what should be."""
    there, wanted = set(actual), set(expected)
    before = "\n".join(entry for entry in actual if entry not in wanted).splitlines()
    after = "\n".join(entry for entry in expected if entry not in there).splitlines()
    lines = difflib.unified_diff(before, after, lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---"))]
