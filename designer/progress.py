"""How far a job is, as `templates/jobs/_progress.html` shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.heartbeat import last_sign
from schemas.models import Job


def progress_of(job: Job, said: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What its worker `said` just now, or last; what the row has when no worker has it."""
    if not said and not job.is_over:
        said = last_sign(str(job.id))
    said = said or {}
    return {
        "attempt": job.attempt,
        "progress": said.get("progress", job.progress),
        "message": said.get("message", job.message),
    }
