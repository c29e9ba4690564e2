"""What the workers and the command line ask of the sandbox: SQL in, JSON out, nothing kept.

Each job leases throw-away databases and is done with them when it returns. What a script
does wrong comes back as `refused`; a sandbox that cannot be had, or that was lost through no fault
of the script, raises `SandboxUnavailable`, and the job is worth another try.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any
from uuid import UUID

from schemas.engine import codec
from schemas.engine.errors import SandboxUnavailable
from schemas.engine.read.formats import Format
from schemas.sandbox.compare import compare
from schemas.sandbox.databases import Database, Opener, ignore
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits
from schemas.sandbox.modes import look, open_lease
from schemas.sandbox.results import (
    Health,
    ImportResult,
    Progress,
    Refusal,
    TrialResult,
    step_result,
)
from schemas.sandbox.script import ScriptRefused, refuse_oversize
from schemas.sandbox.translating import translated
from schemas.sandbox.watchdog import RunnerChild, Stopped

_MOST_DIFFERENCES = 300


@contextmanager
def powerless(limits: Limits) -> Iterator[Database]:
    """A database in which a script has no rights but to what it makes; for anybody's scripts."""
    with RunnerChild(limits) as child, open_lease(limits) as lease:
        child.enter(lease)
        yield Database(lease, child, limits)


def import_script(
    script: bytes,
    *,
    namespace: UUID,
    format: Format = Format.POSTGRES,
    progress: Progress = ignore,
    limits: Limits = DEFAULT_LIMITS,
    within: Opener = powerless,
) -> ImportResult:
    """Run a script in an empty database and read its catalog.

    What is not PostgreSQL's is translated first; the report says how.

    `namespace` makes ids: the same script with the same namespace gives the same schema.
    """
    try:
        refuse_oversize(script, limits)
        progress(0.0, "Starting a sandbox")
        read_as, translation = _translated(script, format, limits)
        with within(limits) as database:
            running = _part(progress, 0.1, 0.8)
            if refused := database.run_script(script, translation=translation, progress=running):
                return _refused(refused)
            progress(0.8, "Reading the catalog")
            answer = database.read(namespace)
    except ScriptRefused as error:
        return _refused(error.refusal)
    except Stopped as stopped:
        return _refused(_stop_refusal(stopped, limits))
    progress(1.0, "Done")
    report = answer["report"]
    if format is Format.DETECT:
        report["notes"].append(f"Read as {read_as.label}, by the look of it.")
    return {"schema": answer["schema"], "report": report, "refused": None}


def _translated(
    script: bytes, format: Format, limits: Limits
) -> tuple[Format, dict[str, Any] | None]:
    """What the script is written in, and the statements for it if that is not PostgreSQL."""
    if format is Format.POSTGRES:
        return format, None
    answer = translated(script, format, limits)
    return Format(answer["format"]), answer["translation"]


def verify(
    sql: str, *, namespace: UUID, progress: Progress = ignore, limits: Limits = DEFAULT_LIMITS
) -> ImportResult:
    """Apply our own DDL to an empty database and read back what it made."""
    return import_script(sql.encode(), namespace=namespace, progress=progress, limits=limits)


def trial(
    base_sql: str,
    steps: Sequence[str],
    target_sql: str,
    *,
    namespace: UUID,
    progress: Progress = ignore,
    limits: Limits = DEFAULT_LIMITS,
    within: Opener = powerless,
) -> TrialResult:
    """Run a migration on the base, and compare what it makes with the target."""
    result: TrialResult = {
        "ok": False,
        "server_version": "",
        "steps": [step_result(step, "not run") for step in steps],
        "equal": None,
        "differences": [],
        "notes": [],
        "refused": None,
        "refused_where": None,
    }
    try:
        progress(0.0, "Starting a sandbox")
        with within(limits) as database:
            if not _migrate(database, base_sql, steps, result, progress):
                return result
            migrated = database.read(namespace)["schema"]
    except Stopped as stopped:
        result["refused"] = _stop_refusal(stopped, limits)
        return result
    result["refused_where"] = None
    target = import_script(
        target_sql.encode(),
        namespace=namespace,
        progress=_part(progress, 0.6, 0.95),
        limits=limits,
        within=within,
    )
    if target["schema"] is None:
        result["refused"], result["refused_where"] = target["refused"], "target"
        return result
    progress(0.95, "Comparing with the target")
    _compare(result, migrated, target["schema"])
    progress(1.0, "Done")
    return result


def health() -> Health:
    """What stands between hostile SQL and this machine; never raises."""
    try:
        mode = look()
    except SandboxUnavailable as error:
        return {
            "available": False,
            "message": str(error),
            "server_version": None,
            "walls": {},
            "limits": asdict(DEFAULT_LIMITS),
        }
    return {
        "available": True,
        "message": mode.sentence,
        "server_version": mode.version,
        "walls": mode.walls,
        "limits": asdict(DEFAULT_LIMITS),
    }


def _migrate(
    database: Database,
    base_sql: str,
    steps: Sequence[str],
    result: TrialResult,
    progress: Progress,
) -> bool:
    """Whether base and steps ran; `refused_where` is set to where it is before it goes there."""
    result["server_version"] = database.version
    result["refused_where"] = "base"
    result["refused"] = database.run_script(
        base_sql.encode(), progress=_part(progress, 0.05, 0.3), may_be_empty=True
    )
    if result["refused"]:
        return False
    result["refused_where"] = "steps"
    result["steps"] = database.migrate(steps, progress=_part(progress, 0.3, 0.55))
    if all(step["status"] == "ok" for step in result["steps"]):
        return True
    result["refused_where"] = None
    return False


def _compare(result: TrialResult, migrated: dict[str, Any], target: dict[str, Any]) -> None:
    found = compare(codec.decode(migrated), codec.decode(target))
    result["differences"] = found.differences[:_MOST_DIFFERENCES]
    result["notes"] = found.notes
    result["equal"] = result["ok"] = not found.differences


def _part(progress: Progress, start: float, end: float) -> Progress:
    """The progress of a part of the job as progress of the whole."""

    def report(fraction: float, message: str) -> None:
        progress(start + (end - start) * min(max(fraction, 0.0), 1.0), message)

    return report


def _refused(refusal: Refusal) -> ImportResult:
    return {"schema": None, "report": None, "refused": refusal}


def _stop_refusal(stopped: Stopped, limits: Limits) -> Refusal:
    """What the script is told; raises SandboxUnavailable for what is not the script's fault."""
    at = stopped.at
    if sentence := _LOSSES.get(stopped.reason):
        place = f" at line {at['line']}" if at and at["line"] else ""
        raise SandboxUnavailable(sentence.format(place=place)) from stopped
    return {
        "message": _STOPS[stopped.reason].format(
            seconds=limits.run_seconds, disk=limits.server_disk >> 20, detail=stopped.detail
        ),
        "line": at["line"] if at else None,
        "statement": at["statement"] if at else None,
        "sqlstate": None,
        "hint": None,
    }


_STOPS = {
    "deadline": "The script ran longer than {seconds:g} seconds and was stopped.",
    "lifetime": "The script ran longer than its sandbox may live and was stopped.",
    "disk": "The script filled the {disk} MB of disk that its sandbox has and was stopped.",
    "session": "The script ended its own session with the database.",
    "unreadable": "What the script made could not be read: {detail}.",
    "too large": "The script makes more than a design can hold: {detail}.",
}

_LOSSES = {
    "crash": "The sandbox's database server ended while it ran the script{place}. Try again; "
    "if it ends there each time, leave that statement out.",
    "lost": "The sandbox was lost while it ran the script. Try again.",
    "lease": "The sandbox was closed while it ran the script. Try again.",
}
