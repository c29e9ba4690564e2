"""Importing a script in this process, for commands that wait for the result."""

from __future__ import annotations

from schemas.actions.imports import store_import
from schemas.heartbeat import heartbeat
from schemas.models import Import
from schemas.sandbox.jobs import import_script


def import_here(job: Import) -> None:
    """Run a created import in the sandbox and store what it makes, as the workers do.

    Raises SandboxUnavailable and leaves the import to the workers when there is no sandbox here.
    """
    with heartbeat(str(job.id)):
        result = import_script(job.script, namespace=job.project_id)
    store_import(job.id, result)
    job.refresh_from_db()
