"""A trial as the page shows it: the plan, and over it what became of each step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from schemas.models import Trial

TONES = {"ok": "success", "failed": "danger"}
UNTOUCHED = {"ms": None, "locks": [], "rewritten": [], "error": None}
WHERE = {
    "base": "The base version could not be created",
    "target": "The target version could not be created",
    "steps": "The migration was stopped",
}


class Verdict(NamedTuple):
    proved: bool
    title: str
    details: Sequence[str] = ()
    statement: str | None = None


def steps_of(trial: Trial) -> list[dict[str, Any]]:
    """One entry for each step of the plan, with its result once there is a report."""
    results = trial.report["steps"] if trial.report else []
    waiting = UNTOUCHED | {"status": "not run" if trial.is_over else "waiting"}
    steps = []
    for index, step in enumerate(trial.steps or []):
        result = results[index] if index < len(results) else waiting
        notes = [*step["notes"], *([result["note"]] if result.get("note") else [])]
        tone = TONES.get(result["status"], "")
        steps.append({**result, **step, "notes": notes, "tone": tone})
    return steps


def verdict_of(trial: Trial) -> Verdict:
    """What the whole trial says in one sentence, and what stands behind it."""
    report = trial.report
    if report is None:
        return Verdict(False, trial.error or "The trial did not finish.")
    if refused := report["refused"]:
        where = WHERE[report["refused_where"] or "steps"]
        return Verdict(False, f"{where}: {refused['message']}", statement=refused["statement"])
    for number, step in enumerate(report["steps"], start=1):
        if step["error"]:
            return Verdict(False, f"Statement {number} failed: {step['error']['message']}")
    if not report["equal"]:
        title = f"The resulting catalog differs from version {trial.target.number}"
        return Verdict(False, title, details=report["differences"])
    title = f"The resulting catalog equals version {trial.target.number}"
    return Verdict(True, title, details=[_time(report), *report["notes"]])


def _time(report: dict[str, Any]) -> str:
    count = len(report["steps"])
    total = sum(step["ms"] or 0 for step in report["steps"])
    statements = f"{count} statement" if count == 1 else f"{count} statements"
    return f"{statements} in {total:.1f} ms on PostgreSQL {report['server_version']}."
