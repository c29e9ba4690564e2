"""Celery's view of the actions and the sandbox: shells of a few lines.

Tasks named `sandbox_…` run where there is no database and no key: all they need comes with the
message, and what they make goes to a `store_…` task on the ordinary queue. Every task may run
twice; the actions ignore what is late.
"""

from __future__ import annotations

import logging
import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from kombu.exceptions import OperationalError as QueueIsAway
from redis import RedisError

from schemas.actions import artifacts, imports, jobs, trials
from schemas.engine.errors import SandboxUnavailable
from schemas.engine.read.formats import Format
from schemas.heartbeat import Pulse, heartbeat
from schemas.models import Artifact, Import, Job, Trial
from schemas.sandbox.jobs import import_script, trial

MODELS: dict[str, type[Job]] = {
    model._meta.model_name: model for model in (Import, Artifact, Trial)
}
TOOK_TOO_LONG = "It took too long and was stopped. Try something smaller."
AWAY = "The database or the queue did not answer. Try again in a while."
OUR_FAULT = "Something went wrong on our side, and the log says what. Try again."

logger = logging.getLogger(__name__)
# A database or a Redis that is away for a moment is no reason to lose what was made.
stores = shared_task(autoretry_for=(OperationalError, OSError), retry_backoff=True, max_retries=8)


@shared_task
def sandbox_import(
    import_id: str, attempt: int, script: str, project_id: str, format: str, base: str = ""
) -> None:
    """`script` is zlib's output in base64; `base` makes the design that it is compared with."""
    with _working("import", import_id, attempt) as pulse:
        if pulse:
            text = zlib.decompress(b64decode(script))
            result = import_script(
                text,
                namespace=UUID(project_id),
                format=Format(format),
                progress=pulse.progress,
            )
            printed = import_script(base.encode(), namespace=UUID(project_id)) if base else None
            store_import.delay(
                import_id, attempt, {**result, "base": printed and printed["schema"]}
            )


@shared_task
def plan_trial(trial_id: str, attempt: int) -> None:
    # Without signs of life: its row is locked meanwhile.
    with _reporting("trial", trial_id, attempt):
        trials.plan_trial(trial_id, attempt)


@shared_task
def sandbox_trial(
    trial_id: str, attempt: int, base: str, steps: list[str], target: str, project_id: str
) -> None:
    with _working("trial", trial_id, attempt) as pulse:
        if pulse:
            namespace = UUID(project_id)
            report = trial(base, steps, target, namespace=namespace, progress=pulse.progress)
            store_trial.delay(trial_id, attempt, report)


@shared_task
def render_artifact(artifact_id: str, attempt: int) -> None:
    with _working("artifact", artifact_id, attempt) as pulse:
        if pulse:
            artifacts.render_artifact(artifact_id, attempt)


@stores
def store_import(import_id: str, attempt: int, result: dict[str, Any]) -> None:
    imports.store_import(import_id, attempt, result)


@stores
def store_trial(trial_id: str, attempt: int, report: dict[str, Any]) -> None:
    trials.store_trial(trial_id, attempt, report)


@stores
def note_started(kind: str, job_id: str, attempt: int) -> None:
    jobs.note_started(MODELS[kind], job_id, attempt)


@stores
def note_failed(kind: str, job_id: str, attempt: int, error: str) -> None:
    jobs.note_failed(MODELS[kind], job_id, attempt, error)


@stores
def note_trouble(kind: str, job_id: str, attempt: int, error: str) -> None:
    jobs.note_trouble(MODELS[kind], job_id, attempt, error)


@shared_task
def requeue_stale_jobs() -> None:
    jobs.requeue_stale_jobs()


@contextmanager
def _working(kind: str, job_id: str, attempt: int) -> Iterator[Pulse | None]:
    """Signs of life during the block, and the news of what goes wrong in it."""
    with _reporting(kind, job_id, attempt), heartbeat(job_id) as pulse:
        if pulse:
            note_started.delay(kind, job_id, attempt)
        yield pulse


@contextmanager
def _reporting(kind: str, job_id: str, attempt: int) -> Iterator[None]:
    """Whatever the block raises becomes a sentence for the user, and what may pass a new start."""
    try:
        yield
    except SandboxUnavailable as error:
        note_trouble.delay(kind, job_id, attempt, str(error))
    except (OperationalError, QueueIsAway, RedisError):
        logger.warning("Job %s (%s) met trouble.", job_id, kind, exc_info=True)
        note_trouble.delay(kind, job_id, attempt, AWAY)
    except SoftTimeLimitExceeded:
        note_failed.delay(kind, job_id, attempt, TOOK_TOO_LONG)
    except Exception:
        logger.exception("Job %s (%s) failed.", job_id, kind)
        note_failed.delay(kind, job_id, attempt, OUR_FAULT)
