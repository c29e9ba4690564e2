"""Migrations proved on a throw-away database."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from designer.access import branch_for, trial_for
from designer.forms.versions import PairForm, latest_pair
from designer.progress import progress_of
from designer.trial_report import steps_of, verdict_of
from schemas.actions.trials import start_trial
from schemas.engine.errors import Refused
from schemas.models import Branch, Role, Trial

SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
def trials(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """The trials of a project; posting a pair of versions starts one."""
    role = Role.EDITOR if request.method == "POST" else Role.VIEWER
    branch = branch_for(request.user, branch_id, role=role)
    said = request.POST if request.method == "POST" else None
    pair = PairForm(said, project=branch.project, initial=latest_pair(branch.project))
    if pair.is_valid():
        try:
            return redirect("trial", start_trial(**pair.cleaned_data, by=request.user).id)
        except Refused as error:
            pair.add_error(None, str(error))
    return _index(request, branch, pair)


@require_safe
def show_trial(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    trial = trial_for(request.user, trial_id)
    project = trial.target.project
    context = {
        "trial": trial,
        "project": project,
        "branch": trial.target.branch or project.main,
        "steps": steps_of(trial),
        "verdict": verdict_of(trial) if trial.is_over else None,
        "can_edit": Role(trial.your_role).allows(Role.EDITOR),
        **progress_of(trial),
    }
    return render(request, "trials/show.html", context)


def _index(request: HttpRequest, branch: Branch, pair: PairForm) -> HttpResponse:
    project = branch.project
    found = Trial.objects.filter(target__project=project).select_related("base", "target")
    has_pair = project.versions.count() > 1
    context = {
        "project": project,
        "branch": branch,
        "trials": found.order_by("-created_at")[:SHOWN],
        "pair": pair,
        "has_pair": has_pair,
        "can_start": has_pair and Role(branch.your_role).allows(Role.EDITOR),
        "start_url": reverse("trials", args=[branch.id]),
    }
    return render(request, "trials/index.html", context, status=422 if pair.is_bound else 200)
