"""A broken rule together with the thing that breaks it."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.engine.errors import Issue, Severity
from schemas.engine.model import ObjectId


@dataclass(frozen=True, slots=True)
class Problem:
    """`subject` tells an old problem from a new one, whatever things are called meanwhile."""

    subject: ObjectId
    issue: Issue


def problem(subject: ObjectId, rule: str, at: tuple[str, ...], message: str) -> Problem:
    return Problem(subject, Issue(rule, Severity.ERROR, at, message))
