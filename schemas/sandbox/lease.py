"""What a job runs in, seen from the worker: a lease on a supervisor child.

`Cluster` is a server of the job's own, `Tenancy` a database on a shared one. Either way the worker
never connects: orders go through the supervisor; the script and the catalog go through the runner.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox.accounts import Account
from schemas.sandbox.channel import Channel, ChannelClosed
from schemas.sandbox.children import start_child
from schemas.sandbox.limits import Limits
from schemas.sandbox.supervising import Access

_READY_SECONDS = 60.0
_ORDER_SECONDS = 20.0
# A database is dropped in the supervisor's last seconds, and PostgreSQL waits five for sessions.
_END_SECONDS = 8.0
_ANSWER_BYTES = 1 << 16


class LeaseEnded(Exception):
    """The sandbox is gone; `reason` is "lease", "crash", "lifetime", "disk" or "lost"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Lease:
    """Use as a context manager: what was leased is gone when the block ends."""

    trusted = False
    """Whether scripts run as a superuser."""

    def __init__(
        self, supervisor: str, order: Mapping[str, Any], *, account: Account, limits: Limits
    ) -> None:
        self.account, self.limits = account, limits
        self._process = start_child(supervisor, stderr=subprocess.DEVNULL)
        self._channel = Channel(self._process, line_bytes=_ANSWER_BYTES)
        ready = self._started(order)
        self.major, minor = divmod(int(ready["version"]), 10_000)
        self.version = f"{self.major}.{minor}"
        self.access: Access = ready["access"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def supervisor_pid(self) -> int:
        return self._process.pid

    def order(self, do: str, **details: Any) -> Any:
        """Have the supervisor do something; raises LeaseEnded when there is nobody to do it."""
        try:
            self._channel.send({"do": do, **details})
            answer = self._channel.receive(_ORDER_SECONDS)
        except ChannelClosed as error:
            raise LeaseEnded("lost") from error
        if answer is None:
            raise LeaseEnded("lost")
        if "ended" in answer:
            raise LeaseEnded(str(answer["ended"]))
        return answer.get("done")

    def seal(self) -> None:
        """Let no session of the script go on, nor begin; raises LeaseEnded."""
        self.order("end sessions")

    def raise_if_ended(self, wait: float = 0.0) -> None:
        """Listen for `wait` seconds to whether the supervisor says that it is over."""
        try:
            message = self._channel.receive(wait)
        except ChannelClosed as error:
            raise LeaseEnded("lost") from error
        if message and "ended" in message:
            raise LeaseEnded(str(message["ended"]))

    def stop(self) -> None:
        """End what was leased, whatever it is doing."""
        self._channel.hang_up()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            # The kernel then tells a server of ours to quit; a janitor removes what it leaves.
            self._process.kill()
            self._process.wait()
        self._channel.close()

    def _started(self, order: Mapping[str, Any]) -> dict[str, Any]:
        try:
            self._channel.send({**order})
            answer = self._channel.receive(_READY_SECONDS) or {}
        except ChannelClosed:
            answer = {}
        if "access" in answer:
            return answer
        self.stop()
        if "unavailable" in answer:
            raise SandboxUnavailable(str(answer["unavailable"]))
        reason = answer.get("failed", "it gave no sign of life")
        raise SandboxUnavailable(f"The sandbox server did not start: {reason}")
