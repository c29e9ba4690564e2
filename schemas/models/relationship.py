"""Foreign keys: the lines of the diagram."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from schemas.engine.model import Action
from schemas.models.entity import Entity
from schemas.models.schema_row import SchemaRow

ACTIONS = [(action.value, action.value) for action in Action]


class Relationship(SchemaRow):
    entity = models.ForeignKey(
        Entity,
        models.CASCADE,
        related_name="relationships",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    target = models.ForeignKey(Entity, models.CASCADE, related_name="referenced_by")
    columns = ArrayField(
        models.UUIDField(), db_comment="Object ids of the referencing columns, in order."
    )
    target_columns = ArrayField(
        models.UUIDField(), db_comment="Object ids of the referenced columns, in order."
    )
    on_delete = models.CharField(max_length=11, choices=ACTIONS, default=Action.NO_ACTION.value)
    on_update = models.CharField(max_length=11, choices=ACTIONS, default=Action.NO_ACTION.value)

    class Meta(SchemaRow.Meta):
        db_table_comment = "A foreign key: a line on the diagram."
        constraints = [
            *SchemaRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["entity", "name"],
                name="relationship_name_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(
                    on_delete__in=[value for value, _ in ACTIONS],
                    on_update__in=[value for value, _ in ACTIONS],
                ),
                name="relationship_action_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(columns__len__gt=0)
                & models.Q(columns__len=models.F("target_columns__len")),
                name="relationship_pairs_columns",
            ),
        ]
