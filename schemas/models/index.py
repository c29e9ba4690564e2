"""Indexes of tables and materialized views, other than those behind constraints."""

from __future__ import annotations

from django.db import models

from schemas.models.entity import Entity
from schemas.models.schema_row import SchemaRow


class Index(SchemaRow):
    entity = models.ForeignKey(
        Entity,
        models.CASCADE,
        related_name="indexes",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    method = models.TextField(default="btree")
    is_unique = models.BooleanField(default=False)
    keys = models.JSONField(db_comment="The codec's index keys, in order.")
    where = models.TextField(
        null=True, blank=True, db_comment="Condition of a partial index, as pg_get_expr prints it."
    )

    class Meta(SchemaRow.Meta):
        db_table_comment = "An index that is not part of a constraint."
        verbose_name_plural = "indexes"
        constraints = [
            *SchemaRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["entity", "name"],
                name="index_name_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
