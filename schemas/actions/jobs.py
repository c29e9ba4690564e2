"""The life of every job: queued, running, done or failed; and again when its worker died."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from schemas.actions.queue import QUEUES, is_waiting, send
from schemas.announce import announce, job_channel
from schemas.heartbeat import ALIVE, Sign, last_sign, release
from schemas.models import Job, JobStatus

MOST_ATTEMPTS = 3
SILENCE = timedelta(seconds=ALIVE + 1)
"""After this long without a sign of life, a job has lost its worker or its message.

Shorter than the 10 s between two looks, so that a dead worker is replaced within 20 s.
"""
GAVE_UP = (
    f"It was started {MOST_ATTEMPTS} times, and each time the worker died before it was done. "
    "Try something smaller, or look into the worker's log."
)

AnyJob = TypeVar("AnyJob", bound=Job)


def lock_job(model: type[AnyJob], id: UUID | str) -> AnyJob | None:
    """The job, for this transaction alone; None when it is over or gone: late news is ignored."""
    return model.objects.active().select_for_update(of=("self",)).filter(id=id).first()


def finish(job: Job, **values: Any) -> None:
    """Store what a locked job made."""
    _end(job, status=JobStatus.DONE, progress=1.0, message="Done", **values)


def fail(job: Job, error: str, **values: Any) -> None:
    """Store why a locked job made nothing."""
    _end(job, status=JobStatus.FAILED, error=error, message="Failed", **values)


def restart(job: Job) -> None:
    """Queue a job that is over once more, at somebody's wish."""
    _set(job, status=JobStatus.QUEUED, progress=0, message="", error="", finished_at=None)
    _set(job, attempt=1, heartbeat_at=timezone.now())
    send(job)


@transaction.atomic
def note_started(model: type[Job], id: UUID | str) -> None:
    if job := lock_job(model, id):
        _set(job, status=JobStatus.RUNNING, heartbeat_at=timezone.now())


@transaction.atomic
def note_failed(model: type[Job], id: UUID | str, error: str) -> None:
    if job := lock_job(model, id):
        fail(job, error)


def requeue_stale_jobs() -> None:
    """Record how far the running jobs are, and send those again that have lost their worker."""
    for model in QUEUES:
        for id in model.objects.active().values_list("id", flat=True):
            _look_after(model, id)


@transaction.atomic
def _look_after(model: type[Job], id: UUID) -> None:
    # A locked job is being stored at this moment, which is life enough.
    jobs = model.objects.active().select_for_update(of=("self",), skip_locked=True)
    job = jobs.filter(id=id).first()
    if job is None:
        return
    if sign := last_sign(str(id)):
        _note_sign(job, sign)
    elif timezone.now() - job.heartbeat_at > SILENCE and not _may_still_wait(job):
        _take_up_again(job)


def _note_sign(job: Job, sign: Sign) -> None:
    _set(
        job,
        status=JobStatus.RUNNING,
        heartbeat_at=timezone.now(),
        progress=sign["progress"],
        message=sign["message"],
    )


def _may_still_wait(job: Job) -> bool:
    return job.status == JobStatus.QUEUED and is_waiting(QUEUES[type(job)])


def _take_up_again(job: Job) -> None:
    if job.attempt >= MOST_ATTEMPTS:
        fail(job, GAVE_UP)
        return
    _set(
        job,
        status=JobStatus.QUEUED,
        attempt=job.attempt + 1,
        heartbeat_at=timezone.now(),
        progress=0,
        message="Starting again: the worker was lost",
    )
    send(job)


def _end(job: Job, **values: Any) -> None:
    _set(job, finished_at=timezone.now(), **values)
    transaction.on_commit(partial(release, str(job.id)), robust=True)
    announce(job_channel(job.id), {"status": job.status})


def _set(job: Job, **values: Any) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=values)
