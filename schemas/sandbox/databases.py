"""An empty database for one script, and the child that talks to it: what every job works with."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from schemas.sandbox.lease import Lease, LeaseEnded
from schemas.sandbox.limits import Limits
from schemas.sandbox.results import Progress, Refusal, StatementGroup, StepResult
from schemas.sandbox.watchdog import RunnerChild, Stopped


def ignore(fraction: float, message: str) -> None:
    """Progress that nobody watches."""


class Opener(Protocol):
    """Where a job gets its database; what the block raises ends the database too."""

    def __call__(self, limits: Limits) -> AbstractContextManager[Database]: ...


@dataclass(frozen=True, slots=True)
class Database:
    """All of its methods raise `Stopped` when the sandbox ends before they do."""

    lease: Lease
    child: RunnerChild
    limits: Limits

    @property
    def version(self) -> str:
        """Of the server: "18.6"."""
        return self.lease.version

    def run_script(
        self,
        script: bytes,
        *,
        translation: dict[str, Any] | None = None,
        progress: Progress = ignore,
        may_be_empty: bool = False,
    ) -> Refusal | None:
        """Run a script, or its translation, by statements; what is returned stopped it."""
        request = {
            "do": "import",
            "script": base64.b64encode(script).decode(),
            "translation": translation,
            "may_be_empty": may_be_empty,
        }
        refused: Refusal | None = self._ask(request, progress)["refused"]
        return refused

    def migrate(self, steps: Sequence[str], *, progress: Progress = ignore) -> list[StepResult]:
        """Run a migration, and record for each step its locks and rewrites."""
        results: list[StepResult] = self._ask({"do": "migrate", "steps": [*steps]}, progress)[
            "steps"
        ]
        return results

    def execute(self, groups: Sequence[StatementGroup]) -> Refusal | None:
        """Run statements as any client would, in their transactions; what is returned ended it."""
        refused: Refusal | None = self._ask({"do": "execute", "groups": [*groups]}, ignore)[
            "refused"
        ]
        return refused

    def query(self, query: str) -> list[list[str | None]]:
        """The rows of a query, as text; raises Stopped when PostgreSQL refuses it."""
        rows: list[list[str | None]] = self._ask({"do": "query", "query": query}, ignore)["rows"]
        return rows

    def read(self, namespace: UUID) -> dict[str, Any]:
        """`schema` and `report`, once nobody of the script is connected any more."""
        try:
            self.lease.seal()
        except LeaseEnded as ended:
            raise Stopped(ended.reason) from ended
        request = {"do": "read", "namespace": str(namespace)}
        return self.child.ask(request, seconds=self.limits.catalog_seconds, progress=ignore)

    def _ask(self, request: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return self.child.ask(request, seconds=self.limits.run_seconds, progress=progress)
