"""The child that reads the catalog of a live database: one read-only transaction, nothing else.

One line in: `Task`, with the password that no argument list and no environment shows. One line
out: the schema and a report, or why there is none.
"""

from __future__ import annotations

import json
import sys
from typing import Any, TypedDict
from uuid import UUID

from schemas.engine import codec
from schemas.sandbox import walls
from schemas.sandbox.accounts import Account
from schemas.sandbox.catalog import CatalogTooLarge, CatalogUnreadable, read_catalog
from schemas.sandbox.limits import Limits
from schemas.sandbox.reporting import Reporter
from schemas.sandbox.runner import READER_SETTINGS
from schemas.sandbox.talk import Talk
from schemas.sandbox.wire import ServerLost, ServerUnreachable, Session, TooMuch

_OLDEST, _NEWEST = 14, 18
# One snapshot for all questions: whoever alters tables meanwhile changes nothing of what is read.
_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class Task(TypedDict):
    account: dict[str, Any]
    limits: dict[str, Any]
    door: dict[str, str]
    """libpq's parameters by name."""
    namespace: str


def main() -> None:
    task: Task = json.loads(sys.stdin.buffer.readline())
    limits = Limits.from_json(task["limits"])
    Account(**task["account"]).drop_to()
    walls.raise_child_walls(limits)
    try:
        answer = _read(task, limits)
    except (ServerLost, ServerUnreachable) as error:
        answer = {"refused": " ".join(str(error).split())}
    except (TooMuch, CatalogTooLarge) as error:
        answer = {"refused": f"The database has more than a design can hold: {error}."}
    except CatalogUnreadable as error:
        answer = {"refused": f"The catalog of the database could not be read: {error}."}
    Talk().answer(answer)


def _read(task: Task, limits: Limits) -> dict[str, Any]:
    session = Session(task["door"], limits, settings=READER_SETTINGS)
    major = session.server_version // 10_000
    if not _OLDEST <= major <= _NEWEST:
        wanted = f"PostgreSQL {_OLDEST} to {_NEWEST} can be read"
        return {"refused": f"This server is PostgreSQL {major}; {wanted}."}
    if problem := session.run(_BEGIN).message:
        return {"refused": problem}
    schema, left_out = read_catalog(session, UUID(task["namespace"]), major)
    session.close()
    report = Reporter(limits).report(schema, left_out)
    return {"schema": codec.encode(schema), "report": {**report}}
