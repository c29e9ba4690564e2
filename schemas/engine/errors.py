"""What can go wrong in the engine, as one tree.

TablewrightError
├── InvalidChange     a change that cannot be applied; carries Issues
├── Conflict          a change made against a value that someone else has changed since
├── UnreadableText    text that is not what it should be: codec JSON, a script, a brief
└── Refused           the sandbox or PostgreSQL said no, with a sentence for the user
    └── SandboxUnavailable   there is no sandbox now, or it was lost: the same job may go well later
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to tell the user; `at` is a path of names such as ("public", "orders", "id")."""

    rule: str
    severity: Severity
    at: tuple[str, ...]
    message: str


class TablewrightError(Exception):
    """Base of all errors whose text is fit for a user."""


class InvalidChange(TablewrightError):
    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__(" ".join(issue.message for issue in self.issues))


@dataclass(frozen=True, slots=True)
class FieldClash:
    """One field of one object: what the author saw, what it is now, what the author wants."""

    at: tuple[str, ...]
    field: str
    was: Any
    now: Any
    wanted: Any


class Conflict(TablewrightError):
    def __init__(self, clashes: Iterable[FieldClash]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("Someone else changed this at the same time. Choose which to keep.")


class UnreadableText(TablewrightError):
    """Text that cannot be understood; the message says where and what to do."""


class Refused(TablewrightError):
    """The sandbox or PostgreSQL refused; the message says why and what to do."""


class SandboxUnavailable(Refused):
    """Nothing to run SQL in, through no fault of the SQL; the message says what to do."""
