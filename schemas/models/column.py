"""Columns of tables."""

from __future__ import annotations

from django.db import models

from schemas.models.entity import Entity
from schemas.models.schema_row import SchemaRow


class Column(SchemaRow):
    entity = models.ForeignKey(
        Entity,
        models.CASCADE,
        related_name="columns",
        # The unique constraints below already index it.
        db_index=False,
    )
    position = models.PositiveIntegerField(db_comment="From 0.")
    type = models.TextField(db_comment="As format_type prints it.")
    nullable = models.BooleanField(default=True)
    default = models.TextField(null=True, blank=True, db_comment="As pg_get_expr prints it.")

    class Meta(SchemaRow.Meta):
        db_table_comment = "A column of a table."
        ordering = ["entity", "position"]
        constraints = [
            *SchemaRow.Meta.constraints,
            # Deferred, so that one edit can swap two names or two places.
            models.UniqueConstraint(
                fields=["entity", "name"],
                name="column_name_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["entity", "position"],
                name="column_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~models.Q(type=""), name="column_has_a_type"),
        ]
