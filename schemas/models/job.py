"""What every piece of work that a worker does has in common."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from schemas.models.record import Record


class JobStatus(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


ACTIVE = [JobStatus.QUEUED, JobStatus.RUNNING]
OVER = [JobStatus.DONE, JobStatus.FAILED]


class JobQuerySet(models.QuerySet["Job"]):
    def active(self) -> JobQuerySet:
        return self.filter(status__in=ACTIVE)


class Job(Record):
    status = models.CharField(max_length=7, choices=JobStatus, default=JobStatus.QUEUED)
    progress = models.FloatField(default=0, db_comment="From 0 to 1.")
    message = models.TextField(blank=True, default="", db_comment="What it does now, for people.")
    error = models.TextField(blank=True, default="", db_comment="Why it failed, for people.")
    attempt = models.PositiveSmallIntegerField(default=1)
    heartbeat_at = models.DateTimeField(
        auto_now_add=True, db_comment="When it was sent, or last known to be worked on."
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=JobStatus.values), name="%(class)s_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(progress__gte=0, progress__lte=1), name="%(class)s_progress_in_range"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[JobStatus.DONE, JobStatus.FAILED], finished_at__isnull=False
                )
                | Q(status__in=ACTIVE, finished_at__isnull=True),
                name="%(class)s_finished_when_over",
            ),
        ]
        indexes = [
            models.Index(
                fields=["heartbeat_at"],
                condition=Q(status__in=ACTIVE),
                name="%(class)s_active",
            ),
        ]

    @property
    def is_over(self) -> bool:
        return self.status in OVER
