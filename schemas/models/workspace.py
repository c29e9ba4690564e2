"""Teams: who works together, and who may do what."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower

from schemas.models.record import Record


class Role(models.TextChoices):
    """From the weakest to the strongest; each may do all that the ones before it may."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    OWNER = "owner"

    def allows(self, needed: Role) -> bool:
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


class Workspace(Record):
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table_comment = "A team and everything it owns."
        ordering = [Lower("name"), "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="workspace_is_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def role_of(self, user: models.Model) -> Role | None:
        role = self.memberships.filter(user=user).values_list("role", flat=True).first()
        return Role(role) if role else None


class Membership(Record):
    workspace = models.ForeignKey(
        Workspace,
        models.CASCADE,
        related_name="memberships",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role, default=Role.EDITOR)

    class Meta:
        db_table_comment = "What one person may do in one workspace."
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"

    @property
    def name(self) -> str:
        """What this person is called here."""
        return self.user.get_full_name() or self.user.email or self.user.get_username()

    @property
    def has_entered(self) -> bool:
        return has_entered(self.user)


def has_entered(user: AbstractBaseUser) -> bool:
    """Whether this account is somebody's already, rather than waiting for its first sign-in."""
    return user.last_login is not None or user.has_usable_password()
