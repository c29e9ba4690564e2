"""Scripts that become designs."""

from __future__ import annotations

import zlib

from django.db import models

from schemas.engine.read.formats import Format
from schemas.models.edit import Edit
from schemas.models.job import Job
from schemas.models.project import Project


class Outcome(models.TextChoices):
    """Of an import into a project that had a design already."""

    NONE = "", "None"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


class Import(Job):
    project = models.ForeignKey(Project, models.CASCADE, related_name="imports")
    filename = models.CharField(max_length=255, blank=True, default="")
    format = models.CharField(
        max_length=10,
        default=Format.POSTGRES.value,
        db_comment="What the script is written in.",
    )
    packed_script = models.BinaryField(db_comment="The script as it was given, by zlib.")
    report = models.JSONField(
        null=True, blank=True, db_comment="What became structured, verbatim, or was left out."
    )
    refusal = models.JSONField(null=True, blank=True, db_comment="Where and why it was refused.")
    edit = models.OneToOneField(
        Edit, models.SET_NULL, null=True, blank=True, related_name="made_by_import"
    )
    base = models.JSONField(
        null=True,
        blank=True,
        db_comment="The design when the import began, as the codec's JSON; null when empty.",
    )
    printed = models.JSONField(
        null=True, blank=True, db_comment="The base as PostgreSQL prints it; null if it refuses it."
    )
    proposed = models.JSONField(
        null=True, blank=True, db_comment="What the script makes, where a person is to accept it."
    )
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True, default=Outcome.NONE)

    class Meta(Job.Meta):
        db_table_comment = "A script on its way into a project."
        constraints = [
            *Job.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="import_outcome_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.filename or "pasted script"

    @property
    def is_update(self) -> bool:
        """Whether it meets a design, which changes only when somebody accepts it."""
        return self.base is not None

    @property
    def awaits_review(self) -> bool:
        return self.proposed is not None and not self.outcome

    @property
    def script(self) -> bytes:
        return zlib.decompress(self.packed_script)
