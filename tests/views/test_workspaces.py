"""/workspaces/new/ and /workspaces/<id>/name/: a new workspace, another name."""

from __future__ import annotations

import pytest
from django.test import Client

from schemas.models import Role, Workspace
from tests.cast import Cast, client_of

NEW = "/workspaces/new/"
BAD_NAMES = ["", "   ", "x" * 121]


def name_of(workspace: Workspace) -> str:
    return f"/workspaces/{workspace.id}/name/"


def test_anyone_signed_in_makes_a_workspace_and_finds_it_at_home(cast: Cast) -> None:
    client = client_of(cast.stranger)
    assert NEW in client.get("/").content.decode()
    assert client.get(NEW).status_code == 200
    response = client.post(NEW, {"name": "  Team <b> "})
    workspace = Workspace.objects.get()
    assert response.url == f"/#workspace-{workspace.id}"
    assert workspace.role_of(cast.stranger) == Role.OWNER
    assert "Team &lt;b&gt;" in client.get("/").content.decode()


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_makes_none(cast: Cast, name: str) -> None:
    assert client_of(cast.owner).post(NEW, {"name": name}).status_code == 422
    assert not Workspace.objects.exists()


def test_an_owner_renames_it(cast: Cast, workspace: Workspace) -> None:
    client = client_of(cast.owner)
    assert 'value="Acme"' in client.get(name_of(workspace)).content.decode()
    response = client.post(name_of(workspace), {"name": "Better"})
    assert response.url == f"/workspaces/{workspace.id}/members/"
    workspace.refresh_from_db()
    assert workspace.name == "Better"


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_is_refused(cast: Cast, workspace: Workspace, name: str) -> None:
    assert client_of(cast.owner).post(name_of(workspace), {"name": name}).status_code == 422
    workspace.refresh_from_db()
    assert workspace.name == "Acme"


@pytest.mark.parametrize(
    ("person", "status"),
    [("editor", 403), ("reviewer", 403), ("viewer", 403), ("stranger", 404)],
)
def test_nobody_else_renames_it(cast: Cast, workspace: Workspace, person: str, status: int) -> None:
    client = client_of(getattr(cast, person))
    assert client.get(name_of(workspace)).status_code == status
    assert client.post(name_of(workspace), {"name": "Mine"}).status_code == status


def test_whoever_is_not_signed_in_is_asked_to(workspace: Workspace) -> None:
    for address in (NEW, name_of(workspace)):
        assert Client().get(address).url.startswith("/accounts/login/")


def test_other_methods_are_refused(cast: Cast, workspace: Workspace) -> None:
    for address in (NEW, name_of(workspace)):
        assert client_of(cast.owner).delete(address).status_code == 405
