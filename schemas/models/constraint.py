"""Constraints of tables other than foreign keys."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from schemas.models.entity import Entity
from schemas.models.schema_row import SchemaRow


class ConstraintKind(models.TextChoices):
    PRIMARY_KEY = "primary_key"
    UNIQUE = "unique"
    CHECK = "check"
    EXCLUSION = "exclusion"


class Constraint(SchemaRow):
    entity = models.ForeignKey(
        Entity,
        models.CASCADE,
        related_name="constraints",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    kind = models.CharField(max_length=12, choices=ConstraintKind)
    columns = ArrayField(
        models.UUIDField(),
        default=list,
        blank=True,
        db_comment="Object ids of the columns of a primary or unique key, in order.",
    )
    expression = models.TextField(
        blank=True, default="", db_comment="Of a check, or the definition of an exclusion."
    )

    class Meta(SchemaRow.Meta):
        db_table_comment = "A primary key, unique, check or exclusion constraint."
        constraints = [
            *SchemaRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["entity", "name"],
                name="constraint_name_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["entity"],
                condition=models.Q(kind=ConstraintKind.PRIMARY_KEY),
                name="constraint_one_primary_key",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ConstraintKind.values),
                name="constraint_kind_is_known",
            ),
        ]
