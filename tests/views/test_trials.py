"""/branches/<id>/trials/ and /trials/<id>/: the plan, what became of it, the verdict."""

from typing import Any

import pytest
from django.utils import timezone

from schemas.models import Branch, JobStatus, Trial, Version
from tests.cast import Cast, client_of

SQL = "ALTER TABLE public.books ADD COLUMN isbn text"
STEP = {"sql": SQL, "describe": "Add column isbn", "notes": ["Takes no time."]}
RAN = {
    "sql": SQL,
    "status": "ok",
    "ms": 1.25,
    "locks": [{"relation": "public.books", "mode": "AccessExclusiveLock"}],
    "rewritten": ["public.books"],
    "note": None,
    "error": None,
}
REPORT = {
    "ok": True,
    "server_version": "18.6",
    "steps": [RAN],
    "equal": True,
    "differences": [],
    "notes": ["Columns stand in another order."],
    "refused": None,
    "refused_where": None,
}
ERROR = {
    "message": 'relation "books" does not exist',
    "line": None,
    "statement": SQL,
    "sqlstate": "42P01",
    "hint": "Create it first.",
}


def trial_of(base: Version, target: Version, **fields: Any) -> Trial:
    finished = timezone.now() if fields["status"] in ("done", "failed") else None
    return Trial.objects.create(
        base=base, target=target, planner_version=1, steps=[STEP], finished_at=finished, **fields
    )


def page_of(cast: Cast, trial: Trial) -> str:
    return client_of(cast.viewer).get(f"/trials/{trial.id}/").content.decode()


def test_a_running_trial_shows_the_plan_and_a_bar(
    cast: Cast, base: Version, target: Version
) -> None:
    trial = trial_of(base, target, status=JobStatus.RUNNING, progress=0.5, message="Migrating")
    page = page_of(cast, trial)
    assert 'value="0.5"' in page
    assert "Add column isbn" in page
    assert 'data-status="waiting"' in page
    assert f'hx-sse:connect="/jobs/{trial.id}/events/"' in page


def test_a_trial_that_is_not_planned_yet_says_so(
    cast: Cast, base: Version, target: Version
) -> None:
    trial = Trial.objects.create(base=base, target=target, planner_version=1)
    assert "not planned yet" in page_of(cast, trial)


def test_a_proved_migration_says_so_with_times_locks_and_rewrites(
    cast: Cast, base: Version, target: Version
) -> None:
    page = page_of(cast, trial_of(base, target, status=JobStatus.DONE, report=REPORT))
    assert "The resulting catalog equals version 2" in page
    assert "1 statement in 1.2 ms on PostgreSQL 18.6." in page
    assert "Columns stand in another order." in page
    assert "AccessExclusiveLock on public.books" in page
    assert "rewrites" in page
    assert "Takes no time." in page


def test_differences_are_listed(cast: Cast, base: Version, target: Version) -> None:
    report = {**REPORT, "ok": False, "equal": False, "differences": ["Column isbn is missing"]}
    page = page_of(cast, trial_of(base, target, status=JobStatus.DONE, report=report))
    assert "The resulting catalog differs from version 2" in page
    assert "Column isbn is missing" in page


def test_the_statement_that_failed_carries_the_message(
    cast: Cast, base: Version, target: Version
) -> None:
    failed = {**RAN, "status": "failed", "error": ERROR, "locks": [], "rewritten": []}
    report = {**REPORT, "ok": False, "equal": None, "steps": [failed]}
    page = page_of(cast, trial_of(base, target, status=JobStatus.DONE, report=report))
    assert "Statement 1 failed: relation &quot;books&quot; does not exist" in page
    assert 'data-status="failed"' in page
    assert "Create it first." in page


def test_a_base_that_cannot_be_created_is_told_apart(
    cast: Cast, base: Version, target: Version
) -> None:
    not_run = {**RAN, "status": "not run", "ms": None, "locks": [], "rewritten": []}
    report = {**REPORT, "ok": False, "equal": None, "steps": [not_run]}
    report |= {"refused": ERROR, "refused_where": "base"}
    page = page_of(cast, trial_of(base, target, status=JobStatus.DONE, report=report))
    assert "The base version could not be created: relation" in page
    assert 'data-status="not run"' in page


def test_a_trial_that_never_ran_says_why(cast: Cast, base: Version, target: Version) -> None:
    trial = trial_of(base, target, status=JobStatus.FAILED, error="The sandbox is not available.")
    page = client_of(cast.editor).get(f"/trials/{trial.id}/").content.decode()
    assert "The sandbox is not available." in page
    assert "Try again" in page


def test_posting_two_versions_starts_a_trial(
    cast: Cast, branch: Branch, base: Version, target: Version
) -> None:
    response = client_of(cast.editor).post(
        f"/branches/{branch.id}/trials/", {"base": base.id, "target": target.id}
    )
    trial = Trial.objects.get()
    assert response.url == f"/trials/{trial.id}/"
    assert (trial.base, trial.target, trial.requested_by) == (base, target, cast.editor)


def test_one_version_makes_no_trial(cast: Cast, branch: Branch, target: Version) -> None:
    response = client_of(cast.editor).post(
        f"/branches/{branch.id}/trials/", {"base": target.id, "target": target.id}
    )
    assert response.status_code == 422
    assert "Choose two different versions." in response.content.decode()
    assert not Trial.objects.exists()


def test_trials_are_listed_with_their_outcome(
    cast: Cast, branch: Branch, base: Version, target: Version
) -> None:
    trial_of(base, target, status=JobStatus.DONE, report=REPORT)
    page = client_of(cast.viewer).get(f"/branches/{branch.id}/trials/").content.decode()
    assert "Version 1 → 2" in page
    assert "proved" in page


def test_without_two_versions_the_page_says_what_is_missing(cast: Cast, branch: Branch) -> None:
    page = client_of(cast.viewer).get(f"/branches/{branch.id}/trials/").content.decode()
    assert "A trial needs two versions" in page


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_readers_may_not_start_one(
    cast: Cast, branch: Branch, base: Version, target: Version, role: str
) -> None:
    response = client_of(getattr(cast, role)).post(
        f"/branches/{branch.id}/trials/", {"base": base.id, "target": target.id}
    )
    assert response.status_code == 403


def test_a_stranger_finds_nothing(cast: Cast, base: Version, target: Version) -> None:
    trial = trial_of(base, target, status=JobStatus.QUEUED)
    client = client_of(cast.stranger)
    assert client.get(f"/trials/{trial.id}/").status_code == 404
    assert client.get(f"/branches/{base.branch_id}/trials/").status_code == 404


def test_other_methods_are_refused(cast: Cast, base: Version, target: Version) -> None:
    trial = trial_of(base, target, status=JobStatus.QUEUED)
    assert client_of(cast.owner).post(f"/trials/{trial.id}/").status_code == 405
    assert client_of(cast.owner).delete(f"/branches/{base.branch_id}/trials/").status_code == 405
