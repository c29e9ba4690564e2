"""Jobs that lose their worker are taken up again, and never run for ever."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from schemas.actions.jobs import (
    MOST_ATTEMPTS,
    SILENCE,
    fail,
    finish,
    lock_job,
    note_failed,
    note_started,
    note_trouble,
    requeue_stale_jobs,
    restart,
)
from schemas.announce import redis
from schemas.heartbeat import heartbeat
from schemas.models import Import, JobStatus, Project
from tests.actions.conftest import Sent

Capture = Callable[..., AbstractContextManager[object]]

pytestmark = pytest.mark.usefixtures("empty_redis")


@pytest.fixture
def job(project: Project) -> Import:
    return Import.objects.create(project=project, packed_script=zlib.compress(b"SELECT 1"))


def make_silent(job: Import, *, status: JobStatus = JobStatus.RUNNING) -> None:
    job.status = status
    job.heartbeat_at = timezone.now() - SILENCE - timedelta(seconds=1)
    job.save()


def look_after_all(capture: Capture) -> None:
    with capture(execute=True):
        requeue_stale_jobs()


def test_a_running_job_without_a_sign_of_life_is_sent_again(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    make_silent(job)
    look_after_all(django_capture_on_commit_callbacks)
    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.QUEUED, 2)
    assert [name for name, _ in sent] == ["schemas.tasks.sandbox_import"]


def test_a_job_with_a_living_worker_is_left_to_it_and_its_progress_kept(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    make_silent(job)
    with heartbeat(str(job.id)) as pulse:
        pulse.progress(0.5, "Reading the catalog")
        pulse.beat()
        look_after_all(django_capture_on_commit_callbacks)
    job.refresh_from_db()
    assert (job.status, job.progress, job.message) == ("running", 0.5, "Reading the catalog")
    assert sent == []


def test_a_job_that_waits_its_turn_is_not_sent_twice(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    make_silent(job, status=JobStatus.QUEUED)
    redis().lpush("sandbox", "a message")
    look_after_all(django_capture_on_commit_callbacks)
    assert sent == []


def test_a_job_whose_result_may_wait_to_be_stored_is_left_alone(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    make_silent(job)
    redis().lpush("default", "a message")
    look_after_all(django_capture_on_commit_callbacks)
    assert sent == []


def test_a_queued_job_whose_message_was_lost_is_sent_again(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    make_silent(job, status=JobStatus.QUEUED)
    look_after_all(django_capture_on_commit_callbacks)
    assert len(sent) == 1


def test_a_job_just_sent_is_given_time(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    look_after_all(django_capture_on_commit_callbacks)
    assert sent == []


def test_a_job_that_loses_every_worker_fails_with_a_sentence(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    for _ in range(MOST_ATTEMPTS):
        job.refresh_from_db()
        make_silent(job)
        look_after_all(django_capture_on_commit_callbacks)
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert "each time the worker died" in job.error
    assert job.finished_at
    assert len(sent) == MOST_ATTEMPTS - 1


def test_trouble_that_may_pass_starts_a_job_again_after_longer_and_longer_pauses(
    job: Import, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(
        current_app, "send_task", lambda _name, _arguments, countdown: pauses.append(countdown)
    )
    for attempt in range(1, MOST_ATTEMPTS + 1):
        job.refresh_from_db()
        assert (job.status, job.attempt) == (JobStatus.QUEUED, attempt)
        with heartbeat(str(job.id)) as pulse, django_capture_on_commit_callbacks(execute=True):
            assert pulse
            note_trouble(Import, job.id, attempt, "There is no sandbox.")
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.FAILED, "There is no sandbox.")
    assert pauses == [5, 10]


def test_a_job_that_pauses_is_not_stale(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        note_trouble(Import, job.id, 1, "There is no sandbox.")
    look_after_all(django_capture_on_commit_callbacks)
    job.refresh_from_db()
    assert (len(sent), job.attempt) == (1, 2)


def test_news_of_an_attempt_that_was_given_up_is_ignored(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    make_silent(job)
    look_after_all(django_capture_on_commit_callbacks)
    note_started(Import, job.id, 1)
    note_trouble(Import, job.id, 1, "No.")
    note_failed(Import, job.id, 1, "No.")
    job.refresh_from_db()
    assert (job.status, job.attempt, job.error) == (JobStatus.QUEUED, 2, "")
    assert lock_job(Import, job.id, 1) is None
    note_failed(Import, job.id, 2, "No.")
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED


def test_late_news_of_a_job_that_is_over_is_ignored(job: Import) -> None:
    fail(lock_job(Import, job.id, 1), "No.")
    note_started(Import, job.id, 1)
    note_failed(Import, job.id, 1, "Again.")
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.FAILED, "No.")
    assert lock_job(Import, job.id, 1) is None


def test_news_of_a_job_that_was_deleted_is_ignored(job: Import) -> None:
    id = job.id
    job.delete()
    note_failed(Import, id, 1, "No.")


def test_a_failed_job_can_be_started_again_at_once(
    job: Import, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    with heartbeat(str(job.id)), django_capture_on_commit_callbacks(execute=True):
        fail(job, "No.")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            restart(Import, job.id)
    job.refresh_from_db()
    assert (job.status, job.error, job.attempt) == (JobStatus.QUEUED, "", 1)
    assert len(sent) == 1
    with heartbeat(str(job.id)) as pulse:
        assert pulse


def test_a_finished_job_says_so(job: Import) -> None:
    finish(lock_job(Import, job.id, 1), report={})
    job.refresh_from_db()
    assert (job.status, job.progress, job.report) == (JobStatus.DONE, 1.0, {})
