"""The child that alone touches hostile bytes: it splits the script, talks to the server, reads.

Short-lived, without privileges, under memory and processor limits; a crash in a parser or in libpq
ends this process and nothing else. First line of its input: `Opening`; then requests, each
answered by progress lines and one answer.
"""

from __future__ import annotations

import base64
import gc
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypedDict
from uuid import UUID

from schemas.engine import codec
from schemas.engine.model import Schema
from schemas.sandbox import migrating, walls
from schemas.sandbox.accounts import Account
from schemas.sandbox.catalog import CatalogTooLarge, CatalogUnreadable, read_catalog
from schemas.sandbox.importing import Importer
from schemas.sandbox.inventing import Inventor
from schemas.sandbox.kept import with_kept
from schemas.sandbox.limits import Limits
from schemas.sandbox.reporting import Reporter
from schemas.sandbox.script import Piece, ScriptRefused, read_text, split
from schemas.sandbox.supervising import Access
from schemas.sandbox.talk import Talk
from schemas.sandbox.translating import translated_pieces
from schemas.sandbox.wire import ServerLost, ServerUnreachable, Session, TooMuch

# In `options`, so that RESET ALL and DISCARD ALL come back to them. A dump creates functions
# before what their bodies use; `"$user"` would find a schema that happens to be named like ours.
_SCRIPT_SETTINGS = {"check_function_bodies": "off", "search_path": "public"}
# The reader must not resolve one name in the user's schemas, and settings given at the start of a
# session win over ALTER ROLE … SET.
READER_SETTINGS = {
    "search_path": "",
    "default_transaction_read_only": "on",
    "statement_timeout": "30s",
    "lock_timeout": "2s",
}


class Opening(TypedDict):
    access: Access
    major: int
    trusted: bool
    account: dict[str, Any]
    limits: dict[str, Any]


def opening_for(
    access: Access, major: int, *, account: Account, limits: Limits, trusted: bool
) -> Opening:
    return {
        "trusted": trusted,
        "access": access,
        "major": major,
        "account": asdict(account),
        "limits": limits.to_json(),
    }


def main() -> None:
    # Short-lived, and what it reads has no cycles: looking for some would be a third of its time.
    gc.disable()
    opening: Opening = json.loads(sys.stdin.buffer.readline())
    limits = Limits.from_json(opening["limits"])
    Account(**opening["account"]).drop_to()
    walls.raise_child_walls(limits)
    talk = Talk()
    talk.ready()
    runner = Runner(opening, limits, talk)
    for line in sys.stdin.buffer:
        runner.answer(json.loads(line))


class Runner:
    def __init__(self, opening: Opening, limits: Limits, talk: Talk) -> None:
        self._access, self._major = opening["access"], opening["major"]
        self._trusted = opening["trusted"]
        self._limits, self._talk = limits, talk
        self._reporter = Reporter(limits)

    def answer(self, request: dict[str, Any]) -> None:
        work: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "import": self._import,
            "migrate": self._migrate,
            "execute": self._execute,
            "query": self._query,
            "read": self._read,
        }
        try:
            self._talk.answer(work[request["do"]](request))
        except ServerLost as error:
            lost = {"lost": str(error), "at": self._reporter.at, "server_lives": self._lives()}
            self._talk.answer(lost)
        except ServerUnreachable as error:
            self._talk.answer({"unreachable": str(error)})
        except (TooMuch, CatalogTooLarge) as error:
            self._talk.answer({"too_large": str(error)})
        except CatalogUnreadable as error:
            self._talk.answer({"unreadable": str(error)})
        except MemoryError:
            self._talk.answer({"too_large": "the answer of the server"})

    def _lives(self) -> bool:
        """A session that ends while others can begin was ended by its own script."""
        try:
            Session(self._access["script"], self._limits, settings={}).close()
        except ServerUnreachable:
            return False
        return True

    def _import(self, request: dict[str, Any]) -> dict[str, Any]:
        self._reporter = Reporter(self._limits)
        try:
            pieces = self._pieces(request)
        except ScriptRefused as error:
            return {"refused": error.refusal}
        session = Session(self._access["script"], self._limits, settings=_SCRIPT_SETTINGS)
        importer = Importer(
            session, self._talk, self._reporter, self._limits, trusted=self._trusted
        )
        refused = importer.run(pieces, may_be_empty=request["may_be_empty"])
        session.close()
        return {"refused": refused}

    def _pieces(self, request: dict[str, Any]) -> list[Piece]:
        if translation := request["translation"]:
            self._reporter.translated(translation)
            return list(translated_pieces(translation, self._limits))
        text = read_text(base64.b64decode(request["script"]), self._limits)
        return list(split(text, self._limits))

    def _migrate(self, request: dict[str, Any]) -> dict[str, Any]:
        session = Session(self._access["script"], self._limits, settings=_SCRIPT_SETTINGS)
        inventor = Inventor(self._talk, self._reporter, self._limits)
        steps = migrating.run_steps(session, request["steps"], self._talk, inventor, self._limits)
        session.close()
        return {"steps": steps}

    def _execute(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run statements as a client does that knows nothing of us, up to the first failure."""
        session = Session(self._access["script"], self._limits, settings={})
        refused = migrating.execute(session, request["groups"], self._reporter)
        session.close()
        return {"refused": refused}

    def _query(self, request: dict[str, Any]) -> dict[str, Any]:
        session = Session(self._access["reader"], self._limits, settings=READER_SETTINGS)
        outcome = session.run(request["query"], keep_rows=True)
        session.close()
        return {"unreadable": outcome.message} if outcome.sqlstate else {"rows": outcome.rows}

    def _read(self, request: dict[str, Any]) -> dict[str, Any]:
        """The catalog as a schema. Only after every session of the script has ended."""
        session = Session(self._access["reader"], self._limits, settings=READER_SETTINGS)
        namespace = UUID(request["namespace"])
        schema, left_out = read_catalog(session, namespace, self._major)
        session.close()
        schema = with_kept(schema, self._reporter.kept, namespace)
        return {"schema": codec.encode(schema), "report": self._report(schema, left_out)}

    def _report(self, schema: Schema, left_out: list[str]) -> dict[str, Any]:
        return {**self._reporter.report(schema, left_out)}
