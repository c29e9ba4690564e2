"""The first page: workspaces and their projects."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from designer.thumbnail import thumbnails
from schemas.models import MAIN, Branch, EntityKind, Project, Role, Version, Workspace


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    workspaces = _workspaces_of(request)
    projects = [project for workspace in workspaces for project in workspace.project_list]
    drawn = thumbnails(projects)
    for project in projects:
        project.thumbnail = drawn.get(project.id)
    can_create = any(Role(workspace.role).allows(Role.EDITOR) for workspace in workspaces)
    context = {"workspaces": workspaces, "can_create": can_create}
    return render(request, "workspaces/home.html", context)


def _workspaces_of(request: HttpRequest) -> list[Workspace]:
    listed = Prefetch("projects", queryset=_summaries(), to_attr="project_list")
    workspaces = Workspace.objects.of(request.user).annotate(role=F("memberships__role"))
    return list(workspaces.prefetch_related(listed))


def _summaries() -> QuerySet[Project]:
    """Projects with `table_count`, `latest_version` and `edited_at`, latest edit first."""
    main = Branch.objects.filter(project=OuterRef("pk"), name=MAIN)
    tables = main.annotate(
        tables=Count("entity_rows", filter=Q(entity_rows__kind=EntityKind.TABLE))
    )
    versions = Version.objects.filter(project=OuterRef("pk")).order_by("-number")
    edited = main.annotate(edited=Max("edits__created_at"))
    return Project.objects.annotate(
        table_count=Subquery(tables.values("tables")),
        latest_version=Subquery(versions.values("number")[:1]),
        edited_at=Subquery(edited.values("edited")),
    ).order_by(F("edited_at").desc(nulls_last=True), "name")
