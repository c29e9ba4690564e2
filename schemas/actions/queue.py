"""Handing jobs to the workers."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from celery import current_app
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from schemas.announce import redis
from schemas.engine.codec import decode
from schemas.engine.errors import Refused
from schemas.engine.write.ddl import write_ddl
from schemas.models import Artifact, Import, Job, Trial

SANDBOX, DEFAULT = "sandbox", "default"
JOBS: tuple[type[Job], ...] = (Import, Artifact, Trial)


MOST_UNFINISHED = 5
"""Imports and trials of one person; the sandbox takes everybody's in turn."""


class Message(NamedTuple):
    task: str
    arguments: list[object]
    """JSON values; Celery compresses them."""


def send(job: Job, *, pause: timedelta = timedelta()) -> None:
    """Hand the job to a worker when the transaction commits, or a while later."""
    message = message_for(job)
    task = f"schemas.tasks.{message.task}"
    seconds = pause.total_seconds()
    transaction.on_commit(
        partial(current_app.send_task, task, message.arguments, countdown=seconds)
    )


def message_for(job: Job) -> Message:
    """All that a worker needs; sandbox workers cannot look anything up."""
    which = [str(job.id), job.attempt]
    match job:
        case Import():
            script = b64encode(job.packed_script).decode()
            base = write_ddl(decode(job.base), include_unverified=False) if job.is_update else ""
            arguments = [*which, script, str(job.project_id), job.format, base]
            return Message("sandbox_import", arguments)
        case Artifact():
            return Message("render_artifact", which)
        case Trial(steps=None):
            return Message("plan_trial", which)
        case Trial():
            return Message("sandbox_trial", [*which, *_trial_arguments(job)])
        case _:
            raise TypeError(f"No worker does a {type(job).__name__}.")


def require_room(by: AbstractBaseUser) -> None:
    """Refused while as many jobs of this person as may be are unfinished; needs a transaction."""
    # Requests that come at once take turns. Rows that only name the person need not wait.
    get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)
    unfinished = sum(
        model.objects.active().filter(requested_by=by).count() for model in (Import, Trial)
    )
    if unfinished >= MOST_UNFINISHED:
        raise Refused(
            f"{MOST_UNFINISHED} imports and trials of yours are not finished yet: "
            "wait for one of them, then try again."
        )


def queue_of(job: Job) -> str:
    """Where the message for a job goes; Celery's `task_routes` say the same by the tasks' names."""
    match job:
        case Artifact() | Trial(steps=None):
            return DEFAULT
        case _:
            return SANDBOX


def _trial_arguments(trial: Trial) -> list[object]:
    # The sandbox is no superuser: what only one may create is on neither side.
    base = write_ddl(trial.base.schema, include_unverified=False)
    target = write_ddl(trial.target.schema, include_unverified=False)
    return [base, [step["sql"] for step in trial.steps], target, str(trial.base.project_id)]


def is_waiting(queue: str) -> bool:
    """Whether messages wait in this queue for a worker that has time."""
    return bool(redis().llen(queue))
