"""Projects."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from schemas.actions.edits import lock_branch
from schemas.actions.names import tidy_name
from schemas.actions.permission import require
from schemas.engine.errors import Refused
from schemas.models import Branch, Diagram, Project, Role, Workspace


@transaction.atomic
def create_project(workspace: Workspace, *, name: str, by: AbstractBaseUser) -> Project:
    """An empty project with its main branch and diagram; Refused when the name is taken."""
    require(workspace, by, Role.EDITOR)
    name = tidy_name(name)
    # Two people asking for one name at once take turns.
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    if workspace.projects.filter(name__iexact=name).exists():
        raise Refused(f"This workspace has a project “{name}” already: choose another name.")
    project = Project.objects.create(workspace=workspace, name=name, created_by=by)
    branch = Branch.objects.create(project=project)
    Diagram.objects.create(branch=branch)
    return project


@transaction.atomic
def discard_project(project: Project, *, by: AbstractBaseUser) -> None:
    """Take back a project that came to nothing; Refused when something was made in it."""
    branch = lock_branch(project.main, by=by)
    if branch.seq:
        raise Refused(f"“{project.name}” has been worked on already: it stays.")
    project.delete()
