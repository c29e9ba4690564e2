"""What is rendered from versions: SQL, diagrams, documentation, code."""

from __future__ import annotations

from django.db import models

from schemas.models.job import Job
from schemas.models.project import Project
from schemas.models.version import Version


class Artifact(Job):
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        related_name="artifacts",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    version = models.ForeignKey(
        Version,
        models.CASCADE,
        related_name="+",
        db_comment="The first with this checksum; equal ones share the artifact.",
    )
    checksum = models.CharField(max_length=64, db_comment="Of the version's schema.")
    kind = models.CharField(max_length=20, db_comment="A key of the engine's ARTIFACTS.")
    renderer_version = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")

    class Meta(Job.Meta):
        db_table_comment = "A text rendered from a version."
        constraints = [
            *Job.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "checksum", "kind", "renderer_version"], name="artifact_once"
            ),
        ]

    def __str__(self) -> str:
        return self.kind
