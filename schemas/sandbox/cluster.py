"""One throw-away PostgreSQL cluster, seen from the worker: a lease on a supervisor child.

The worker never connects to it. Orders go through the supervisor; the script and the catalog go
through the runner child.
"""

from __future__ import annotations

import subprocess
from types import TracebackType
from typing import Any, Self

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox import janitor
from schemas.sandbox.accounts import Account, sandbox_account
from schemas.sandbox.binaries import Binaries, find_binaries
from schemas.sandbox.channel import Channel, ChannelClosed
from schemas.sandbox.children import start_child
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits
from schemas.sandbox.places import open_places
from schemas.sandbox.supervisor import order_for
from schemas.sandbox.template import cached_template

_READY_SECONDS = 60.0
_ORDER_SECONDS = 6.0
_ANSWER_BYTES = 1 << 16


class ClusterEnded(Exception):
    """The cluster is gone; `reason` is "lease", "crash", "lifetime", "disk" or "lost"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Cluster:
    """Use as a context manager: it is gone when the block ends."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self.account: Account = sandbox_account()
        places = open_places(self.account)
        self.binaries: Binaries = find_binaries(places, self.account)
        template = cached_template(places, self.binaries, self.account)
        janitor.remove_leftovers(places)
        janitor.remove_old_templates(places, keep=template)
        self.work = places.new_job()
        self._process = start_child("schemas.sandbox.supervisor", stderr=subprocess.DEVNULL)
        self._channel = Channel(self._process, line_bytes=_ANSWER_BYTES)
        program = self.binaries.program("postgres")
        self._channel.send(
            {**order_for(program, template, self.work, account=self.account, limits=limits)}
        )
        self.socket_directory = self._wait_until_ready()

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

    def order(self, do: str, **details: str) -> Any:
        """Have the supervisor do something; raises ClusterEnded when there is nobody to do it."""
        try:
            self._channel.send({"do": do, **details})
            answer = self._channel.receive(_ORDER_SECONDS)
        except ChannelClosed as error:
            raise ClusterEnded("lost") from error
        if answer is None:
            raise ClusterEnded("lost")
        if "ended" in answer:
            raise ClusterEnded(str(answer["ended"]))
        return answer.get("done")

    def raise_if_ended(self, wait: float = 0.0) -> None:
        """Listen for `wait` seconds to whether the supervisor says that it is over."""
        try:
            message = self._channel.receive(wait)
        except ChannelClosed as error:
            raise ClusterEnded("lost") from error
        if message and "ended" in message:
            raise ClusterEnded(str(message["ended"]))

    def stop(self) -> None:
        """End the server, whatever it is doing, and its directory."""
        self._channel.hang_up()
        try:
            self._process.wait(_ORDER_SECONDS)
        except subprocess.TimeoutExpired:
            # The kernel then tells the postmaster to quit; the janitor removes the directory.
            self._process.kill()
            self._process.wait()
        self._channel.close()

    def _wait_until_ready(self) -> str:
        try:
            answer = self._channel.receive(_READY_SECONDS)
        except ChannelClosed:
            answer = None
        if answer and "socket" in answer:
            return str(answer["socket"])
        self.stop()
        reason = str(answer.get("failed")) if answer else "it gave no sign of life"
        raise SandboxUnavailable(f"The sandbox server did not start: {reason}")
