"""Waiting for what other processes do, and no longer than that takes."""

from __future__ import annotations

import time
from collections.abc import Callable


def eventually(claim: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
