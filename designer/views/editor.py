"""The editor: one page with the canvas in the middle."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from designer.access import branch_for, project_for
from designer.type_names import type_names
from schemas.models import Branch, Role
from schemas.models.mapping import load_tables


@require_safe
def editor(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id)
    return render(request, "editor/editor.html", editor_context(branch))


@require_safe
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """A project opens on its main branch."""
    main = project_for(request.user, project_id).main
    return render(request, "editor/editor.html", editor_context(branch_for(request.user, main.id)))


def editor_context(branch: Branch) -> dict[str, Any]:
    """What `editor/editor.html` needs."""
    versions = branch.project.versions.order_by("-number").only("id", "number", "title")
    return {
        "branch": branch,
        "project": branch.project,
        "workspace": branch.project.workspace,
        "can_edit": Role(branch.your_role).allows(Role.EDITOR),
        "latest_version": versions.first(),
        "column_types": type_names(load_tables(branch, [])),
    }
