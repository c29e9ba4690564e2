"""Migrations proved on a throw-away database."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from schemas.actions.jobs import finish, lock_job
from schemas.actions.permission import require
from schemas.actions.queue import send
from schemas.engine.errors import Refused
from schemas.engine.plan import plan
from schemas.models import Role, Trial, Version


@transaction.atomic
def start_trial(base: Version, target: Version, *, by: AbstractBaseUser) -> Trial:
    """Plan the migration from one version to another, and send it to the sandbox."""
    require(base.project.workspace, by, Role.EDITOR)
    if base.project_id != target.project_id:
        raise Refused("These versions belong to different projects.")
    if base.checksum == target.checksum:
        raise Refused("These versions are the same: there is nothing to migrate.")
    steps = [
        {"sql": step.sql, "describe": step.describe, "notes": list(step.notes)}
        for step in plan(base.schema, target.schema).steps
    ]
    trial = Trial.objects.create(base=base, target=target, steps=steps, requested_by=by)
    send(trial)
    return trial


@transaction.atomic
def store_trial(trial_id: UUID | str, report: dict[str, Any]) -> None:
    """Store what the sandbox found; a migration that failed is a result too."""
    if job := lock_job(Trial, trial_id):
        finish(job, report=report)
