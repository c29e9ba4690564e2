"""What workers render from versions."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from schemas.actions.jobs import finish, lock_job, restart
from schemas.actions.permission import require
from schemas.actions.queue import send
from schemas.engine.write import ARTIFACTS
from schemas.models import Artifact, JobStatus, Role, Version


@transaction.atomic
def request_artifacts(version: Version, *, by: AbstractBaseUser) -> list[Artifact]:
    """Every artifact of a version, in the order of ARTIFACTS; what is missing or failed is queued.

    Versions with equal schemas share artifacts.
    """
    require(version.project.workspace, by, Role.EDITOR)
    failed = Artifact.objects.of(version).filter(status=JobStatus.FAILED)
    for id in failed.values_list("id", flat=True):
        restart(Artifact, id)
    return [_artifact(version, kind, by=by) for kind in ARTIFACTS]


@transaction.atomic
def store_artifact(artifact_id: UUID | str, attempt: int, text: str) -> None:
    if job := lock_job(Artifact, artifact_id, attempt):
        finish(job, text=text)


def render_artifact(artifact_id: UUID | str, attempt: int) -> None:
    """Render and store; an artifact that is over or gone is left alone."""
    waiting = Artifact.objects.active().select_related("version__project")
    artifact = waiting.filter(id=artifact_id).first()
    if artifact is None:
        return
    kind = ARTIFACTS[artifact.kind]
    text = kind.render(artifact.version.schema, artifact.version.project.name)
    store_artifact(artifact_id, attempt, text)


def _artifact(version: Version, kind: str, *, by: AbstractBaseUser) -> Artifact:
    artifact, is_new = Artifact.objects.get_or_create(
        project=version.project,
        checksum=version.checksum,
        kind=kind,
        renderer_version=ARTIFACTS[kind].version,
        defaults={"version": version, "requested_by": by},
    )
    if is_new:
        send(artifact)
    return artifact
