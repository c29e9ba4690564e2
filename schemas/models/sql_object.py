"""Everything else of a design: schemas, extensions, sequences, triggers, policies, verbatim SQL."""

from __future__ import annotations

from django.db import models

from schemas.models.entity import Entity
from schemas.models.schema_row import SchemaRow


class SqlObjectKind(models.TextChoices):
    NAMESPACE = "namespace"
    EXTENSION = "extension"
    SEQUENCE = "sequence"
    TRIGGER = "trigger"
    POLICY = "policy"
    VERBATIM = "sql_object"


OWNED = [SqlObjectKind.TRIGGER, SqlObjectKind.POLICY]
"""Kinds that live inside a table or a view."""


class SqlObject(SchemaRow):
    kind = models.CharField(max_length=10, choices=SqlObjectKind)
    entity = models.ForeignKey(
        Entity, models.CASCADE, related_name="sql_objects", null=True, blank=True
    )
    schema = models.TextField(
        blank=True, default="", db_comment="Empty for what lives outside schemas."
    )
    definition = models.TextField(
        blank=True, default="", db_comment="Statements of what is kept as PostgreSQL's own text."
    )

    class Meta(SchemaRow.Meta):
        db_table_comment = "An object that has no table of its own here."
        constraints = [
            *SchemaRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=SqlObjectKind.values), name="sqlobject_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OWNED, entity__isnull=False)
                | (~models.Q(kind__in=OWNED) & models.Q(entity__isnull=True)),
                name="sqlobject_owner_fits_kind",
            ),
        ]
