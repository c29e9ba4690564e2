"""The life of every job: queued, running, done or failed; and again when its worker died."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from schemas.actions.queue import DEFAULT, JOBS, is_waiting, queue_of, send
from schemas.announce import announce, job_channel
from schemas.heartbeat import ALIVE, Sign, last_sign, release
from schemas.models import Job, JobStatus

MOST_ATTEMPTS = 3
SILENCE = timedelta(seconds=ALIVE + 1)
"""After this long without a sign of life, a job has lost its worker or its message.

Shorter than the 10 s between two looks, so that a dead worker is replaced within 20 s.
"""
FIRST_PAUSE = timedelta(seconds=5)
"""Before a job that met trouble starts again; it doubles each time."""
NO_PAUSE = timedelta()
GAVE_UP = (
    f"It was started {MOST_ATTEMPTS} times, and each time the worker died before it was done. "
    "Try something smaller, or look into the worker's log."
)

AnyJob = TypeVar("AnyJob", bound=Job)


def lock_job(model: type[AnyJob], id: UUID | str, attempt: int) -> AnyJob | None:
    """The job, for this transaction alone.

    None when it is over or gone, or when this attempt was given up: late news is ignored.
    """
    jobs = model.objects.active().select_for_update(of=("self",))
    return jobs.filter(id=id, attempt=attempt).first()


def hand_on(job: Job, **values: Any) -> None:
    """Store what a locked job has so far, and send it to the worker that does the rest."""
    _set(job, heartbeat_at=timezone.now(), **values)
    send(job)


def finish(job: Job, **values: Any) -> None:
    """Store what a locked job made."""
    _end(job, status=JobStatus.DONE, progress=1.0, message="Done", **values)


def fail(job: Job, error: str, **values: Any) -> None:
    """Store why a locked job made nothing."""
    _end(job, status=JobStatus.FAILED, error=error, message="Failed", **values)


@transaction.atomic
def restart(model: type[Job], id: UUID | str) -> None:
    """Queue a failed job once more, at somebody's wish; once, though two wish it."""
    failed = model.objects.filter(status=JobStatus.FAILED).select_for_update(of=("self",))
    if job := failed.filter(id=id).first():
        _set(job, status=JobStatus.QUEUED, progress=0, message="", error="", finished_at=None)
        _set(job, attempt=1, heartbeat_at=timezone.now())
        send(job)


@transaction.atomic
def note_started(model: type[Job], id: UUID | str, attempt: int) -> None:
    if job := lock_job(model, id, attempt):
        _set(job, status=JobStatus.RUNNING, heartbeat_at=timezone.now())


@transaction.atomic
def note_failed(model: type[Job], id: UUID | str, attempt: int, error: str) -> None:
    """The job itself cannot be done."""
    if job := lock_job(model, id, attempt):
        fail(job, error)


@transaction.atomic
def note_trouble(model: type[Job], id: UUID | str, attempt: int, error: str) -> None:
    """What the job needs is away, which may pass: it is tried again after a pause."""
    if job := lock_job(model, id, attempt):
        pause = FIRST_PAUSE * 2 ** (attempt - 1)
        _start_again(job, f"Starting again soon: {error}", error=error, pause=pause)


def requeue_stale_jobs() -> None:
    """Record how far the running jobs are, and send those again that have lost their worker."""
    for model in JOBS:
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
        _start_again(job, "Starting again: the worker was lost", error=GAVE_UP)


def _note_sign(job: Job, sign: Sign) -> None:
    _set(
        job,
        status=JobStatus.RUNNING,
        heartbeat_at=timezone.now(),
        progress=max(job.progress, sign["progress"]),
        message=sign["message"],
    )


def _may_still_wait(job: Job) -> bool:
    """For a worker; or, when one is done with it, for its result to be stored."""
    return is_waiting(queue_of(job) if job.status == JobStatus.QUEUED else DEFAULT)


def _start_again(job: Job, message: str, *, error: str, pause: timedelta = NO_PAUSE) -> None:
    """Send the job once more; after the last attempt, it has failed with the error."""
    if job.attempt >= MOST_ATTEMPTS:
        fail(job, error)
        return
    _set(
        job,
        status=JobStatus.QUEUED,
        attempt=job.attempt + 1,
        heartbeat_at=timezone.now() + pause,
        progress=0,
        message=message,
    )
    _release_on_commit(job)
    send(job, pause=pause)


def _end(job: Job, **values: Any) -> None:
    _set(job, finished_at=timezone.now(), **values)
    _release_on_commit(job)
    announce(job_channel(job.id), {"status": job.status})


def _release_on_commit(job: Job) -> None:
    transaction.on_commit(partial(release, str(job.id)), robust=True)


def _set(job: Job, **values: Any) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=values)
