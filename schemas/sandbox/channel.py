"""JSON lines between the worker and its children, read with a deadline and a size limit.

The other end may be taken over by the bytes it parses, so the worker takes nothing from it but
bounded JSON.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from typing import Any, Final

_CHUNK: Final = 1 << 16


class ChannelClosed(Exception):
    """The child is gone, or what it says is no JSON or too much of it."""


class Channel:
    def __init__(self, process: subprocess.Popen[bytes], *, line_bytes: int) -> None:
        assert process.stdin
        assert process.stdout
        self._to, self._from = process.stdin, process.stdout
        self._line_bytes = line_bytes
        self._chunks: list[bytes] = []
        self._size = 0
        self._waiting: list[bytes] = []

    def send(self, message: dict[str, Any]) -> None:
        try:
            self._to.write(json.dumps(message).encode() + b"\n")
            self._to.flush()
        except OSError as error:
            raise ChannelClosed("It no longer listens.") from error

    def receive(self, timeout: float) -> dict[str, Any] | None:
        """The next message, or None when `timeout` seconds bring no whole one."""
        deadline = time.monotonic() + timeout
        while not self._waiting:
            left = max(0.0, deadline - time.monotonic())
            if not select.select([self._from], [], [], left)[0]:
                return None
            self._take(os.read(self._from.fileno(), _CHUNK))
        return _parsed(self._waiting.pop(0))

    def close(self) -> None:
        """End the lease: the child sees the end of its input."""
        for stream in (self._to, self._from):
            try:
                stream.close()
            except OSError:
                continue

    def hang_up(self) -> None:
        """Close only the sending half, so that last words can still be heard."""
        try:
            self._to.close()
        except OSError:
            return

    def _take(self, chunk: bytes) -> None:
        if not chunk:
            raise ChannelClosed("It ended.")
        *whole, rest = chunk.split(b"\n")
        for line in whole:
            self._waiting.append(b"".join((*self._chunks, line)))
            self._chunks, self._size = [], 0
        self._chunks.append(rest)
        self._size += len(rest)
        if self._size > self._line_bytes:
            raise ChannelClosed("It says too much.")


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ChannelClosed("It does not speak JSON.") from error
    if not isinstance(message, dict):
        raise ChannelClosed("It does not speak in objects.")
    return message
