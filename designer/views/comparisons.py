"""What changed between two versions."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from designer.access import project_for, version_for
from designer.comparison import coloured_scene, counts, groups
from designer.forms.versions import PairForm, latest_pair
from schemas.engine.diff import diff
from schemas.models import Role, Version


@require_safe
def pick(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """From the two pickers to the address of the comparison."""
    project = project_for(request.user, project_id)
    proposed = latest_pair(project)
    pair = PairForm(request.GET or None, project=project, initial=proposed)
    if pair.is_valid():
        chosen = pair.cleaned_data
        return redirect("comparison", chosen["base"].id, chosen["target"].id)
    context = {
        "pair": pair,
        "has_pair": bool(proposed) or pair.is_bound,
        "project": project,
        "branch": project.main,
        "compare_url": request.path,
    }
    status = 422 if pair.is_bound else 200
    return render(request, "comparisons/pick.html", context, status=status)


@require_safe
def show_comparison(request: HttpRequest, base_id: UUID, target_id: UUID) -> HttpResponse:
    base, target = _pair(request, base_id, target_id)
    project = target.project
    changes = diff(base.schema, target.schema)
    context = {
        "base": base,
        "target": target,
        "project": project,
        "branch": target.branch or project.main,
        "can_edit": Role(target.your_role).allows(Role.EDITOR),
        "counts": counts(changes),
        "groups": groups(base.schema, target.schema, changes),
        "pair": PairForm(project=project, initial={"base": base, "target": target}),
        "compare_url": reverse("compare", args=[project.id]),
    }
    return render(request, "comparisons/show.html", context)


@require_safe
def scene(request: HttpRequest, base_id: UUID, target_id: UUID) -> JsonResponse:
    base, target = _pair(request, base_id, target_id)
    return JsonResponse(coloured_scene(base, target, diff(base.schema, target.schema)))


def _pair(request: HttpRequest, base_id: UUID, target_id: UUID) -> tuple[Version, Version]:
    base, target = version_for(request.user, base_id), version_for(request.user, target_id)
    if base.project_id != target.project_id:
        raise Http404
    return base, target
