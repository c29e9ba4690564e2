"""What an import has to tell: what was left out, kept as text, invented, and where it stopped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from schemas.engine.model import Schema
from schemas.sandbox.classify import (
    EXTENSION,
    PSQL,
    ROWS,
    SUPERUSER,
    KeptName,
    kept_name,
)
from schemas.sandbox.counting import count_structured, list_verbatim
from schemas.sandbox.limits import Limits
from schemas.sandbox.results import KeptVerbatim, LeftOut, Refusal, Report, Translated
from schemas.sandbox.script import Piece
from schemas.sandbox.wire import Outcome

_EXTENSION_NAME = re.compile(
    r"CREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?(\"[^\"]+\"|[\w-]+)"
    r"(?:.*?\bSCHEMA\s+(\"[^\"]+\"|\w+))?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A statement that the sandbox could not run and the design keeps as text."""

    what: KeptName
    schema: str
    definition: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class KeptExtension:
    name: str
    schema: str
    line: int
    message: str


class Reporter:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left_out: list[LeftOut] = []
        self._more = Counter[str]()
        self._notes: list[str] = []
        self._translated: list[Translated] = []
        self._copied = 0
        self._rows_run = 0
        self._rows_failed = 0
        self.kept: list[KeptStatement | KeptExtension] = []
        self.at: Refusal | None = None
        """Where the script is, in case the server goes away."""

    def begin(self, piece: Piece) -> None:
        self.at = self.refusal(piece, "")

    def refusal(self, piece: Piece | None, message: str) -> Refusal:
        return {
            "message": message,
            "line": piece.line if piece else None,
            "statement": self._shortened(piece.text) if piece else None,
            "sqlstate": None,
            "hint": None,
        }

    def failure(self, piece: Piece, outcome: Outcome) -> Refusal:
        """PostgreSQL's own message, with the line of the place it points at."""
        refusal = self.refusal(piece, outcome.message)
        refusal["sqlstate"] = outcome.sqlstate
        refusal["hint"] = outcome.hint or self._own_hint(outcome)
        if outcome.position:
            refusal["line"] = piece.line_at(outcome.position - 1)
        return refusal

    def translated(self, translation: dict[str, Any]) -> None:
        """What a reader of another format changed and left out, as the JSON of a `Translation`."""
        self._translated = translation["translated"]
        for remark in translation["left_out"]:
            message, count = remark["message"], remark["count"]
            told = f"{message} ({count} times)" if count > 1 else message
            self._leave_out(remark["line"], remark["subject"], told, reason=message)

    def skip(self, piece: Piece, reason: str) -> None:
        if piece.copy_lines is not None:
            self._copied += piece.copy_lines
            return
        message = f"Not run: {reason}."
        if reason == PSQL and re.match(r"\\(i|ir|include|include_relative)\b", piece.text):
            message = "Not run: put the text of that file into the script."
        self._add(piece, message, reason)

    def leave_out(self, piece: Piece, outcome: Outcome, reason: str) -> None:
        self._add(piece, outcome.message, reason)

    def rows_run(self) -> None:
        self._rows_run += 1

    def rows_failed(self, piece: Piece, outcome: Outcome) -> None:
        self._rows_failed += 1
        self._add(piece, outcome.message, ROWS)

    def keep(self, piece: Piece, outcome: Outcome, current_schema: str) -> None:
        what = kept_name(piece.text)
        if what is None:
            self._add(piece, outcome.message, SUPERUSER)
            return
        schema = current_schema if what.schema is None else what.schema
        definition = what.qualified_in(piece.text, schema)
        self.kept.append(KeptStatement(what, schema, definition, piece.line, outcome.message))

    def keep_extension(self, piece: Piece, outcome: Outcome) -> None:
        found = _EXTENSION_NAME.match(piece.text)
        if found is None:
            self._add(piece, outcome.message, EXTENSION)
            return
        name, schema = found[1].strip('"'), (found[2] or "public").strip('"')
        self.kept.append(KeptExtension(name, schema, piece.line, outcome.message))

    def invented_role(self, name: str) -> None:
        self._note(
            f"The role {name} was made up for the sandbox, so that policies and grants can name it."
        )

    def emptied_tables(self) -> None:
        self._note("Rows that a constraint did not accept were removed before adding it.")

    def report(self, schema: Schema, left_out_kinds: list[str]) -> Report:
        notes = [*self._notes, *left_out_kinds]
        if self._copied:
            notes.append(f"{self._copied} lines of COPY data were not loaded: {ROWS}.")
        if self._rows_run:
            notes.append(f"{_statements(self._rows_run)} about rows ran; rows are not kept.")
        if self._rows_failed:
            notes.append(f"{_statements(self._rows_failed)} about rows failed.")
        notes += [f"{count} more were left out: {reason}." for reason, count in self._more.items()]
        kept = [self._verbatim(kept) for kept in self.kept]
        return {
            "structured": count_structured(schema, without=self._missing_extensions()),
            "verbatim": kept + list_verbatim(schema),
            "translated": self._translated[: self._limits.reported],
            "left_out": self._left_out,
            "notes": notes,
        }

    def _verbatim(self, kept: KeptStatement | KeptExtension) -> KeptVerbatim:
        if isinstance(kept, KeptExtension):
            kind, name = "EXTENSION", kept.name
        else:
            kind, name = kept.what.kind.value, kept.what.name
        return {
            "kind": kind,
            "name": name,
            "verified": False,
            "line": kept.line,
            "message": kept.message,
        }

    def _own_hint(self, outcome: Outcome) -> str | None:
        """A type or function that is missing together with an extension is no riddle."""
        missing = self._missing_extensions()
        if missing and "does not exist" in outcome.message:
            return f"The sandbox lacks the extension {', '.join(missing)}, which may define it."
        return None

    def _missing_extensions(self) -> list[str]:
        return [kept.name for kept in self.kept if isinstance(kept, KeptExtension)]

    def _add(self, piece: Piece, message: str, reason: str) -> None:
        self._leave_out(piece.line, self._shortened(piece.text), message, reason=reason)

    def _leave_out(self, line: int | None, statement: str, message: str, *, reason: str) -> None:
        if len(self._left_out) >= self._limits.reported:
            self._more[reason] += 1
            return
        self._left_out.append(
            {"line": line, "statement": statement, "message": message, "reason": reason}
        )

    def _note(self, note: str) -> None:
        if note not in self._notes:
            self._notes.append(note)

    def _shortened(self, text: str) -> str:
        most = self._limits.statement_characters
        return text if len(text) <= most else text[: most - 1] + "…"


def _statements(count: int) -> str:
    return "1 statement" if count == 1 else f"{count} statements"
