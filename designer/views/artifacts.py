"""What workers render from a version: shown, downloaded, bundled."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from designer.access import version_for
from designer.progress import progress_of
from schemas.actions.artifacts import request_artifacts
from schemas.engine.write import ARTIFACTS
from schemas.models import Artifact, JobStatus, Role, Version


@require_safe
def artifacts(request: HttpRequest, version_id: UUID) -> HttpResponse:
    return redirect("artifact", version_for(request.user, version_id).id, next(iter(ARTIFACTS)))


@require_http_methods(["GET", "HEAD", "POST"])
def show_artifact(request: HttpRequest, version_id: UUID, kind: str) -> HttpResponse:
    """One kind, or how far it is; posting has rendered what is missing or failed."""
    _check_kind(kind)
    role = Role.EDITOR if request.method == "POST" else Role.VIEWER
    version = version_for(request.user, version_id, role=role)
    if request.method == "POST":
        request_artifacts(version, by=request.user)
        return redirect("artifact", version.id, kind)
    artifact = _requested(version).get(kind)
    context = {
        **_surroundings(version),
        "kinds": ARTIFACTS.values(),
        "shown": ARTIFACTS[kind],
        "artifact": artifact,
        "is_ready": artifact is not None and artifact.status == JobStatus.DONE,
        "can_edit": Role(version.your_role).allows(Role.EDITOR),
        **(progress_of(artifact) if artifact else {}),
    }
    return render(request, "artifacts/show.html", context)


@require_safe
def download(request: HttpRequest, version_id: UUID, kind: str) -> HttpResponse:
    """409 while it is not rendered."""
    _check_kind(kind)
    version = version_for(request.user, version_id)
    texts = _texts(version)
    if kind not in texts:
        return _unfinished(request, version)
    return _file(texts[kind].encode(), f"{_stem(version)}-{ARTIFACTS[kind].filename}")


@require_safe
def bundle(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Every artifact in one zip; 409 while one of them is not rendered."""
    version = version_for(request.user, version_id)
    texts = _texts(version)
    if texts.keys() != ARTIFACTS.keys():
        return _unfinished(request, version)
    zipped = BytesIO()
    with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
        for kind, artifact in ARTIFACTS.items():
            archive.writestr(artifact.filename, texts[kind])
    return _file(zipped.getvalue(), f"{_stem(version)}.zip")


def _requested(version: Version) -> dict[str, Artifact]:
    return {artifact.kind: artifact for artifact in Artifact.objects.of(version)}


def _texts(version: Version) -> dict[str, str]:
    """What is ready, by kind."""
    done = Artifact.objects.of(version).filter(status=JobStatus.DONE)
    return dict(done.values_list("kind", "text"))


def _check_kind(kind: str) -> None:
    if kind not in ARTIFACTS:
        raise Http404


def _unfinished(request: HttpRequest, version: Version) -> HttpResponse:
    return render(request, "artifacts/unfinished.html", _surroundings(version), status=409)


def _surroundings(version: Version) -> dict[str, object]:
    project = version.project
    return {"version": version, "project": project, "branch": version.branch or project.main}


def _file(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


def _stem(version: Version) -> str:
    """`shop-v3`, from letters and digits of any script."""
    words = re.sub(r"[\W_]+", "-", version.project.name).strip("-")
    return f"{words or 'design'}-v{version.number}"
