"""The only doors to what belongs to a workspace.

Each answers with the row, with its workspace, and with the user's role in it as `your_role`.
Strangers get a 404, as if there were nothing; members whose role is too low get a 403.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, QuerySet
from django.http import Http404

from schemas.models import (
    Artifact,
    Branch,
    Import,
    Membership,
    Project,
    Role,
    Trial,
    Version,
    Workspace,
)

User = AbstractBaseUser | AnonymousUser
Row = TypeVar("Row", bound=Model)


def workspaces_of(user: User, *, role: Role = Role.VIEWER) -> QuerySet[Workspace]:
    """Those where the user has at least this role."""
    roles = [own for own in Role if own.allows(role)]
    own = Workspace.objects.filter(memberships__user=user, memberships__role__in=roles)
    return own.annotate(your_role=F("memberships__role"))


def workspace_for(user: User, id: UUID, *, role: Role = Role.VIEWER) -> Workspace:
    return _open(Workspace, "", user, id, role)


def membership_for(user: User, id: UUID, *, role: Role = Role.VIEWER) -> Membership:
    return _open(Membership, "workspace", user, id, role)


def project_for(user: User, id: UUID, *, role: Role = Role.VIEWER) -> Project:
    return _open(Project, "workspace", user, id, role)


def branch_for(user: User, id: UUID, *, role: Role = Role.VIEWER) -> Branch:
    return _open(Branch, "project__workspace", user, id, role)


def version_for(user: User, id: UUID, *, role: Role = Role.VIEWER) -> Version:
    return _open(Version, "project__workspace", user, id, role)


def artifact_for(user: User, id: UUID, *, role: Role = Role.VIEWER) -> Artifact:
    return _open(Artifact, "project__workspace", user, id, role)


def import_for(user: User, id: UUID, *, role: Role = Role.VIEWER) -> Import:
    return _open(Import, "project__workspace", user, id, role)


def trial_for(user: User, id: UUID, *, role: Role = Role.VIEWER) -> Trial:
    return _open(Trial, "base__project__workspace", user, id, role)


def _open(model: type[Row], workspace: str, user: User, id: UUID, role: Role) -> Row:
    if not user.is_authenticated:
        raise Http404
    membership = f"{workspace}__memberships" if workspace else "memberships"
    rows = model._default_manager.select_related(workspace) if workspace else model.objects
    found = (
        rows.filter(**{"id": id, f"{membership}__user": user})
        .annotate(your_role=F(f"{membership}__role"))
        .first()
    )
    if found is None:
        raise Http404
    if not Role(found.your_role).allows(role):
        raise PermissionDenied(f"This needs the role of {role.label.lower()} or more.")
    return found
