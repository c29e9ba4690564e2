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


def test_saving_a_version_sends_every_kind_to_a_worker_once(
    branch: Branch, cast: Cast, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        version = save_version(branch, title="First", by=cast.editor)
    with django_capture_on_commit_callbacks(execute=True):
        artifacts = request_artifacts(version, by=cast.editor)
    assert [artifact.kind for artifact in artifacts] == list(ARTIFACTS)
    expected = [("schemas.tasks.render_artifact", [str(artifact.id), 1]) for artifact in artifacts]
    assert sent == expected


@pytest.mark.parametrize("kind", ARTIFACTS)
def test_each_kind_is_rendered(version: Version, cast: Cast, kind: str) -> None:
    request_artifacts(version, by=cast.editor)
    artifact = Artifact.objects.get(kind=kind)
    render_artifact(artifact.id, 1)
    artifact.refresh_from_db()
    assert artifact.status == JobStatus.DONE
    assert "users" in artifact.text.lower()


def test_equal_versions_share_their_artifacts(branch: Branch, version: Version, cast: Cast) -> None:
    made = request_artifacts(version, by=cast.editor)
    apply_changes(branch, rename(EMAIL, "mail"), by=cast.owner)
    save_version(branch, title="Second", by=cast.owner)
    restore_version(version, branch=branch, by=cast.owner)
    third = save_version(branch, title="Third", by=cast.owner)
    assert request_artifacts(third, by=cast.editor) == made


def test_rendering_twice_is_harmless(version: Version, cast: Cast) -> None:
    artifact = request_artifacts(version, by=cast.editor)[0]
    render_artifact(artifact.id, 1)
    artifact.refresh_from_db()
    render_artifact(artifact.id, 1)
    assert Artifact.objects.get(id=artifact.id).finished_at == artifact.finished_at


def test_a_failed_one_is_queued_again_on_demand(
    version: Version, cast: Cast, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    fail(request_artifacts(version, by=cast.editor)[0], "No.")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            [first, *_] = request_artifacts(version, by=cast.editor)
    assert (first.status, first.error) == (JobStatus.QUEUED, "")
    assert len(sent) == 1


@pytest.mark.parametrize("role", ["reviewer", "viewer", "stranger"])
def test_only_editors_have_versions_rendered(version: Version, cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        request_artifacts(version, by=getattr(cast, role))
