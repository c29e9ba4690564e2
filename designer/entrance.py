"""One-time links that sign somebody in: the local owner, or a colleague for the first time.

A link holds a signature over the password and over when its holder last signed in: using it is what
ends it, and there is nothing to store and nothing to clean up.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36

LOCAL_OWNER = "local-owner"


class EntranceTokens(PasswordResetTokenGenerator):
    """Django's signed, expiring token, made stale by any later sign-in."""

    key_salt = "designer.entrance"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        # Django's own drops the microseconds, so that a second use within a second would pass.
        return f"{user.pk}{user.password}{_moment(user.last_login)}{timestamp}"


tokens = EntranceTokens()


def local_owner() -> User:
    """The person at this machine; made at the first start, and without a password."""
    owner, created = User.objects.get_or_create(
        username=LOCAL_OWNER, defaults={"email": "owner@localhost", "first_name": "Owner"}
    )
    if created:
        owner.set_unusable_password()
        owner.save(update_fields=["password"])
    return owner


def new_token(user: User) -> str:
    return f"{int_to_base36(user.pk)}-{tokens.make_token(user)}"


def holder_of(token: str) -> User | None:
    """Whom a good token would sign in; it stays good."""
    return _holder(User.objects.all(), token)


@transaction.atomic
def redeem(token: str, *, name: str = "", password: str = "") -> User | None:
    """Whom the token signs in, with a name and a password if they chose some; it is used up."""
    # The lock makes two requests with one link take turns.
    user = _holder(User.objects.select_for_update(), token)
    if user is None:
        return None
    user.last_login = timezone.now()
    if name:
        user.first_name = name
    if password:
        user.set_password(password)
    user.save(update_fields=["last_login", "first_name", "password"])
    return user


def _holder(users: QuerySet[User], token: str) -> User | None:
    key, _, signed = token.partition("-")
    try:
        user = users.filter(pk=base36_to_int(key), is_active=True).first()
    except ValueError:
        return None
    return user if tokens.check_token(user, signed) else None


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
