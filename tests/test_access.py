"""The doors: 404 for strangers, 403 for too low a role."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from designer import access
from schemas.models import (
    Artifact,
    Branch,
    Import,
    Project,
    Role,
    Trial,
    Version,
    Workspace,
)
from tests.cast import Cast

Door = Callable[..., Model]
DOORS: dict[str, Door] = {
    "workspace": access.workspace_for,
    "project": access.project_for,
    "branch": access.branch_for,
    "version": access.version_for,
    "artifact": access.artifact_for,
    "import": access.import_for,
    "trial": access.trial_for,
}


@pytest.fixture
def rooms(workspace: Workspace) -> dict[str, Model]:
    """One of everything behind the doors, in the workspace of the cast."""
    project = Project.objects.create(workspace=workspace, name="Shop")
    branch = Branch.objects.create(project=project)
    snapshot = {"project": project, "document": {}, "checksum": "0", "seq": 0}
    base = Version.objects.create(number=1, title="First", **snapshot)
    target = Version.objects.create(number=2, title="Second", **snapshot)
    rendered = {"kind": "json", "checksum": "0", "renderer_version": 1}
    return {
        "workspace": workspace,
        "project": project,
        "branch": branch,
        "version": base,
        "artifact": Artifact.objects.create(project=project, version=base, **rendered),
        "import": Import.objects.create(project=project, packed_script=zlib.compress(b"")),
        "trial": Trial.objects.create(base=base, target=target, planner_version=1),
    }


@pytest.mark.parametrize("name", DOORS)
def test_members_get_in_with_their_own_role(rooms: dict[str, Model], cast: Cast, name: str) -> None:
    for role in Role:
        found = DOORS[name](getattr(cast, role.value), rooms[name].pk)
        assert (found, found.your_role) == (rooms[name], role)


@pytest.mark.parametrize("name", DOORS)
def test_for_strangers_there_is_nothing(rooms: dict[str, Model], cast: Cast, name: str) -> None:
    for user in (cast.stranger, AnonymousUser()):
        with pytest.raises(Http404):
            DOORS[name](user, rooms[name].pk)


@pytest.mark.parametrize("name", DOORS)
def test_what_does_not_exist_is_not_found(rooms: dict[str, Model], cast: Cast, name: str) -> None:
    with pytest.raises(Http404):
        DOORS[name](cast.owner, uuid4())


def test_a_workspace_is_listed_for_those_with_the_role(cast: Cast, workspace: Workspace) -> None:
    (found,) = access.workspaces_of(cast.editor, role=Role.EDITOR)
    assert (found, found.your_role) == (workspace, Role.EDITOR)
    assert not access.workspaces_of(cast.viewer, role=Role.EDITOR).exists()
    assert workspace not in access.workspaces_of(cast.stranger)


@pytest.mark.parametrize("needed", Role)
def test_a_role_opens_what_weaker_roles_open_and_no_more(
    rooms: dict[str, Model], cast: Cast, needed: Role
) -> None:
    branch = rooms["branch"]
    for rank, role in enumerate(Role):
        user = getattr(cast, role.value)
        if rank >= list(Role).index(needed):
            assert access.branch_for(user, branch.pk, role=needed) == branch
        else:
            with pytest.raises(PermissionDenied, match=needed.value):
                access.branch_for(user, branch.pk, role=needed)
