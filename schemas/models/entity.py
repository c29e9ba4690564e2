"""Tables and views."""

from __future__ import annotations

from django.db import models

from schemas.models.schema_row import SchemaRow


class EntityKind(models.TextChoices):
    TABLE = "table"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized_view"


class EntityQuerySet(models.QuerySet["Entity"]):
    def tables(self) -> EntityQuerySet:
        return self.filter(kind=EntityKind.TABLE)

    def views(self) -> EntityQuerySet:
        return self.exclude(kind=EntityKind.TABLE)


class Entity(SchemaRow):
    kind = models.CharField(max_length=20, choices=EntityKind, default=EntityKind.TABLE)
    schema = models.TextField(db_comment="Name of what PostgreSQL calls a schema.")
    definition = models.TextField(blank=True, default="", db_comment="The query of a view.")

    objects = EntityQuerySet.as_manager()

    class Meta(SchemaRow.Meta):
        db_table_comment = "A table or a view: a box on the diagram."
        verbose_name_plural = "entities"
        constraints = [
            *SchemaRow.Meta.constraints,
            # Deferred, so that one edit can swap two names.
            models.UniqueConstraint(
                fields=["branch", "schema", "name"],
                name="entity_name_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=EntityKind.values), name="entity_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=EntityKind.TABLE) | models.Q(definition=""),
                name="entity_table_has_no_query",
            ),
        ]
