"""/workspaces/<id>/members/ and /memberships/<id>/…: who belongs to a workspace."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from schemas.models import Membership, Role, Workspace
from tests.cast import Cast, client_of

GUEST = "guest@example.org"
LINK = re.compile(r"http://testserver(/enter/[a-z0-9-]+)")


def members_of(workspace: Workspace) -> str:
    return f"/workspaces/{workspace.id}/members/"


def address(workspace: Workspace, person: str, part: str) -> str:
    membership = workspace.memberships.get(user__email=f"{person}@example.org")
    return f"/memberships/{membership.id}/{part}/"


def add(cast: Cast, workspace: Workspace, email: str, role: str = "editor") -> HttpResponse:
    form = {"email": email, "role": role}
    return client_of(cast.owner).post(members_of(workspace), form)


def link_in(response: HttpResponse) -> str:
    return LINK.search(response.content.decode())[1]


@pytest.mark.parametrize("person", ["owner", "editor", "reviewer", "viewer"])
def test_every_member_sees_the_members(cast: Cast, workspace: Workspace, person: str) -> None:
    page = client_of(getattr(cast, person)).get(members_of(workspace)).content.decode()
    assert "editor@example.org" in page
    assert "stranger@example.org" not in page


@pytest.mark.parametrize(("person", "offered"), [("owner", True), ("editor", False)])
def test_only_owners_are_offered_to_decide(
    cast: Cast, workspace: Workspace, person: str, offered: bool
) -> None:
    page = client_of(getattr(cast, person)).get(members_of(workspace)).content.decode()
    assert ('name="email"' in page) is offered
    assert ("/removal/" in page) is offered


def test_home_leads_to_the_members_and_counts_them(cast: Cast, workspace: Workspace) -> None:
    page = client_of(cast.viewer).get("/").content.decode()
    assert members_of(workspace) in page
    assert "4 members" in page


def test_somebody_with_an_account_is_added_at_once(cast: Cast, workspace: Workspace) -> None:
    User.objects.filter(pk=cast.stranger.pk).update(last_login=timezone.now())
    response = add(cast, workspace, "stranger@example.org", "viewer")
    assert response.url == members_of(workspace)
    assert workspace.role_of(cast.stranger) == Role.VIEWER
    assert client_of(cast.stranger).get(members_of(workspace)).status_code == 200


def test_somebody_without_one_gets_a_link_that_is_shown_once(
    cast: Cast, workspace: Workspace
) -> None:
    link = link_in(add(cast, workspace, GUEST))
    assert Client().get(link).status_code == 200
    page = client_of(cast.owner).get(members_of(workspace)).content.decode()
    assert (GUEST in page, "/enter/" in page) == (True, False)


def test_the_link_lets_a_colleague_in(cast: Cast, workspace: Workspace) -> None:
    link, colleague = link_in(add(cast, workspace, GUEST)), Client()
    chosen = {"name": "Grace", "password1": "correct horse", "password2": "correct horse"}
    assert colleague.post(link, chosen).url == "/"
    assert "Acme" in colleague.get("/").content.decode()
    assert "Grace" in colleague.get(members_of(workspace)).content.decode()


def test_another_link_ends_the_first(cast: Cast, workspace: Workspace) -> None:
    first = link_in(add(cast, workspace, GUEST))
    response = client_of(cast.owner).post(address(workspace, "guest", "link"))
    assert Client().get(link_in(response)).status_code == 200
    assert Client().get(first).status_code == 410


def test_there_is_no_link_for_who_signed_in_before(cast: Cast, workspace: Workspace) -> None:
    User.objects.filter(pk=cast.editor.pk).update(last_login=timezone.now())
    response = client_of(cast.owner).post(address(workspace, "editor", "link"))
    assert response.status_code == 422
    assert "/enter/" not in response.content.decode()


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("", "editor"),
        ("nobody", "editor"),
        ("a@b.org\nBcc: c@d.org", "editor"),
        ("x" * 150 + "@example.org", "editor"),
        (GUEST, "god"),
        (GUEST, ""),
        ("EDITOR@example.org", "owner"),
    ],
)
def test_bad_input_adds_nobody(cast: Cast, workspace: Workspace, email: str, role: str) -> None:
    assert add(cast, workspace, email, role).status_code == 422
    assert (workspace.memberships.count(), User.objects.count()) == (4, 5)


def test_a_role_is_changed(cast: Cast, workspace: Workspace) -> None:
    response = client_of(cast.owner).post(address(workspace, "viewer", "role"), {"role": "editor"})
    assert response.url == members_of(workspace)
    assert workspace.role_of(cast.viewer) == Role.EDITOR


@pytest.mark.parametrize("role", ["", "god", "EDITOR"])
def test_an_unknown_role_is_refused(cast: Cast, workspace: Workspace, role: str) -> None:
    target = address(workspace, "viewer", "role")
    assert client_of(cast.owner).post(target, {"role": role}).status_code == 422
    assert workspace.role_of(cast.viewer) == Role.VIEWER


def test_a_member_is_removed_after_a_question(cast: Cast, workspace: Workspace) -> None:
    client, target = client_of(cast.owner), address(workspace, "editor", "removal")
    assert "Remove editor@example.org?" in client.get(target).content.decode()
    assert workspace.role_of(cast.editor) == Role.EDITOR
    assert client.post(target).url == members_of(workspace)
    assert workspace.role_of(cast.editor) is None


def test_an_owner_who_leaves_goes_home(cast: Cast, workspace: Workspace) -> None:
    workspace.memberships.filter(user=cast.editor).update(role=Role.OWNER)
    response = client_of(cast.owner).post(address(workspace, "owner", "removal"))
    assert response.url == "/"


@pytest.mark.parametrize(("part", "form"), [("role", {"role": "viewer"}), ("removal", {})])
def test_the_only_owner_is_told_to_make_another(
    cast: Cast, workspace: Workspace, part: str, form: dict[str, str]
) -> None:
    response = client_of(cast.owner).post(address(workspace, "owner", part), form)
    assert response.status_code == 422
    assert "make somebody else one first" in response.content.decode()
    assert workspace.role_of(cast.owner) == Role.OWNER


@pytest.mark.parametrize(
    ("person", "status"),
    [("editor", 403), ("reviewer", 403), ("viewer", 403), ("stranger", 404)],
)
def test_nobody_else_decides(cast: Cast, workspace: Workspace, person: str, status: int) -> None:
    client, before = client_of(getattr(cast, person)), list(Membership.objects.values())
    parts = [address(workspace, "viewer", part) for part in ("role", "removal", "link")]
    form = {"email": GUEST, "role": "owner"}
    found = {path: client.post(path, form).status_code for path in [members_of(workspace), *parts]}
    assert set(found.values()) == {status}, found
    assert client.get(address(workspace, "viewer", "removal")).status_code == status
    assert (list(Membership.objects.values()), User.objects.count()) == (before, 5)


def test_strangers_find_no_members(cast: Cast, workspace: Workspace) -> None:
    assert client_of(cast.stranger).get(members_of(workspace)).status_code == 404
    assert Client().get(members_of(workspace)).url.startswith("/accounts/login/")


def test_other_methods_are_refused(cast: Cast, workspace: Workspace) -> None:
    client = client_of(cast.owner)
    assert client.delete(members_of(workspace)).status_code == 405
    assert client.delete(address(workspace, "viewer", "removal")).status_code == 405
    for part in ("role", "link"):
        assert client.get(address(workspace, "viewer", part)).status_code == 405
