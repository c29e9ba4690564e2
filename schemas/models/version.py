"""Numbered snapshots that never change."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from schemas.engine import codec
from schemas.engine.model import Schema
from schemas.models.project import Branch, Project
from schemas.models.record import Record


class Version(Record):
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        related_name="versions",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    branch = models.ForeignKey(Branch, models.SET_NULL, null=True, related_name="versions")
    number = models.PositiveIntegerField(db_comment="From 1 in each project.")
    title = models.CharField(max_length=200)
    document = models.JSONField(db_comment="The codec's JSON of the whole schema.")
    positions = models.JSONField(
        default=dict, db_comment="Object id -> [x, y] on the branch's first diagram then."
    )
    checksum = models.CharField(max_length=64, db_comment="The codec's, as hexadecimal SHA-256.")
    seq = models.PositiveBigIntegerField(db_comment="Last edit of the branch that is in it.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table_comment = "An immutable snapshot of a branch."
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="version_number_once"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="version_from_one"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}: {self.title}"

    @property
    def schema(self) -> Schema:
        return codec.decode(self.document)
