"""What the rows of a design have in common."""

from __future__ import annotations

from django.db import models

from schemas.models.project import Branch
from schemas.models.record import Record


class SchemaRow(Record):
    """One object of the engine's model as it is on one branch."""

    branch = models.ForeignKey(
        Branch,
        models.CASCADE,
        related_name="%(class)s_rows",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    object_id = models.UUIDField(
        db_comment="The engine's id: survives renames and is the same on every branch."
    )
    name = models.TextField()
    comment = models.TextField(blank=True, default="")
    attributes = models.JSONField(
        default=dict,
        blank=True,
        db_comment="Rarely used fields by the codec's names; those at their default are left out.",
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["branch", "object_id"], name="%(class)s_object_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="%(class)s_is_named"),
        ]

    def __str__(self) -> str:
        return self.name
