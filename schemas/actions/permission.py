"""Roles, checked again where the writing happens."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied

from schemas.models import Role, Workspace


def require(workspace: Workspace, user: AbstractBaseUser, role: Role) -> None:
    """Raise PermissionDenied unless the user has this role in the workspace, or a stronger one."""
    own = workspace.role_of(user)
    if own is None or not own.allows(role):
        raise PermissionDenied(f"This needs the role of {role.label.lower()} or more.")
