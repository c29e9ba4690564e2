"""The worker's hold on the runner child: requests with a deadline that nothing can outlive.

Past its deadline a request is ended in rungs: cancel the query, terminate the session, end the
sandbox, kill the child. All are needed: `EXCEPTION WHEN query_canceled` swallows the first, and a
few built-in functions never look whether they should stop.
"""

from __future__ import annotations

import subprocess
import time
from types import TracebackType
from typing import Any, Self

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox.channel import Channel, ChannelClosed
from schemas.sandbox.children import start_child
from schemas.sandbox.lease import Lease, LeaseEnded
from schemas.sandbox.limits import Limits
from schemas.sandbox.results import Progress, Refusal
from schemas.sandbox.runner import opening_for

_TICK = 0.1
_READY_SECONDS = 60.0
_TERMINATE_AFTER, _STOP_AFTER, _KILL_AFTER = 0.5, 1.5, 2.5
# The supervisor looks several times a second whether its server lives.
_CRASH_SECONDS = 2.0


class Stopped(Exception):
    """A request that did not come to its own end.

    `reason` is a word that `jobs.py` has a sentence for; `at` is where the script was, when
    the child could still tell.
    """

    def __init__(self, reason: str, at: Refusal | None = None, detail: str = "") -> None:
        self.reason, self.at, self.detail = reason, at, detail
        super().__init__(reason)


class RunnerChild:
    """Use as a context manager: the child is gone when the block ends.

    It starts at once, and takes about as long as a server does: open the lease meanwhile.
    """

    def __init__(self, limits: Limits) -> None:
        self._process = start_child("schemas.sandbox.runner", stderr=subprocess.DEVNULL)
        self._channel = Channel(self._process, line_bytes=limits.answer_bytes)
        self._lease: Lease | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._channel.close()

    def enter(self, lease: Lease) -> None:
        """Tell the child where to work; raises SandboxUnavailable when it is not there."""
        opening = opening_for(
            lease.access,
            lease.major,
            account=lease.account,
            limits=lease.limits,
            trusted=lease.trusted,
        )
        try:
            self._channel.send({**opening})
            is_ready = self._channel.receive(_READY_SECONDS) is not None
        except ChannelClosed:
            is_ready = False
        if not is_ready:
            raise SandboxUnavailable(
                "The child that talks to the sandbox did not start. Try again."
            )
        self._lease = lease

    def ask(self, request: dict[str, Any], *, seconds: float, progress: Progress) -> dict[str, Any]:
        """The child's answer; raises Stopped when there is none in time."""
        assert self._lease, "enter() comes first"
        return _Request(self._lease, self._process, self._channel, seconds).run(request, progress)


class _Request:
    def __init__(
        self,
        lease: Lease,
        process: subprocess.Popen[bytes],
        channel: Channel,
        seconds: float,
    ) -> None:
        self._lease, self._process, self._channel = lease, process, channel
        self._deadline = time.monotonic() + seconds
        self._reason: str | None = None
        self._rung = 0

    def run(self, request: dict[str, Any], progress: Progress) -> dict[str, Any]:
        try:
            self._channel.send(request)
            while True:
                message = self._channel.receive(_TICK)
                if message and "answer" in message:
                    return self._checked(message["answer"])
                if message and "need_role" in message:
                    self._channel.send({"done": self._invent(str(message["need_role"]))})
                elif message:
                    progress(float(message["progress"]), str(message["message"]))
                self._watch()
        except (ChannelClosed, KeyError, TypeError, ValueError) as error:
            self._lease_reason()
            raise Stopped(self._reason or "lost", detail=str(error)) from error

    def _checked(self, answer: dict[str, Any]) -> dict[str, Any]:
        """An answer given because the watchdog stopped the work tells only where it was."""
        if "too_large" in answer:
            raise Stopped("too large", detail=str(answer["too_large"]))
        if "unreadable" in answer:
            raise Stopped(self._reason or "unreadable", detail=str(answer["unreadable"]))
        if "unreachable" in answer:
            self._lease_reason()
            raise Stopped(self._reason or "lost", detail=str(answer["unreachable"]))
        if "lost" in answer:
            if not answer["server_lives"]:
                self._wait_for_lease_reason()
            ended_by = "session" if answer["server_lives"] else "crash"
            raise Stopped(self._reason or ended_by, at=answer.get("at"))
        if self._reason:
            raise Stopped(self._reason, at=answer.get("refused"))
        return answer

    def _watch(self) -> None:
        self._lease_reason()
        over = time.monotonic() - self._deadline
        if over < 0 or self._rung == 4:
            return
        self._reason = self._reason or "deadline"
        try:
            self._climb(over)
        except LeaseEnded:
            self._rung = max(self._rung, 3)

    def _climb(self, over: float) -> None:
        if self._rung == 0:
            self._rung = 1
            self._lease.order("cancel")
        elif self._rung == 1 and over > _TERMINATE_AFTER:
            self._rung = 2
            self._lease.order("terminate")
        elif self._rung == 2 and over > _STOP_AFTER:
            self._rung = 3
            self._lease.stop()
        elif self._rung == 3 and over > _KILL_AFTER:
            self._rung = 4
            self._process.kill()

    def _invent(self, name: str) -> bool:
        try:
            return bool(self._lease.order("invent role", name=name))
        except LeaseEnded as error:
            self._reason = self._reason or error.reason
            return False

    def _wait_for_lease_reason(self) -> None:
        """The lease knows best what became of its server."""
        deadline = time.monotonic() + _CRASH_SECONDS
        while not self._reason and time.monotonic() < deadline:
            self._lease_reason(wait=_TICK)

    def _lease_reason(self, *, wait: float = 0.0) -> None:
        """Learn why the sandbox ended, if it did."""
        if self._reason:
            return
        try:
            self._lease.raise_if_ended(wait)
        except LeaseEnded as error:
            self._reason = error.reason
