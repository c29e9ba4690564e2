"""The log of a branch: what was done, by whom, and how to take it back."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Max, Q

from schemas.models.diagram import Diagram
from schemas.models.project import Branch
from schemas.models.record import Record

HAS_AN_EFFECT = ~Q(inverse=[], moves_back={})
"""Taking an edit back may change nothing, when somebody else has done it already."""


class EditQuerySet(models.QuerySet["Edit"]):
    def undoable(self, user: models.Model) -> EditQuerySet:
        """What the user did or redid and has not undone, latest first."""
        done = self.filter(HAS_AN_EFFECT, actor=user, undoes=None, undone_by=None)
        return done.order_by("-seq")

    def redoable(self, user: models.Model) -> EditQuerySet:
        """What the user undid since their last new edit and has not redone, latest first."""
        new = self.filter(actor=user, undoes=None, redoes=None)
        last = new.aggregate(last=Max("seq", default=0))["last"]
        undone = self.filter(HAS_AN_EFFECT, actor=user, undoes__isnull=False, redone_by=None)
        return undone.filter(seq__gt=last).order_by("-seq")

    def since(self, seq: int) -> EditQuerySet:
        return self.filter(seq__gt=seq).order_by("seq")


class Edit(Record):
    branch = models.ForeignKey(
        Branch,
        models.CASCADE,
        related_name="edits",
        # The unique constraint below already indexes it.
        db_index=False,
    )
    seq = models.PositiveBigIntegerField(db_comment="From 1, without gaps.")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="edits"
    )
    session = models.CharField(
        max_length=64, blank=True, default="", db_comment="Browser tab that made it."
    )
    token = models.UUIDField(
        null=True, blank=True, db_comment="Of the request; the same when it is sent again."
    )
    summary = models.TextField(db_comment="What was done, for people.")
    changes = models.JSONField(default=list, db_comment="The codec's changes, in order.")
    inverse = models.JSONField(default=list, db_comment="The changes that take it back.")
    diagram = models.ForeignKey(
        Diagram,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Diagram of the moves.",
    )
    moves = models.JSONField(
        default=dict, db_comment="Object id -> [x, y] where it now stands, null when gone."
    )
    moves_back = models.JSONField(
        default=dict, db_comment="Object id -> [x, y] where it stood, null when it did not."
    )
    touched = ArrayField(
        models.UUIDField(),
        default=list,
        db_comment="Object ids of the tables and views that are new, changed or gone.",
    )
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="undone_by"
    )
    redoes = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="redone_by"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EditQuerySet.as_manager()

    class Meta:
        db_table_comment = "One edit of a branch."
        ordering = ["branch", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "seq"], name="edit_seq_once"),
            models.UniqueConstraint(fields=["branch", "token"], name="edit_token_once"),
            models.CheckConstraint(condition=Q(seq__gt=0), name="edit_seq_from_one"),
            models.CheckConstraint(
                condition=Q(undoes=None) | Q(redoes=None), name="edit_undoes_or_redoes"
            ),
            models.CheckConstraint(
                condition=~Q(undoes=F("id")) & ~Q(redoes=F("id")), name="edit_not_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.summary}"
