"""Where things stand on a diagram: kept apart from the schema, which it never alters."""

from __future__ import annotations

from django.db import models

from schemas.models.entity import Entity
from schemas.models.project import MAIN, Branch
from schemas.models.record import Record


class Diagram(Record):
    branch = models.ForeignKey(
        Branch,
        models.CASCADE,
        related_name="diagrams",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    name = models.CharField(max_length=120, default=MAIN)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table_comment = "A drawing of a branch, or of a part of it."
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "name"], name="diagram_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="diagram_is_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(Record):
    diagram = models.ForeignKey(
        Diagram,
        models.CASCADE,
        related_name="placements",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="placements")
    x = models.FloatField(db_comment="Left edge, in world pixels.")
    y = models.FloatField(db_comment="Top edge, in world pixels.")

    class Meta:
        db_table_comment = "Where one table or view stands on one diagram."
        constraints = [
            models.UniqueConstraint(fields=["diagram", "entity"], name="placement_once"),
        ]

    def __str__(self) -> str:
        return f"({self.x:g}, {self.y:g})"


class Area(Record):
    diagram = models.ForeignKey(Diagram, models.CASCADE, related_name="areas")
    name = models.CharField(max_length=120)
    color = models.CharField(max_length=20, db_comment="Name of a colour of the palette.")
    x = models.FloatField()
    y = models.FloatField()
    width = models.FloatField()
    height = models.FloatField()

    class Meta:
        db_table_comment = "A named, coloured ground behind tables that belong together."
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="area_has_a_size"
            ),
        ]

    def __str__(self) -> str:
        return self.name
