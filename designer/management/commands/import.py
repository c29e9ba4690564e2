"""`tablewright import SCHEMA.sql --project NAME`: a script into the running application."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.urls import reverse

from designer.access import workspaces_of
from designer.entrance import local_owner
from designer.importing import import_here
from designer.scripts import (
    FINE,
    STDIN,
    ScriptCommand,
    add_format,
    add_script,
    live_schema,
    omissions,
    read_script,
    refusal_line,
    title_of,
)
from schemas.actions.imports import Script, create_project_from_script
from schemas.actions.projects import discard_project
from schemas.actions.workspaces import create_workspace
from schemas.engine.errors import Refused
from schemas.engine.read.formats import format_of
from schemas.engine.write.ddl import write_ddl
from schemas.models import Import, JobStatus, Workspace
from schemas.sandbox.live import is_address

NOT_RUNNING = "Tablewright does not run here: start it with make run, or say DATABASE_URL."


class Command(ScriptCommand):
    help = "Creates a project from a script in the Tablewright that runs here."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_script(parser, "schema")
        add_format(parser)
        parser.add_argument("--project", metavar="NAME", required=True)
        parser.add_argument("--workspace", metavar="NAME", help="the local owner's first without")

    def work(self, *, schema: str, project: str, workspace: str | None, **options: Any) -> int:
        script = self._script(schema)
        try:
            job = self._import(schema, script, project=project, workspace=workspace)
        except (OperationalError, ImproperlyConfigured) as error:
            raise Refused(NOT_RUNNING) from error
        for line in omissions(schema, job.report):
            self.stderr.write(line)
        page = reverse("project", args=[job.project_id])
        self.stdout.write(f"Imported into the project “{job.project.name}”:")
        self.stdout.write(f"{settings.ADDRESS}{page}")
        return FINE

    def _script(self, path: str) -> Script:
        """The file; or what makes the tables of a running database, as one script."""
        if is_address(path):
            design, _ = live_schema(path)
            return Script(write_ddl(design).encode(), f"{title_of(path)}.sql")
        filename = "" if path == STDIN else PurePath(path).name
        return Script(read_script(path), filename, format_of(filename, self.format))

    def _import(self, path: str, script: Script, *, project: str, workspace: str | None) -> Import:
        """The finished import; a script that is refused leaves no project behind."""
        owner = local_owner()
        job = create_project_from_script(
            _workspace(owner, workspace), name=project, script=script, by=owner
        )
        try:
            import_here(job)
            if job.status == JobStatus.FAILED:
                raise Refused(refusal_line(path, job.refusal) if job.refusal else job.error)
        except Refused:
            discard_project(job.project, by=owner)
            raise
        return job


def _workspace(owner: User, name: str | None) -> Workspace:
    own = workspaces_of(owner).order_by("created_at")
    found = own.filter(name__iexact=name) if name else own
    if workspace := found.first():
        return workspace
    if name:
        raise Refused(f"You have no workspace “{name}”.")
    return create_workspace(name="Workspace", by=owner)
