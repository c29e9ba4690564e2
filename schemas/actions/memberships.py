"""Who belongs to a workspace, in which role; owners decide.

An e-mail address without an account gets one. Until its holder has entered by a first link, such an
account is a guest of the owner who made it: other owners can neither add it nor get a link to it,
for whoever holds a link reaches all that the account does.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction

from schemas.actions.permission import require
from schemas.engine.errors import Refused
from schemas.models import Membership, Role, Workspace, has_entered


@transaction.atomic
def add_member(workspace: Workspace, *, email: str, role: Role, by: AbstractBaseUser) -> Membership:
    """Make whoever has this address a member; earlier links of someone who never entered end."""
    _lock(workspace, by)
    user = _found(email, by=by) or _created(email)
    if workspace.memberships.filter(user=user).exists():
        raise Refused(f"{email} is a member already.")
    return Membership.objects.create(workspace=workspace, user=user, role=role)


@transaction.atomic
def change_role(membership: Membership, *, role: Role, by: AbstractBaseUser) -> None:
    """Refused for the only owner, unless they stay one."""
    _lock(membership.workspace, by)
    if role != Role.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove_member(membership: Membership, *, by: AbstractBaseUser) -> None:
    """An account that nobody ever entered goes with its last membership."""
    _lock(membership.workspace, by)
    _keep_an_owner(membership)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    membership.delete()
    if not has_entered(user) and not user.memberships.exists():
        user.delete()


@transaction.atomic
def end_links(membership: Membership, *, by: AbstractBaseUser) -> User:
    """A guest of `by`, whose links so far are void; Refused for everybody else."""
    _lock(membership.workspace, by)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if has_entered(user):
        raise Refused(f"{user} has signed in before, and a link is for the first time only.")
    _void_links(user, by=by)
    return user


def _lock(workspace: Workspace, by: AbstractBaseUser) -> None:
    """Whoever changes who belongs here takes turns, and then must be an owner still."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    require(workspace, by, Role.OWNER)


def _found(email: str, *, by: AbstractBaseUser) -> User | None:
    user = User.objects.select_for_update().filter(email__iexact=email).order_by("pk").first()
    if user and not has_entered(user):
        _void_links(user, by=by)
    return user


def _created(email: str) -> User:
    name = email.lower()
    # Two owners adding one address at the same time get one account.
    user, is_new = User.objects.get_or_create(username=name, defaults={"email": name})
    if not is_new:
        raise Refused(f"The account {name} exists with another address: ask for that.")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return user


def _void_links(user: User, *, by: AbstractBaseUser) -> None:
    """Links are signed over the password: another unusable one ends them."""
    owned = Workspace.objects.filter(memberships__user=by, memberships__role=Role.OWNER)
    reached = user.memberships.all()
    if not reached or reached.exclude(workspace__in=owned).exists():
        raise Refused(f"{user.email} was added elsewhere and has to sign in there first.")
    user.set_unusable_password()
    user.save(update_fields=["password"])


def _keep_an_owner(membership: Membership) -> None:
    others = membership.workspace.memberships.filter(role=Role.OWNER).exclude(pk=membership.pk)
    if not others.exists():
        raise Refused("A workspace keeps an owner: make somebody else one first.")
