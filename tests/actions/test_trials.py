"""Trials: planned here, run in the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import PermissionDenied

from schemas.actions.edits import apply_changes
from schemas.actions.imports import Script, start_import, start_project_from_script
from schemas.actions.jobs import note_failed
from schemas.actions.projects import create_project
from schemas.actions.queue import MOST_UNFINISHED
from schemas.actions.trials import plan_trial, start_trial, store_trial
from schemas.actions.versions import save_version
from schemas.engine.errors import Refused
from schemas.models import Branch, Import, JobStatus, Version, Workspace
from tests.actions.conftest import Sent
from tests.actions.shop import add_column, add_users
from tests.cast import Cast

Capture = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def pair(branch: Branch, cast: Cast) -> tuple[Version, Version]:
    apply_changes(branch, add_users(), by=cast.owner)
    base = save_version(branch, title="First", by=cast.owner)
    apply_changes(branch, add_column(50, "phone"), by=cast.owner)
    return base, save_version(branch, title="Second", by=cast.owner)


def test_a_trial_is_planned_by_a_worker_and_sent_on_with_all_it_needs(
    pair: tuple[Version, Version],
    cast: Cast,
    sent: Sent,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        trial = start_trial(*pair, by=cast.editor)
    assert sent == [("schemas.tasks.plan_trial", [str(trial.id), 1])]
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            plan_trial(trial.id, 1)
    trial.refresh_from_db()
    assert ["phone" in step["sql"] for step in trial.steps] == [True]
    _, (task, (id, attempt, base, steps, target, _)) = sent
    assert (task, id, attempt) == ("schemas.tasks.sandbox_trial", str(trial.id), 1)
    assert steps == [step["sql"] for step in trial.steps]
    assert ("phone" in base, "phone" in target) == (False, True)


def test_the_same_trial_is_not_started_twice_at_once(
    pair: tuple[Version, Version], cast: Cast
) -> None:
    first = start_trial(*pair, by=cast.editor)
    assert start_trial(*pair, by=cast.owner) == first
    assert start_trial(pair[1], pair[0], by=cast.editor) != first
    store_trial(first.id, 1, {"ok": True})
    assert start_trial(*pair, by=cast.editor) != first


def test_a_migration_that_failed_is_a_result(pair: tuple[Version, Version], cast: Cast) -> None:
    trial = start_trial(*pair, by=cast.editor)
    store_trial(trial.id, 1, {"ok": False})
    store_trial(trial.id, 1, {"ok": True})
    trial.refresh_from_db()
    assert (trial.status, trial.report) == (JobStatus.DONE, {"ok": False})


def test_a_version_is_not_tried_against_itself(pair: tuple[Version, Version], cast: Cast) -> None:
    with pytest.raises(Refused, match="the same"):
        start_trial(pair[0], pair[0], by=cast.editor)


def test_versions_of_two_projects_are_not_tried(
    pair: tuple[Version, Version], workspace: Workspace, cast: Cast
) -> None:
    other = create_project(workspace, name="Other", by=cast.owner)
    foreign = save_version(other.main, title="First", by=cast.owner)
    with pytest.raises(Refused, match="different projects"):
        start_trial(pair[0], foreign, by=cast.editor)


@pytest.mark.parametrize("role", ["reviewer", "viewer", "stranger"])
def test_only_editors_start_trials(pair: tuple[Version, Version], cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        start_trial(*pair, by=getattr(cast, role))


def test_who_has_many_unfinished_jobs_waits_and_others_do_not(
    pair: tuple[Version, Version], workspace: Workspace, cast: Cast, sent: Sent
) -> None:
    start_trial(*pair, by=cast.editor)
    for number in range(1, MOST_UNFINISHED):
        started = start_project_from_script(
            workspace, name=f"Shop {number}", script=Script(b"SELECT 1"), by=cast.editor
        )
    empty = create_project(workspace, name="Empty", by=cast.owner)
    with pytest.raises(Refused, match="wait for one of them"):
        start_trial(pair[1], pair[0], by=cast.editor)
    with pytest.raises(Refused, match="wait for one of them"):
        start_import(empty, script=Script(b"SELECT 1"), by=cast.editor)
    with pytest.raises(Refused, match="wait for one of them"):
        start_project_from_script(
            workspace, name="Last", script=Script(b"SELECT 1"), by=cast.editor
        )
    start_import(empty, script=Script(b"SELECT 1"), by=cast.owner)
    note_failed(Import, started.id, 1, "Gone.")
    assert start_trial(pair[1], pair[0], by=cast.editor).requested_by == cast.editor
