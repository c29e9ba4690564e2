"""Workspaces: made by anyone, renamed by their owners."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from schemas.actions.names import tidy_name
from schemas.actions.permission import require
from schemas.models import Membership, Role, Workspace


@transaction.atomic
def create_workspace(*, name: str, by: AbstractBaseUser) -> Workspace:
    """A workspace of which `by` is the owner."""
    workspace = Workspace.objects.create(name=tidy_name(name))
    Membership.objects.create(workspace=workspace, user=by, role=Role.OWNER)
    return workspace


@transaction.atomic
def rename_workspace(workspace: Workspace, *, name: str, by: AbstractBaseUser) -> None:
    require(workspace, by, Role.OWNER)
    workspace.name = tidy_name(name)
    workspace.save(update_fields=["name"])
