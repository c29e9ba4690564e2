"""What workers render from a version: shown, downloaded, bundled."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from designer.access import version_for
from designer.progress import progress_of
from schemas.actions.artifacts import request_artifacts
from schemas.engine.write import ARTIFACTS
from schemas.models import Artifact, Version


@login_required
@require_safe
def artifacts(request: HttpRequest, version_id: UUID) -> HttpResponse:
    return redirect("artifact", version_for(request.user, version_id).id, next(iter(ARTIFACTS)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_artifact(request: HttpRequest, version_id: UUID, kind: str) -> HttpResponse:
    """One kind, or how far it is; posting asks once more for what failed."""
    _check_kind(kind)
    version, rendered = _rendered(request, version_id)
    if request.method == "POST":
        return redirect("artifact", version.id, kind)
    context = {
        **_surroundings(version),
        "kinds": ARTIFACTS.values(),
        "shown": ARTIFACTS[kind],
        "artifact": rendered[kind],
        **progress_of(rendered[kind]),
    }
    return render(request, "artifacts/show.html", context)


@login_required
@require_safe
def download(request: HttpRequest, version_id: UUID, kind: str) -> HttpResponse:
    _check_kind(kind)
    version, rendered = _rendered(request, version_id)
    if not rendered[kind].text:
        return _unfinished(request, version)
    name = f"{_stem(version)}-{ARTIFACTS[kind].filename}"
    return _file(rendered[kind].text.encode(), name)


@login_required
@require_safe
def bundle(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Every artifact in one zip; 409 while one of them is still being made."""
    version, rendered = _rendered(request, version_id)
    if not all(artifact.text for artifact in rendered.values()):
        return _unfinished(request, version)
    zipped = BytesIO()
    with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
        for artifact in rendered.values():
            archive.writestr(ARTIFACTS[artifact.kind].filename, artifact.text)
    return _file(zipped.getvalue(), f"{_stem(version)}.zip")


def _rendered(request: HttpRequest, version_id: UUID) -> tuple[Version, dict[str, Artifact]]:
    """The version and its artifacts by kind; asks a worker for those that were never asked for."""
    version = version_for(request.user, version_id)
    again = request.method == "POST"
    artifacts = request_artifacts(version, by=request.user, again=again)
    return version, {artifact.kind: artifact for artifact in artifacts}


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
