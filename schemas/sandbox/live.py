"""A live database as a design, by its connection URL: only the catalog is read.

The password goes to the child that connects, through a pipe, and nowhere else: no message, no
argument list, no environment has it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

import psycopg
from psycopg.conninfo import conninfo_to_dict

from schemas.engine.errors import Refused
from schemas.sandbox.accounts import sandbox_account
from schemas.sandbox.channel import Channel, ChannelClosed
from schemas.sandbox.children import start_child
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits
from schemas.sandbox.results import ImportResult, Refusal

_SCHEMES = ("postgresql://", "postgres://")
_TAKEN = {
    *("host", "hostaddr", "port", "dbname", "user", "password", "passfile"),
    *("sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding", "gssencmode"),
    *("application_name", "target_session_attrs", "require_auth"),
}
_NO_URL = "This is no connection URL. Write it like postgresql://user@host:5432/database."
_LOST = "The database did not answer in time, or its answer could not be read."


def is_address(text: str) -> bool:
    return text.startswith(_SCHEMES)


def door_of(url: str, environment: Mapping[str, str]) -> dict[str, str]:
    """libpq's parameters; what the URL leaves open comes from PGUSER and PGPASSWORD.

    Raises Refused, in words that show nothing of the URL.
    """
    try:
        found = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.Error:
        # libpq's own message would repeat the URL.
        raise Refused(_NO_URL) from None
    if unknown := sorted(found.keys() - _TAKEN):
        raise Refused(f"A connection URL cannot have the parameter {unknown[0]} here.")
    for name, variable in (("user", "PGUSER"), ("password", "PGPASSWORD")):
        if variable in environment:
            found.setdefault(name, environment[variable])
    return found


def shown_address(url: str) -> str:
    """Host and database: enough to know it by, and nothing secret."""
    door = door_of(url, {})
    return f"postgresql://{door.get('host', '')}/{database_of(url)}"


def database_of(url: str) -> str:
    """Its name, as far as the URL says one."""
    return door_of(url, {}).get("dbname", "")


def read_live(
    door: Mapping[str, str], *, namespace: UUID, limits: Limits = DEFAULT_LIMITS
) -> ImportResult:
    """The design of a running database, read in one read-only transaction."""
    process = start_child("schemas.sandbox.live_reader", stderr=subprocess.DEVNULL)
    channel = Channel(process, line_bytes=limits.answer_bytes)
    try:
        channel.send(
            {
                "account": asdict(sandbox_account()),
                "limits": limits.to_json(),
                "door": dict(door),
                "namespace": str(namespace),
            }
        )
        message = channel.receive(limits.run_seconds) or {}
    except ChannelClosed:
        message = {}
    finally:
        process.kill()
        process.wait()
        channel.close()
    return _result(message.get("answer") or {"refused": _LOST})


def _result(answer: dict[str, Any]) -> ImportResult:
    if "refused" not in answer:
        return {"schema": answer["schema"], "report": answer["report"], "refused": None}
    message = str(answer["refused"])
    refusal: Refusal = {
        "message": message,
        "line": None,
        "statement": None,
        "sqlstate": None,
        "hint": None,
    }
    return {"schema": None, "report": None, "refused": refusal}
