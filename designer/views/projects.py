"""New projects."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from designer.forms.projects import NewProjectForm
from designer.forms.scripts import submitted
from schemas.actions.imports import start_import
from schemas.actions.projects import create_project
from schemas.engine.errors import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_project(request: HttpRequest) -> HttpResponse:
    """An empty project, or one that starts from a script."""
    form = NewProjectForm(*submitted(request), user=request.user)
    if not form.fields["workspace"].queryset.exists():
        raise PermissionDenied("To create a project, be an editor of a workspace.")
    if form.is_valid():
        try:
            return redirect(*_create(form, by=request.user))
        except Refused as error:
            form.add_error(None, str(error))
    status = 422 if form.is_bound else 200
    return render(request, "projects/new.html", {"form": form}, status=status)


@transaction.atomic
def _create(form: NewProjectForm, *, by: AbstractBaseUser) -> tuple[str, UUID]:
    """Where to go next: to the import that was started, or to the empty diagram."""
    values = form.cleaned_data
    project = create_project(values["workspace"], name=values["name"], by=by)
    if form.script is None:
        return "project", project.id
    return "import", start_import(project, script=form.script, filename=form.filename, by=by).id
