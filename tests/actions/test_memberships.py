"""Who belongs to a workspace: added, given other roles, removed; always with an owner."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from designer.entrance import holder_of, new_token, redeem
from schemas.actions.memberships import add_member, change_role, end_links, remove_member
from schemas.engine.errors import Refused
from schemas.models import Membership, Role, Workspace
from tests.cast import Cast

GUEST = "guest@example.org"


@pytest.fixture
def elsewhere(workspace: Workspace) -> Workspace:
    """The stranger's."""
    return Workspace.objects.get(name="Elsewhere")


@pytest.fixture
def guest(workspace: Workspace, cast: Cast) -> Membership:
    """Somebody who has an account since the owner added them, and has not entered yet."""
    return add_member(workspace, email=GUEST, role=Role.EDITOR, by=cast.owner)


def membership_of(workspace: Workspace, user: User) -> Membership:
    return workspace.memberships.get(user=user)


def test_somebody_with_an_account_is_added(workspace: Workspace, cast: Cast) -> None:
    User.objects.filter(pk=cast.stranger.pk).update(last_login=timezone.now())
    added = add_member(workspace, email="Stranger@Example.org", role=Role.REVIEWER, by=cast.owner)
    assert (added.user, added.role) == (cast.stranger, Role.REVIEWER)
    assert workspace.role_of(cast.stranger) == Role.REVIEWER


def test_an_address_without_an_account_gets_one(guest: Membership) -> None:
    assert (guest.user.email, guest.role) == (GUEST, Role.EDITOR)
    assert not guest.has_entered
    assert not guest.user.has_usable_password()


def test_nobody_is_added_twice(workspace: Workspace, cast: Cast, guest: Membership) -> None:
    with pytest.raises(Refused, match="is a member already"):
        add_member(workspace, email=GUEST.upper(), role=Role.OWNER, by=cast.owner)
    assert workspace.memberships.filter(user=guest.user).get().role == Role.EDITOR


def test_a_guest_of_others_is_not_added_before_they_enter(
    elsewhere: Workspace, cast: Cast, guest: Membership
) -> None:
    with pytest.raises(Refused, match="has to sign in there first"):
        add_member(elsewhere, email=GUEST, role=Role.EDITOR, by=cast.stranger)
    redeem(new_token(guest.user), password="correct horse")
    assert add_member(elsewhere, email=GUEST, role=Role.EDITOR, by=cast.stranger).has_entered


def test_an_account_that_waits_without_a_workspace_is_nobodys_guest(
    workspace: Workspace, cast: Cast
) -> None:
    User.objects.create_user("root", "root@example.org")
    with pytest.raises(Refused):
        add_member(workspace, email="root@example.org", role=Role.VIEWER, by=cast.owner)


def test_adding_an_own_guest_to_another_workspace_ends_earlier_links(
    elsewhere: Workspace, cast: Cast, guest: Membership
) -> None:
    Membership.objects.create(workspace=elsewhere, user=cast.owner, role=Role.OWNER)
    earlier = new_token(guest.user)
    added = add_member(elsewhere, email=GUEST, role=Role.VIEWER, by=cast.owner)
    assert holder_of(earlier) is None
    assert holder_of(new_token(added.user)) == guest.user


def test_a_new_link_ends_earlier_ones(cast: Cast, guest: Membership) -> None:
    earlier = new_token(guest.user)
    later = new_token(end_links(guest, by=cast.owner))
    assert holder_of(earlier) is None
    assert holder_of(later) == guest.user


def test_there_is_no_link_to_an_account_that_was_entered(cast: Cast, guest: Membership) -> None:
    redeem(new_token(guest.user), password="correct horse")
    with pytest.raises(Refused, match="has signed in before"):
        end_links(guest, by=cast.owner)


def test_there_is_no_link_to_what_belongs_to_other_owners(
    elsewhere: Workspace, cast: Cast, guest: Membership
) -> None:
    Membership.objects.create(workspace=elsewhere, user=guest.user, role=Role.VIEWER)
    with pytest.raises(Refused, match="has to sign in there first"):
        end_links(guest, by=cast.owner)


def test_a_role_is_changed(workspace: Workspace, cast: Cast) -> None:
    change_role(membership_of(workspace, cast.viewer), role=Role.EDITOR, by=cast.owner)
    assert workspace.role_of(cast.viewer) == Role.EDITOR


def test_a_removed_member_keeps_the_account(workspace: Workspace, cast: Cast) -> None:
    User.objects.filter(pk=cast.editor.pk).update(last_login=timezone.now())
    remove_member(membership_of(workspace, cast.editor), by=cast.owner)
    assert workspace.role_of(cast.editor) is None
    assert User.objects.filter(pk=cast.editor.pk).exists()


def test_an_account_that_nobody_entered_goes_with_its_last_membership(
    cast: Cast, guest: Membership
) -> None:
    link = new_token(guest.user)
    remove_member(guest, by=cast.owner)
    assert not User.objects.filter(email=GUEST).exists()
    assert holder_of(link) is None


def test_the_only_owner_stays_one(workspace: Workspace, cast: Cast) -> None:
    owner = membership_of(workspace, cast.owner)
    with pytest.raises(Refused, match="keeps an owner"):
        change_role(owner, role=Role.EDITOR, by=cast.owner)
    with pytest.raises(Refused, match="keeps an owner"):
        remove_member(owner, by=cast.owner)
    assert workspace.role_of(cast.owner) == Role.OWNER


def test_one_of_two_owners_may_leave(workspace: Workspace, cast: Cast) -> None:
    change_role(membership_of(workspace, cast.editor), role=Role.OWNER, by=cast.owner)
    remove_member(membership_of(workspace, cast.owner), by=cast.owner)
    assert workspace.role_of(cast.editor) == Role.OWNER
    with pytest.raises(Refused, match="keeps an owner"):
        remove_member(membership_of(workspace, cast.editor), by=cast.editor)


@pytest.mark.parametrize("person", ["editor", "reviewer", "viewer", "stranger"])
@pytest.mark.parametrize(
    "act",
    [
        lambda guest, by: add_member(guest.workspace, email="x@y.org", role=Role.VIEWER, by=by),
        lambda guest, by: change_role(guest, role=Role.OWNER, by=by),
        lambda guest, by: remove_member(guest, by=by),
        lambda guest, by: end_links(guest, by=by),
    ],
    ids=["add", "change", "remove", "link"],
)
def test_nobody_else_decides(
    act: Callable[[Membership, User], object], person: str, cast: Cast, guest: Membership
) -> None:
    with pytest.raises(PermissionDenied):
        act(guest, getattr(cast, person))
    assert Membership.objects.get(pk=guest.pk).role == Role.EDITOR
