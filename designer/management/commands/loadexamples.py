"""The workspace that a first visitor finds: each file of `examples/` as a project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.db import transaction

from designer.access import workspaces_of
from designer.entrance import local_owner
from designer.importing import import_here
from schemas.actions.imports import Script, create_project_from_script
from schemas.actions.workspaces import create_workspace
from schemas.engine.errors import SandboxUnavailable
from schemas.models import Import, Workspace

WORKSPACE = "Examples"
FOLDER = settings.BASE_DIR / "examples"


class Command(BaseCommand):
    help = "Makes the local owner's workspace of examples, unless there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        owner = local_owner()
        if workspaces_of(owner).exists():
            return
        for job in _create(owner):
            try:
                import_here(job)
            except SandboxUnavailable as error:
                # It stays queued: a worker takes it up, and says why if it cannot either.
                self.stderr.write(f"{job} is not imported yet: {error}")


@transaction.atomic
def _create(owner: User) -> list[Import]:
    """All of it or nothing: what a start that was interrupted leaves queued, workers finish."""
    workspace = create_workspace(name=WORKSPACE, by=owner)
    return [_created(workspace, script, owner) for script in sorted(FOLDER.glob("*.sql"))]


def _created(workspace: Workspace, script: Path, owner: User) -> Import:
    return create_project_from_script(
        workspace,
        name=script.stem.capitalize(),
        script=Script(script.read_bytes(), script.name),
        by=owner,
    )
