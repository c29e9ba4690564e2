"""One trusted sandbox for thousands of scripts: a fresh database for each in one cluster.

Only for who runs SQL of their own on a machine of their own: the script is a superuser of the
throw-away cluster, and nothing but the walls of the operating system stands around it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox.cluster import TrustedCluster
from schemas.sandbox.databases import Database
from schemas.sandbox.lease import LeaseEnded
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits
from schemas.sandbox.watchdog import RunnerChild

# Well before what serves all scripts reaches the limits of processor time and life of one job.
_RENEW_SECONDS = 120.0


class TrustedSandbox:
    """Use as a context manager. A script that breaks its session or its server never stops the
    next one: what is broken is replaced."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._cluster: TrustedCluster | None = None
        self._child: RunnerChild | None = None
        self._started = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    @contextmanager
    def database(
        self, limits: Limits | None = None, *, roles: Sequence[str] = ()
    ) -> Iterator[Database]:
        """An empty database, in a cluster that has these roles besides `postgres`.

        One at a time. `limits` may only be stricter than the sandbox's own.
        """
        cluster, child = self._fresh(roles)
        try:
            yield Database(cluster, child, limits or self._limits)
        except BaseException:
            # Who knows what state the conversation with the child is in.
            self._stop()
            raise

    def _fresh(self, roles: Sequence[str]) -> tuple[TrustedCluster, RunnerChild]:
        if time.monotonic() - self._started > _RENEW_SECONDS:
            self._stop()
        for _ in range(2):
            cluster, child = self._running()
            try:
                if cluster.empty_database(roles):
                    return cluster, child
            except LeaseEnded:
                pass
            self._stop()
        raise SandboxUnavailable("The sandbox does not make a database. Try again.")

    def _running(self) -> tuple[TrustedCluster, RunnerChild]:
        if self._cluster is None or self._child is None:
            self._started = time.monotonic()
            self._cluster = TrustedCluster(self._limits)
            self._child = RunnerChild(self._limits)
            self._child.enter(self._cluster)
        return self._cluster, self._child

    def _stop(self) -> None:
        if self._child:
            self._child.__exit__(None, None, None)
        if self._cluster:
            self._cluster.stop()
        self._cluster = self._child = None
