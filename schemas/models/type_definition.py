"""Enums, domains and composite types."""

from __future__ import annotations

from django.db import models

from schemas.models.schema_row import SchemaRow


class TypeKind(models.TextChoices):
    ENUM = "enum_type"
    DOMAIN = "domain"
    COMPOSITE = "composite_type"


class TypeDefinition(SchemaRow):
    kind = models.CharField(max_length=14, choices=TypeKind)
    schema = models.TextField(db_comment="Name of what PostgreSQL calls a schema.")

    class Meta(SchemaRow.Meta):
        db_table_comment = "A type of the design's own."
        constraints = [
            *SchemaRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["branch", "schema", "name"],
                name="typedefinition_name_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=TypeKind.values), name="typedefinition_kind_is_known"
            ),
        ]
