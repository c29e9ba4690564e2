"""What every row has: a UUID that can be made before the row is."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True
