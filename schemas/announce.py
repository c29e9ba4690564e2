"""Telling whoever watches: small JSON events on Redis channels, gone when nobody listens.

Channels are `branch:<id>` (an edit was made) and `job:<id>` (a worker got further). An event is a
reason to look, never the truth: that is in the rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from redis import Redis


@cache
def redis() -> Redis:
    """Safe to keep across forks: its pool notices them."""
    return Redis.from_url(settings.REDIS_URL)


def branch_channel(id: UUID | str) -> str:
    return f"branch:{id}"


def job_channel(id: UUID | str) -> str:
    return f"job:{id}"


def announce(channel: str, event: Mapping[str, Any]) -> None:
    """Publish when the transaction commits; what is committed stays so when Redis is away."""
    transaction.on_commit(partial(publish, channel, event), robust=True)


def publish(channel: str, event: Mapping[str, Any]) -> None:
    """Publish now: for processes without a database."""
    redis().publish(channel, json.dumps(event))
