"""New projects."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from designer.access import workspaces_of
from designer.forms.projects import NewProjectForm
from designer.forms.scripts import submitted
from schemas.actions.imports import start_project_from_script
from schemas.actions.projects import create_project
from schemas.engine.errors import Refused
from schemas.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
def new_project(request: HttpRequest) -> HttpResponse:
    """An empty project, or one that starts from a script."""
    form = NewProjectForm(*submitted(request), user=request.user)
    if not workspaces_of(request.user, role=Role.EDITOR).exists():
        raise PermissionDenied("To create a project, be an editor of a workspace.")
    if form.is_valid():
        try:
            return redirect(*_create(form, by=request.user))
        except Refused as error:
            form.add_error(None, str(error))
    status = 422 if form.is_bound else 200
    return render(request, "projects/new.html", {"form": form}, status=status)


def _create(form: NewProjectForm, *, by: AbstractBaseUser) -> tuple[str, UUID]:
    """Where to go next: to the import that was started, or to the empty diagram."""
    workspace, name = form.cleaned_data["workspace"], form.cleaned_data["name"]
    if form.script is None:
        return "project", create_project(workspace, name=name, by=by).id
    started = start_project_from_script(workspace, name=name, script=form.script, by=by)
    return "import", started.id
