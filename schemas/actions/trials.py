"""Migrations proved on a throw-away database."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from schemas.actions.jobs import finish, hand_on, lock_job
from schemas.actions.permission import require
from schemas.actions.queue import require_room, send
from schemas.engine.errors import Refused
from schemas.engine.plan import PLANNER_VERSION, plan
from schemas.models import Project, Role, Trial, Version


@transaction.atomic
def start_trial(base: Version, target: Version, *, by: AbstractBaseUser) -> Trial:
    """Have the migration from one version to another planned, and then run in the sandbox.

    While a trial of the same migration is not over, this is it.
    """
    require(base.project.workspace, by, Role.EDITOR)
    if base.project_id != target.project_id:
        raise Refused("These versions belong to different projects.")
    if base.checksum == target.checksum:
        raise Refused("These versions are the same: there is nothing to migrate.")
    # A double click is two requests at once: they take turns.
    Project.objects.select_for_update().get(pk=base.project_id)
    if unfinished := _unfinished(base, target):
        return unfinished
    require_room(by)
    trial = Trial.objects.create(
        base=base, target=target, planner_version=PLANNER_VERSION, requested_by=by
    )
    send(trial)
    return trial


@transaction.atomic
def plan_trial(trial_id: UUID | str, attempt: int) -> None:
    """Plan the migration, and hand it on to the sandbox."""
    trial = lock_job(Trial, trial_id, attempt)
    if trial is None or trial.steps is not None:
        return
    steps = [
        {"sql": step.sql, "describe": step.describe, "notes": list(step.notes)}
        for step in plan(trial.base.schema, trial.target.schema).steps
    ]
    hand_on(trial, steps=steps)


@transaction.atomic
def store_trial(trial_id: UUID | str, attempt: int, report: dict[str, Any]) -> None:
    """Store what the sandbox found; a migration that failed is a result too."""
    if job := lock_job(Trial, trial_id, attempt):
        finish(job, report=report)


def _unfinished(base: Version, target: Version) -> Trial | None:
    same = Trial.objects.active().filter(
        base__project=base.project_id,
        base__checksum=base.checksum,
        target__checksum=target.checksum,
        planner_version=PLANNER_VERSION,
    )
    return same.first()
