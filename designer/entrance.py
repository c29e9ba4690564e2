"""The local owner, and the one-time link that signs them in on their own machine.

A link holds a signature over when the owner last signed in, so that using it is what ends it:
there is nothing to store and nothing to clean up.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils import timezone

LOCAL_OWNER = "local-owner"


class EntranceTokens(PasswordResetTokenGenerator):
    """Django's signed, expiring token, made stale by any later sign-in."""

    key_salt = "designer.entrance"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        # Django's own drops the microseconds, so that a second use within a second would pass.
        return f"{user.pk}{_moment(user.last_login)}{timestamp}"


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


def new_token() -> str:
    return tokens.make_token(local_owner())


def redeem(token: str) -> User | None:
    """The local owner when the token is good, and from then on the token is not."""
    with transaction.atomic():
        # The lock makes two requests with one link take turns.
        owner = (
            User.objects.select_for_update().filter(username=LOCAL_OWNER, is_active=True).first()
        )
        if owner is None or not tokens.check_token(owner, token):
            return None
        owner.last_login = timezone.now()
        owner.save(update_fields=["last_login"])
        return owner


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
