"""A database design and its working copies."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from schemas.models.record import Record
from schemas.models.workspace import Workspace

MAIN = "main"


class Project(Record):
    workspace = models.ForeignKey(
        Workspace,
        models.CASCADE,
        related_name="projects",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    name = models.CharField(max_length=120)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table_comment = "The design of one database."
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint("workspace", Lower("name"), name="project_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="project_is_named"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def main(self) -> Branch:
        return self.branches.get(name=MAIN)


class Branch(Record):
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        related_name="branches",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    name = models.CharField(max_length=120, default=MAIN)
    seq = models.PositiveBigIntegerField(
        default=0, db_comment="Number of the last edit; its row lock puts edits in order."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table_comment = "A working copy of a design."
        verbose_name_plural = "branches"
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="branch_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="branch_is_named"),
        ]

    def __str__(self) -> str:
        return f"{self.project.name} / {self.name}"
