"""Running a migration step by step and recording what each step did to the database.

A step runs in a transaction of its own, so that its locks can be read before they are released;
a step that brings its own BEGIN or COMMIT, or cannot run in a transaction, runs as it is.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.sandbox.catalog.queries import USERS
from schemas.sandbox.inventing import Inventor
from schemas.sandbox.limits import Limits
from schemas.sandbox.reporting import Reporter
from schemas.sandbox.results import Lock, Refusal, StatementGroup, StepResult, step_result
from schemas.sandbox.script import Piece, PieceKind, ScriptRefused, split
from schemas.sandbox.talk import Talk
from schemas.sandbox.wire import Outcome, Session

_TRANSACTION = ("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT")
_ALONE = (*_TRANSACTION, "VACUUM")
_ENDS = ("COMMIT", "END", "ROLLBACK", "ABORT")
_OUTSIDE = "CONCURRENTLY"
# Name before file: a dropped relation has a name only in the list from before the step.
# ruff: noqa: S608 -- only constants are put into these queries.
_RELATIONS = f"""
SELECT c.oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
       pg_catalog.pg_relation_filenode(c.oid)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE {USERS} AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I')"""
_LOCKS = """
SELECT l.relation, l.mode FROM pg_catalog.pg_locks l
WHERE l.locktype = 'relation' AND l.pid = pg_catalog.pg_backend_pid() AND l.granted"""


@dataclass(frozen=True, slots=True)
class Relation:
    name: str
    file: str | None
    """None for what has no file: views, partitioned tables."""


Relations = dict[str, Relation]
"""By oid."""


def execute(session: Session, groups: list[StatementGroup], reporter: Reporter) -> Refusal | None:
    """Run groups of statements and record nothing; what is returned ended it."""
    for group in groups:
        edges = (["BEGIN"], ["COMMIT"]) if group["transaction"] else ([], [])
        for statement in (*edges[0], *group["statements"], *edges[1]):
            piece = Piece(PieceKind.SQL, 0, len(statement), 1, statement)
            reporter.begin(piece)
            outcome = session.run(statement)
            if outcome.sqlstate:
                session.run("ROLLBACK")
                return reporter.failure(piece, outcome)
    return None


def run_steps(
    session: Session, steps: list[str], talk: Talk, inventor: Inventor, limits: Limits
) -> list[StepResult]:
    """One result for each step; after a failure the rest are marked not run."""
    recorder = _Recorder(session, inventor, limits)
    results: list[StepResult] = []
    for number, step in enumerate(steps):
        talk.progress(number / len(steps), f"Running step {number + 1} of {len(steps)}")
        if results and results[-1]["status"] != "ok":
            results.append(step_result(step, "not run"))
        else:
            results.append(recorder.run(step))
    return results


class _Recorder:
    def __init__(self, session: Session, inventor: Inventor, limits: Limits) -> None:
        self._session, self._inventor, self._limits = session, inventor, limits
        self._held: set[tuple[str, str]] = set()
        self._new: list[Lock] = []

    def run(self, step: str) -> StepResult:
        try:
            pieces = [p for p in split(step, self._limits) if p.kind is not PieceKind.BLANK]
        except ScriptRefused as refused:
            return _failed(step, refused.refusal)
        self._new = []
        before = self._relations()
        own_transaction = not self._session.in_transaction and not _runs_alone(pieces)
        started = time.perf_counter()
        error = self._run_pieces(pieces, before, own_transaction=own_transaction)
        # What failed outside a transaction of its own may have done half of its work.
        while (
            error and own_transaction and self._inventor.helps(error["sqlstate"], error["message"])
        ):
            error = self._run_pieces(pieces, before, own_transaction=True)
        result = _failed(step, error) if error else step_result(step, "ok")
        result["ms"] = round((time.perf_counter() - started) * 1000, 3)
        result["locks"] = self._new
        if not error:
            result["rewritten"] = list(_rewritten(before, self._relations()))
        if any(_OUTSIDE in piece.words for piece in pieces):
            result["note"] = "It runs outside a transaction, so its locks were not recorded."
        return result

    def _run_pieces(
        self, pieces: list[Piece], before: Relations, *, own_transaction: bool
    ) -> Refusal | None:
        if own_transaction:
            self._session.run("BEGIN")
        for piece in pieces:
            if piece.verb in _ENDS:
                self._record_locks(before)
            outcome = self._session.run(piece.text)
            if outcome.sqlstate:
                self._session.run("ROLLBACK")
                return self._error(piece, outcome)
            if not self._session.in_transaction:
                self._held = set()
        self._record_locks(before)
        if own_transaction:
            self._held = set()
            # Deferred constraints speak only now.
            outcome = self._session.run("COMMIT")
            if outcome.sqlstate:
                return self._error(pieces[-1], outcome)
        return None

    def _record_locks(self, before: Relations) -> None:
        if not self._session.in_transaction:
            return
        rows = self._session.run(_LOCKS, keep_rows=True).rows
        for oid, mode in ((row[0] or "", row[1] or "") for row in rows):
            # Nobody can wait for a relation that this very step makes.
            if oid in before and (oid, mode) not in self._held:
                self._held.add((oid, mode))
                self._new.append({"relation": before[oid].name, "mode": mode})

    def _relations(self) -> Relations:
        rows = self._session.run(_RELATIONS, keep_rows=True).rows
        return {row[0] or "": Relation(row[1] or "", row[2]) for row in rows}

    def _error(self, piece: Piece, outcome: Outcome) -> Refusal:
        line = piece.line
        if outcome.position:
            line += piece.text.count("\n", 0, outcome.position - 1)
        return {
            "message": outcome.message,
            "line": line,
            "statement": piece.text[: self._limits.statement_characters],
            "sqlstate": outcome.sqlstate,
            "hint": outcome.hint or None,
        }


def _runs_alone(pieces: list[Piece]) -> bool:
    return any(piece.verb in _ALONE or _OUTSIDE in piece.words for piece in pieces)


def _rewritten(before: Relations, after: Relations) -> Iterator[str]:
    for oid, relation in after.items():
        if oid in before and before[oid].file and relation.file != before[oid].file:
            yield relation.name


def _failed(step: str, error: Refusal) -> StepResult:
    result = step_result(step, "failed")
    result["error"] = error
    return result
