"""Workspaces: made by anyone, renamed by owners."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from schemas.actions.workspaces import create_workspace, rename_workspace
from schemas.engine.errors import Refused
from schemas.models import Role, Workspace
from tests.cast import Cast

BAD_NAMES = ["", " \n ", "x" * 121]


def test_whoever_makes_a_workspace_owns_it(cast: Cast) -> None:
    workspace = create_workspace(name=" Our  team ", by=cast.stranger)
    assert workspace.name == "Our team"
    assert workspace.role_of(cast.stranger) == Role.OWNER
    assert workspace.role_of(cast.owner) is None


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_makes_no_workspace(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        create_workspace(name=name, by=cast.owner)
    assert not Workspace.objects.exists()


def test_an_owner_renames_a_workspace(workspace: Workspace, cast: Cast) -> None:
    rename_workspace(workspace, name=" Better  ", by=cast.owner)
    workspace.refresh_from_db()
    assert workspace.name == "Better"


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_is_refused(workspace: Workspace, cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        rename_workspace(workspace, name=name, by=cast.owner)


@pytest.mark.parametrize("person", ["editor", "reviewer", "viewer", "stranger"])
def test_nobody_else_renames_it(workspace: Workspace, cast: Cast, person: str) -> None:
    with pytest.raises(PermissionDenied):
        rename_workspace(workspace, name="Mine", by=getattr(cast, person))
