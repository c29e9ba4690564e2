"""Running a script statement by statement: tolerant by class, stopped by the first real error."""

from __future__ import annotations

import re

from schemas.sandbox.classify import (
    NO_XML,
    ROLES,
    ROWS,
    Decision,
    Treatment,
    decide,
    is_unverifiable,
)
from schemas.sandbox.inventing import Inventor
from schemas.sandbox.limits import Limits
from schemas.sandbox.reporting import Reporter
from schemas.sandbox.results import Refusal
from schemas.sandbox.script import Piece, PieceKind
from schemas.sandbox.talk import Talk
from schemas.sandbox.wire import Outcome, Session

_TRANSACTION = ("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE")
_MAKE_ROWS = ("INSERT", "UPDATE", "DELETE", "MERGE")
_AUTHORIZATION = re.compile(
    r"(\A\s*CREATE\s+SCHEMA\s+(?:IF\s+NOT\s+EXISTS\s+)?)((?:\"[^\"]+\"|\w+)\s+)?"
    r"AUTHORIZATION\s+(\"[^\"]+\"|\w+)\s*\Z",
    re.IGNORECASE,
)
_UNDEFINED_OBJECT, _NOT_SUPPORTED, _CANCELED = "42704", "0A000", "57014"
_INTEGRITY_VIOLATION = "23"
# PostgreSQL's words for what is no fault of the script: a DO block that makes its roles, and what
# needs a library that the programs were built without.
_BEYOND_THE_SANDBOX = {
    ("42501", "permission denied to create role"): ROLES,
    (_NOT_SUPPORTED, "unsupported XML feature"): NO_XML,
}
# A rows-free database satisfies every constraint that a schema can add.
_EMPTY_ALL_TABLES = """
    DO $$ DECLARE tables text; BEGIN
      SELECT pg_catalog.string_agg(oid::pg_catalog.regclass::text, ', ') INTO tables
      FROM pg_catalog.pg_class
      WHERE relkind IN ('r', 'p') AND oid >= 16384 AND relpersistence <> 't'
        AND pg_catalog.pg_has_role(relowner, 'USAGE');
      IF tables IS NOT NULL THEN EXECUTE 'TRUNCATE ' || tables || ' CASCADE'; END IF;
    END $$"""


class Importer:
    def __init__(
        self,
        session: Session,
        talk: Talk,
        reporter: Reporter,
        limits: Limits,
        *,
        trusted: bool = False,
    ) -> None:
        self._session, self._talk, self._reporter = session, talk, reporter
        self._limits, self._trusted = limits, trusted
        self._inventor = Inventor(talk, reporter, limits)

    def run(self, pieces: list[Piece], *, may_be_empty: bool) -> Refusal | None:
        """Run every piece; what is returned stopped the script."""
        statements = [piece for piece in pieces if piece.kind is not PieceKind.BLANK]
        if not statements and not may_be_empty:
            return self._reporter.refusal(None, "The script is empty: there is no statement in it.")
        if len(statements) > self._limits.statements:
            most = self._limits.statements
            message = f"The script has {len(statements)} statements; at most {most} are taken."
            return self._reporter.refusal(None, message)
        for number, piece in enumerate(statements):
            message = f"Running statement {number + 1} of {len(statements)}"
            self._talk.progress(number / len(statements), message)
            if refused := self._take(piece):
                return refused
        return None

    def _take(self, piece: Piece) -> Refusal | None:
        decision = decide(piece, trusted=self._trusted)
        self._reporter.begin(piece)
        if decision.treatment is Treatment.REFUSE:
            return self._reporter.refusal(piece, decision.reason)
        if decision.treatment is Treatment.SKIP:
            self._reporter.skip(piece, decision.reason)
            return None
        outcome = self._run(piece)
        if outcome.sqlstate is None:
            if piece.verb in _MAKE_ROWS:
                self._reporter.rows_run()
            return None
        return self._judge(piece, decision, outcome)

    def _judge(self, piece: Piece, decision: Decision, outcome: Outcome) -> Refusal | None:
        """Postgres refused a statement: left out, kept as text, or the end."""
        if outcome.sqlstate == _CANCELED:
            return self._reporter.failure(piece, outcome)
        if piece.words[:2] == ("CREATE", "EXTENSION") and outcome.sqlstate in (
            _NOT_SUPPORTED,
            _UNDEFINED_OBJECT,
        ):
            self._reporter.keep_extension(piece, outcome)
        elif piece.words[:2] == ("CREATE", "COLLATION") and outcome.sqlstate == _NOT_SUPPORTED:
            self._stand_in_for_collation(piece, outcome)
        elif reason := _BEYOND_THE_SANDBOX.get((outcome.sqlstate or "", outcome.message)):
            self._reporter.leave_out(piece, outcome, reason)
        elif decision.treatment is Treatment.KEEP or is_unverifiable(piece, outcome.sqlstate or ""):
            self._reporter.keep(piece, outcome, self._current_schema())
        elif decision.treatment is Treatment.TRY:
            if decision.reason == ROWS:
                self._reporter.rows_failed(piece, outcome)
            else:
                self._reporter.leave_out(piece, outcome, decision.reason)
        else:
            return self._reporter.failure(piece, outcome)
        return None

    def _run(self, piece: Piece) -> Outcome:
        statement = piece.text if self._trusted else _without_authorization(piece.text)
        outcome = self._run_once(piece, statement)
        while self._inventor.helps(outcome.sqlstate, outcome.message):
            outcome = self._run_once(piece, statement)
        if _breaks_a_constraint(piece, outcome):
            self._session.run(_EMPTY_ALL_TABLES)
            self._reporter.emptied_tables()
            return self._run_once(piece, statement)
        return outcome

    def _run_once(self, piece: Piece, statement: str) -> Outcome:
        """Inside the script's own transaction, one failed statement must not abort the rest."""
        if not self._session.in_transaction or piece.verb in _TRANSACTION:
            return self._session.run(statement)
        self._session.run("SAVEPOINT sandbox_statement")
        outcome = self._session.run(statement)
        if outcome.sqlstate:
            self._session.run("ROLLBACK TO SAVEPOINT sandbox_statement")
        self._session.run("RELEASE SAVEPOINT sandbox_statement")
        return outcome

    def _stand_in_for_collation(self, piece: Piece, outcome: Outcome) -> None:
        """Columns may use an ICU collation this build cannot have: "C" takes its name."""
        name = re.match(
            r"CREATE\s+COLLATION\s+(?:IF\s+NOT\s+EXISTS\s+)?([^\s(]+)", piece.text, re.IGNORECASE
        )
        if name:
            self._run_once(piece, f'CREATE COLLATION {name[1]} FROM "C"')
        self._reporter.keep(piece, outcome, self._current_schema())

    def _current_schema(self) -> str:
        rows = self._session.run("SELECT pg_catalog.current_schema()", keep_rows=True).rows
        return (rows[0][0] if rows else None) or "public"


def _breaks_a_constraint(piece: Piece, outcome: Outcome) -> bool:
    sqlstate = outcome.sqlstate or ""
    return piece.verb in ("ALTER", "CREATE") and sqlstate.startswith(_INTEGRITY_VIOLATION)


def _without_authorization(statement: str) -> str:
    """`CREATE SCHEMA a AUTHORIZATION b` as `CREATE SCHEMA a`: owners are not part of a design."""
    found = _AUTHORIZATION.match(statement)
    return f"{found[1]}{found[2] or found[3]}" if found else statement
