"""What is rendered from versions: SQL, diagrams, documentation, code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from schemas.engine.write import ARTIFACTS
from schemas.models.job import Job, JobQuerySet
from schemas.models.project import Project
from schemas.models.version import Version


class ArtifactQuerySet(JobQuerySet):
    def of(self, version: Version) -> ArtifactQuerySet:
        """What today's renderers made of a version's design, or are asked to make."""
        current = Q()
        for kind, artifact in ARTIFACTS.items():
            current |= Q(kind=kind, renderer_version=artifact.version)
        return self.filter(current, project=version.project_id, checksum=version.checksum)


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

    objects = ArtifactQuerySet.as_manager()

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
