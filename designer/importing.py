"""Importing a script in this process, for commands that wait for the result."""

from __future__ import annotations

import time

from schemas.actions.imports import store_import
from schemas.engine.read.formats import Format
from schemas.heartbeat import heartbeat
from schemas.models import Import
from schemas.sandbox.jobs import import_script

BETWEEN_LOOKS = 0.2
"""Seconds."""


def import_here(job: Import) -> None:
    """Run a created import in the sandbox and store what it makes, as the workers do.

    An import that a worker has already is waited for.
    Raises SandboxUnavailable and leaves the import to the workers when there is no sandbox here.
    """
    with heartbeat(str(job.id)) as pulse:
        if pulse:
            result = import_script(job.script, namespace=job.project_id, format=Format(job.format))
            store_import(job.id, job.attempt, result)
    job.refresh_from_db()
    while not job.is_over:
        # A worker has taken it up, because this process was silent for too long.
        time.sleep(BETWEEN_LOOKS)
        job.refresh_from_db()
