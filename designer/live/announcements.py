"""Listening to what `schemas.announce` publishes on Redis."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from typing import Any

from django.conf import settings
from redis.asyncio import Redis

HEARTBEAT = 15.0
"""Seconds of quiet after which a listener is woken; proxies cut streams that stay silent."""

Announcement = dict[str, Any]


async def announcements(
    channel: str, *, heartbeat: float = HEARTBEAT
) -> AsyncGenerator[Announcement | None, None]:
    """What is announced from now on; None whenever the listener should look for itself.

    That is once the subscription stands (so whoever then reads the rows misses nothing), again
    after a lost connection to Redis, and after each quiet spell.
    """
    redis = Redis.from_url(settings.REDIS_URL)
    async with redis, redis.pubsub(ignore_subscribe_messages=True) as subscription:
        await subscription.subscribe(channel)
        while True:
            message = await subscription.get_message(timeout=heartbeat)
            yield json.loads(message["data"]) if message else None
