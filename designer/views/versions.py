"""Numbered snapshots: saved, listed, looked at, restored."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from designer.access import branch_for, version_for
from designer.comparison import counts_between, version_scene
from designer.forms.versions import PairForm, SaveVersionForm, latest_pair
from schemas.actions.versions import restore_version, save_version
from schemas.engine.errors import Refused
from schemas.models import Branch, Role, Version

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """The versions of a project; posting a title saves another."""
    role = Role.EDITOR if request.method == "POST" else Role.VIEWER
    branch = branch_for(request.user, branch_id, role=role)
    form = SaveVersionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            version = save_version(branch, title=form.cleaned_data["title"], by=request.user)
        except Refused as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, f"Saved as version {version.number}.")
            return redirect("versions", branch.id)
    return _index(request, branch, form)


@require_safe
def show_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The diagram as it was, for looking only."""
    version = version_for(request.user, version_id)
    context = {
        "version": version,
        "project": version.project,
        "branch": version.branch or version.project.main,
        "can_edit": Role(version.your_role).allows(Role.EDITOR),
    }
    return render(request, "versions/show.html", context)


@require_safe
def scene(request: HttpRequest, version_id: UUID) -> JsonResponse:
    return JsonResponse(version_scene(version_for(request.user, version_id)))


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Asks first; the answer makes one edit on the branch the version was saved from."""
    version = version_for(request.user, version_id, role=Role.EDITOR)
    branch = version.branch or version.project.main
    context = {"version": version, "branch": branch, "project": version.project}
    if request.method == "POST":
        try:
            restore_version(version, branch=branch, by=request.user)
        except Refused as error:
            context["refused"] = str(error)
            return render(request, "versions/restore.html", context, status=422)
        return redirect("branch", branch.id)
    return render(request, "versions/restore.html", context)


def _index(request: HttpRequest, branch: Branch, form: SaveVersionForm) -> HttpResponse:
    project = branch.project
    found = project.versions.select_related("created_by").defer("positions")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "branch": branch,
        "can_edit": Role(branch.your_role).allows(Role.EDITOR),
        "form": form,
        "page": page,
        "versions": _with_counts(list(page), found),
        "pair": PairForm(project=project, initial=latest_pair(project)),
        "compare_url": reverse("compare", args=[project.id]),
    }
    return render(request, "versions/index.html", context, status=422 if form.is_bound else 200)


def _with_counts(shown: list[Version], found: QuerySet[Version]) -> list[Version]:
    """Each version with the one before it as `previous` and what changed as `counts`."""
    before = found.filter(number__lt=shown[-1].number).first() if shown else None
    for version, previous in pairwise([*shown, before]):
        version.previous = previous
        version.counts = counts_between(previous, version) if previous else None
    return shown
