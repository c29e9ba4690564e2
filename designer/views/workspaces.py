"""Workspaces: the first page, with their projects; a new one; another name."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from designer.access import workspace_for, workspaces_of
from designer.forms.workspaces import WorkspaceForm
from designer.thumbnail import thumbnails
from schemas.actions.workspaces import create_workspace, rename_workspace
from schemas.engine.errors import Refused
from schemas.models import (
    MAIN,
    Branch,
    EntityKind,
    Membership,
    Project,
    Role,
    Version,
    Workspace,
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    workspaces = _workspaces_of(request)
    projects = [project for workspace in workspaces for project in workspace.project_list]
    drawn = thumbnails(projects)
    for project in projects:
        project.thumbnail = drawn.get(project.id)
    can_create = any(Role(workspace.your_role).allows(Role.EDITOR) for workspace in workspaces)
    context = {"workspaces": workspaces, "can_create": can_create}
    return render(request, "workspaces/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_workspace(request: HttpRequest) -> HttpResponse:
    form = WorkspaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            workspace = create_workspace(name=form.cleaned_data["name"], by=request.user)
        except Refused as error:
            form.add_error("name", str(error))
        else:
            return redirect(f"{reverse('home')}#workspace-{workspace.id}")
    status = 422 if form.is_bound else 200
    return render(request, "workspaces/new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, workspace_id: UUID) -> HttpResponse:
    workspace = workspace_for(request.user, workspace_id, role=Role.OWNER)
    data = request.POST if request.method == "POST" else None
    form = WorkspaceForm(data, initial={"name": workspace.name})
    if form.is_valid():
        try:
            rename_workspace(workspace, name=form.cleaned_data["name"], by=request.user)
        except Refused as error:
            form.add_error("name", str(error))
        else:
            return redirect("members", workspace.id)
    context = {"form": form, "workspace": workspace}
    return render(request, "workspaces/name.html", context, status=422 if form.is_bound else 200)


def _workspaces_of(request: HttpRequest) -> list[Workspace]:
    """Each with `your_role`, `member_count`, and its projects as `project_list`."""
    listed = Prefetch("projects", queryset=_summaries(), to_attr="project_list")
    members = Membership.objects.filter(workspace=OuterRef("pk")).order_by()
    counted = members.values("workspace").annotate(members=Count("pk")).values("members")
    workspaces = workspaces_of(request.user).annotate(member_count=Subquery(counted))
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
