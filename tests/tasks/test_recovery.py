"""Real workers: jobs get done, also when a worker dies in the middle of one.

The test process has queues of its own, so each job here starts as one whose message was lost.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from schemas.actions.artifacts import request_artifacts
from schemas.actions.edits import apply_changes
from schemas.actions.imports import Script, create_import
from schemas.actions.jobs import SILENCE
from schemas.actions.projects import create_project
from schemas.actions.trials import start_trial
from schemas.actions.versions import save_version
from schemas.models import Branch, Job, JobStatus, Project, Workspace
from schemas.models.mapping import load_schema
from tests.actions.shop import add_column, add_users
from tests.cast import Cast
from tests.live import Live

SLOW = b"SELECT pg_sleep(4); CREATE TABLE books (id bigint PRIMARY KEY);"
PATIENCE = 90.0
"""Seconds: silence, the next look of the clock, and the work itself on a busy machine."""

pytestmark = pytest.mark.browser


@pytest.fixture
def project(live: Live, workspace: Workspace, cast: Cast) -> Project:
    return create_project(workspace, name="Shop", by=cast.owner)


@pytest.fixture
def branch(project: Project) -> Branch:
    return project.main


def lose_message(job: Job) -> None:
    job.heartbeat_at = timezone.now() - SILENCE - timedelta(seconds=1)
    job.save(update_fields=["heartbeat_at"])


def wait_until(job: Job, holds: Callable[[Job], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds(job):
        assert time.monotonic() < deadline, f"{job.status}: {job.message} {job.error}"
        time.sleep(0.1)
        job.refresh_from_db()


def is_over(job: Job) -> bool:
    return job.is_over


def test_an_import_survives_the_death_of_its_worker(
    live: Live, project: Project, cast: Cast
) -> None:
    job = create_import(project, script=Script(SLOW, "slow.sql"), by=cast.owner)
    lose_message(job)
    wait_until(job, lambda job: job.status == JobStatus.RUNNING)
    os.killpg(live.sandbox_worker.process.pid, signal.SIGKILL)
    live.sandbox_worker.process.wait()
    killed_at = timezone.now()
    live.sandbox_worker.start()
    wait_until(job, lambda job: job.attempt == 3)
    assert job.heartbeat_at - killed_at < timedelta(seconds=30)
    wait_until(job, is_over)
    assert (job.status, job.error) == (JobStatus.DONE, "")
    assert [table.name for table in load_schema(project.main).tables] == ["books"]
    assert project.main.edits.count() == 1


def test_a_trial_and_every_artifact_come_back_from_the_workers(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.owner)
    base = save_version(branch, title="First", by=cast.owner)
    apply_changes(branch, add_column(50, "phone"), by=cast.owner)
    target = save_version(branch, title="Second", by=cast.owner)
    jobs = [start_trial(base, target, by=cast.owner), *request_artifacts(target, by=cast.owner)]
    for job in jobs:
        lose_message(job)
    for job in jobs:
        wait_until(job, is_over)
        assert (job.status, job.error) == (JobStatus.DONE, "")
    trial, *artifacts = jobs
    assert (trial.report["ok"], trial.report["equal"]) == (True, True)
    assert all("phone" in artifact.text for artifact in artifacts)
