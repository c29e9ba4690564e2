"""The JSON that sandbox jobs answer with, as typed dictionaries.

Everything here survives `json.dumps`: it crosses a Celery queue and is stored as it is.
Lines count from 1 in the script as it was given; texts are already shortened for showing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypedDict

Progress = Callable[[float, str], None]
"""Called often with a fraction from 0 to 1 and a short sentence for the person who waits."""


class Refusal(TypedDict):
    """Why a script was not accepted: PostgreSQL's own words, or the sandbox's."""

    message: str
    line: int | None
    statement: str | None
    sqlstate: str | None
    hint: str | None


class LeftOut(TypedDict):
    """A statement that was not run, or that failed without stopping the import."""

    line: int | None
    statement: str
    message: str
    reason: str


class Translated(TypedDict):
    """Something that the script said in the words of another database."""

    line: int | None
    """Of the first place."""
    subject: str
    message: str
    count: int


class KeptVerbatim(TypedDict):
    """An object kept as text; `verified` is False when the sandbox was not able to run it."""

    kind: str
    name: str
    verified: bool
    line: int | None
    message: str | None


class Report(TypedDict):
    structured: dict[str, int]
    """Kind in the plural ("tables", "foreign keys") -> how many."""
    verbatim: list[KeptVerbatim]
    translated: list[Translated]
    """Empty for PostgreSQL's own scripts."""
    left_out: list[LeftOut]
    notes: list[str]


class ImportResult(TypedDict):
    """Either `schema` and `report`, or `refused`."""

    schema: dict[str, Any] | None
    """The codec's JSON."""
    report: Report | None
    refused: Refusal | None


class Lock(TypedDict):
    relation: str
    mode: str
    """As PostgreSQL names it: `AccessExclusiveLock`."""


Status = Literal["ok", "failed", "not run"]


class StepResult(TypedDict):
    """One step of a migration, in the order of `steps`."""

    sql: str
    status: Status
    ms: float | None
    locks: list[Lock]
    """Locks newly held at the end of the step, before its commit, on relations that were there."""
    rewritten: list[str]
    """Relations that existed before and whose file on disk was replaced."""
    note: str | None
    error: Refusal | None


def step_result(step: str, status: Status) -> StepResult:
    """Of which nothing more is known than how it went."""
    return {
        "sql": step,
        "status": status,
        "ms": None,
        "locks": [],
        "rewritten": [],
        "note": None,
        "error": None,
    }


class StatementGroup(TypedDict):
    """Statements that run in one transaction, or each on its own."""

    transaction: bool
    statements: list[str]


class TrialResult(TypedDict):
    """`equal` is None when the catalogs were never compared because something failed first."""

    ok: bool
    """Every step ran and the catalog equals the target's."""
    server_version: str
    steps: list[StepResult]
    equal: bool | None
    differences: list[str]
    """In words, at most a few hundred; empty when equal."""
    notes: list[str]
    """What is worth knowing and no difference, such as another order of columns."""
    refused: Refusal | None
    refused_where: Literal["base", "target", "steps"] | None


class Health(TypedDict):
    available: bool
    message: str
    server_version: str | None
    walls: dict[str, bool]
    """Every wall by name -> whether it holds on this machine."""
    limits: dict[str, int | float]
