"""Artifacts: rendered once for each design, kind and renderer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import PermissionDenied

from schemas.actions.artifacts import render_artifact, request_artifacts
from schemas.actions.edits import apply_changes
from schemas.actions.jobs import fail
from schemas.actions.versions import restore_version, save_version
from schemas.engine.write import ARTIFACTS
from schemas.models import Artifact, Branch, JobStatus, Version
from tests.actions.conftest import Sent
from tests.actions.shop import EMAIL, add_users, rename
from tests.cast import Cast

Capture = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def version(branch: Branch, cast: Cast) -> Version:
    apply_changes(branch, add_users(), by=cast.owner)
    return save_version(branch, title="First", by=cast.owner)


def test_every_kind_is_sent_to_a_worker_once(
    version: Version, cast: Cast, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            artifacts = request_artifacts(version, by=cast.viewer)
    assert [artifact.kind for artifact in artifacts] == list(ARTIFACTS)
    expected = [("schemas.tasks.render_artifact", [str(artifact.id)]) for artifact in artifacts]
    assert sent == expected


@pytest.mark.parametrize("kind", ARTIFACTS)
def test_each_kind_is_rendered(version: Version, cast: Cast, kind: str) -> None:
    request_artifacts(version, by=cast.viewer)
    artifact = Artifact.objects.get(kind=kind)
    render_artifact(artifact.id)
    artifact.refresh_from_db()
    assert artifact.status == JobStatus.DONE
    assert "users" in artifact.text.lower()


def test_equal_versions_share_their_artifacts(branch: Branch, version: Version, cast: Cast) -> None:
    made = request_artifacts(version, by=cast.viewer)
    apply_changes(branch, rename(EMAIL, "mail"), by=cast.owner)
    save_version(branch, title="Second", by=cast.owner)
    restore_version(version, branch=branch, by=cast.owner)
    third = save_version(branch, title="Third", by=cast.owner)
    assert request_artifacts(third, by=cast.viewer) == made


def test_rendering_twice_is_harmless(version: Version, cast: Cast) -> None:
    artifact = request_artifacts(version, by=cast.viewer)[0]
    render_artifact(artifact.id)
    artifact.refresh_from_db()
    render_artifact(artifact.id)
    assert Artifact.objects.get(id=artifact.id).finished_at == artifact.finished_at


def test_a_failed_one_is_queued_again_only_on_demand(
    version: Version, cast: Cast, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    fail(request_artifacts(version, by=cast.viewer)[0], "No.")
    with django_capture_on_commit_callbacks(execute=True):
        assert request_artifacts(version, by=cast.viewer)[0].status == JobStatus.FAILED
        assert sent == []
        assert request_artifacts(version, by=cast.viewer, again=True)[0].status == JobStatus.QUEUED
    assert len(sent) == 1


def test_strangers_get_nothing_rendered(version: Version, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        request_artifacts(version, by=cast.stranger)
