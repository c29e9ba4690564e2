"""Scripts that become designs: run in the sandbox, laid out, stored as one edit and version 1.

Into a project that has a design already, a script is an update: see `import_reviews`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from schemas.actions.edits import Intent, commit, lock_branch
from schemas.actions.jobs import fail, finish, lock_job
from schemas.actions.permission import require
from schemas.actions.projects import create_project
from schemas.actions.queue import require_room, send
from schemas.actions.versions import save_version
from schemas.engine.codec import decode, encode
from schemas.engine.diff import diff
from schemas.engine.errors import Refused, TablewrightError
from schemas.engine.model import Schema
from schemas.engine.read.formats import Format
from schemas.models import Edit, Import, Project, Role, Version, Workspace
from schemas.models.mapping import load_schema
from schemas.sandbox.limits import DEFAULT_LIMITS

LARGEST_SCRIPT = DEFAULT_LIMITS.script_bytes
NOT_EMPTY = "“{}” has tables already: import the script again, to see what it would change."


@dataclass(frozen=True, slots=True)
class Script:
    """What somebody wants to have imported."""

    text: bytes
    filename: str = ""
    format: Format = Format.POSTGRES


@transaction.atomic
def start_import(project: Project, *, script: Script, by: AbstractBaseUser) -> Import:
    """Send a script to the sandbox; Refused when it cannot be read."""
    require_room(by)
    started = create_import(project, script=script, by=by)
    send(started)
    return started


def create_import(project: Project, *, script: Script, by: AbstractBaseUser) -> Import:
    """An import that whoever calls works on; when they die, a worker takes it up."""
    require(project.workspace, by, Role.EDITOR)
    _refuse_unreadable(script.text)
    base = encode(load_schema(project.main)) if has_a_design(project) else None
    return Import.objects.create(
        base=base,
        project=project,
        filename=script.filename[-255:],
        format=script.format,
        packed_script=zlib.compress(script.text),
        requested_by=by,
    )


@transaction.atomic
def start_project_from_script(
    workspace: Workspace, *, name: str, script: Script, by: AbstractBaseUser
) -> Import:
    """A new project, and its script on the way to the sandbox; all of it or nothing."""
    require_room(by)
    started = create_project_from_script(workspace, name=name, script=script, by=by)
    send(started)
    return started


@transaction.atomic
def create_project_from_script(
    workspace: Workspace, *, name: str, script: Script, by: AbstractBaseUser
) -> Import:
    """The same for whoever works on the import; when they die, a worker takes it up."""
    project = create_project(workspace, name=name, by=by)
    return create_import(project, script=script, by=by)


@transaction.atomic
def store_import(import_id: UUID | str, attempt: int, result: dict[str, Any]) -> None:
    """Store what the sandbox made of a script; late news is ignored."""
    job = lock_job(Import, import_id, attempt)
    if job is None:
        return
    if refused := result["refused"]:
        fail(job, refused["message"], refusal=refused)
        return
    try:
        made = _made(job, decode(result["schema"]), printed=result.get("base"))
    except (TablewrightError, PermissionDenied) as error:
        fail(job, str(error))
    else:
        finish(job, report=result["report"], **made)


@transaction.atomic
def _made(job: Import, schema: Schema, *, printed: Any) -> dict[str, Any]:
    """What to store with an import: what somebody has to look at, or the edit that it is."""
    if job.is_update:
        return {"proposed": encode(schema), "printed": printed and encode(decode(printed))}
    edit = _fill(job, schema)
    if edit:
        _save_first_version(job, edit)
    return {"edit": edit}


def _refuse_unreadable(script: bytes) -> None:
    if not script.strip():
        raise Refused("This script is empty: choose one with SQL in it.")
    if len(script) > LARGEST_SCRIPT:
        raise Refused(
            f"This script has {len(script) / 2**20:.0f} MB, and the limit is "
            f"{LARGEST_SCRIPT // 2**20} MB: leave the rows out (pg_dump --schema-only)."
        )


def has_a_design(project: Project) -> bool:
    """Whether a project has something that an import would have to overwrite."""
    main = project.main
    return main.entity_rows.exists() or main.typedefinition_rows.exists()


def _fill(job: Import, schema: Schema) -> Edit | None:
    """The whole design as the first edit of the main branch; None for a script that makes none."""
    branch = lock_branch(job.project.main, by=job.requested_by)
    if has_a_design(job.project):
        raise Refused(NOT_EMPTY.format(job.project.name))
    changes = diff(Schema(), schema)
    if not changes:
        return None
    intent = Intent(
        by=job.requested_by,
        summary=f"Import {job}",
        changes=changes,
        inverse=diff(schema, Schema()),
    )
    return commit(branch, intent, Schema())


def _save_first_version(job: Import, edit: Edit) -> None:
    """What was imported, to compare with and to try migrations from."""
    longest = Version._meta.get_field("title").max_length
    save_version(edit.branch, title=f"Imported from {job}"[:longest], by=job.requested_by)
