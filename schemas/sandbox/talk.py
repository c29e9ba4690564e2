"""The runner child's half of the conversation with the worker."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

_SECONDS_BETWEEN_PROGRESS = 0.1


class Talk:
    def __init__(self) -> None:
        self._last_progress = 0.0

    def ready(self) -> None:
        """The interpreter has started: from now on time is the script's."""
        self._say({"ready": True})

    def progress(self, fraction: float, message: str) -> None:
        now = time.monotonic()
        if now - self._last_progress >= _SECONDS_BETWEEN_PROGRESS:
            self._last_progress = now
            self._say({"progress": fraction, "message": message})

    def ask_for_role(self, name: str) -> bool:
        """Have the worker's supervisor create a role without any right, so that a policy can
        name it; the script's own role cannot."""
        self._say({"need_role": name})
        return bool(json.loads(sys.stdin.buffer.readline()).get("done"))

    def answer(self, answer: dict[str, Any]) -> None:
        self._say({"answer": answer})

    def _say(self, message: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()
