"""What the rows of a design have in common."""

from __future__ import annotations

from typing import Any

from django.db import models

from schemas.models.project import Branch
from schemas.models.record import Record


class AttributesField(models.JSONField):
    """A JSON object that is empty in most rows, for which no parser is called."""

    def from_db_value(self, value: str | None, *context: Any) -> Any:
        return {} if value == "{}" else super().from_db_value(value, *context)

    def deconstruct(self) -> Any:
        """To migrations it is a JSONField like any other."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


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
    attributes = AttributesField(
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
