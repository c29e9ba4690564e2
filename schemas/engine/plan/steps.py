"""What a plan is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One statement, without a closing semicolon, and what to know before it is run."""

    sql: str
    describe: str
    notes: tuple[str, ...] = ()
    """Locks held, rewrites, data lost, clients broken: one sentence each."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A migration in executable order; empty when there is nothing to do."""

    steps: tuple[Step, ...]

    @property
    def sql(self) -> str:
        """The migration as one script, each statement under its notes."""
        return "\n".join(_paragraph(step) for step in self.steps)


def _paragraph(step: Step) -> str:
    head = "".join(f"-- {line}\n" for line in (step.describe, *step.notes))
    return f"{head}{step.sql};\n"
