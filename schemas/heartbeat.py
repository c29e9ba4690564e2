"""Signs of life of a job: while a worker has it, a key in Redis says so and how far it is.

Needs no database, so that sandbox workers can give them. When the worker dies, the key expires,
and `requeue_stale_jobs` takes the job up again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from typing import TypedDict

from redis import RedisError

from schemas.announce import job_channel, publish, redis

BEAT = 2.0
"""Seconds between two signs of life."""
ALIVE = 8.0
"""Seconds after the last one until a worker counts as gone."""
SHOWN_EVERY = 0.1
"""Seconds between two announcements of progress: nobody reads faster."""
LONGEST_MESSAGE = 500

logger = logging.getLogger(__name__)


class Sign(TypedDict):
    progress: float
    message: str


@contextmanager
def heartbeat(job_id: str) -> Iterator[Pulse | None]:
    """Give signs of life during the block; None when another worker gives them already."""
    pulse = Pulse(job_id)
    if not pulse.claim():
        yield None
        return
    thread = Thread(target=pulse.keep_beating, daemon=True)
    thread.start()
    try:
        yield pulse
    finally:
        pulse.stopped.set()
        thread.join()


def last_sign(job_id: str) -> Sign | None:
    """The last sign of a worker that lives; None when there is no such worker.

    Sandbox workers write to this Redis, so what is read is checked.
    """
    text = redis().get(_key(job_id))
    try:
        sign = json.loads(text or "null")
        progress, message = float(sign["progress"]), str(sign["message"])[:LONGEST_MESSAGE]
    except (ValueError, TypeError, KeyError):
        return None
    return Sign(progress=progress, message=message) if 0 <= progress <= 1 else None


def release(job_id: str) -> None:
    """Let the next worker claim the job at once."""
    redis().delete(_key(job_id))


@dataclass(eq=False)
class Pulse:
    """One worker's hold on one job."""

    job_id: str
    stopped: Event = field(default_factory=Event)
    _sign: Sign = field(default_factory=lambda: Sign(progress=0.0, message=""))
    _shown_at: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def claim(self) -> bool:
        return bool(redis().set(_key(self.job_id), self._text(), px=_ALIVE_MS, nx=True))

    def progress(self, fraction: float, message: str) -> None:
        """Remember how far the job is, and show it unless something was shown just now.

        A fraction below the last one counts as the last one.
        """
        with self._lock:
            furthest = max(fraction, self._sign["progress"])
            self._sign = Sign(progress=min(furthest, 1.0), message=message)
            if monotonic() - self._shown_at < SHOWN_EVERY:
                return
            self._shown_at = monotonic()
        with suppress(RedisError):
            # Whoever asks is told the same as whoever listens.
            self.beat()
            publish(job_channel(self.job_id), self._sign)

    def beat(self) -> None:
        redis().set(_key(self.job_id), self._text(), px=_ALIVE_MS)

    def keep_beating(self) -> None:
        while not self.stopped.wait(BEAT):
            try:
                self.beat()
            except RedisError:
                logger.warning("Redis did not take a sign of life of job %s.", self.job_id)

    def _text(self) -> str:
        return json.dumps(self._sign)


_ALIVE_MS = int(ALIVE * 1000)


def _key(job_id: str) -> str:
    return f"job:{job_id}:alive"
