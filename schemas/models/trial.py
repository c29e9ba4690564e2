"""Migrations proved on a throw-away database."""

from __future__ import annotations

from django.db import models

from schemas.models.job import Job
from schemas.models.version import Version


class Trial(Job):
    base = models.ForeignKey(Version, models.CASCADE, related_name="trials_from")
    target = models.ForeignKey(Version, models.CASCADE, related_name="trials_to")
    planner_version = models.PositiveSmallIntegerField()
    steps = models.JSONField(
        null=True,
        blank=True,
        db_comment="The plan: a list of {sql, describe, notes}, in order; null until it is made.",
    )
    report = models.JSONField(null=True, blank=True, db_comment="The sandbox's result.")

    class Meta(Job.Meta):
        db_table_comment = "A migration between two versions, run where it can do no harm."

    def __str__(self) -> str:
        return f"{self.base} → {self.target}"
