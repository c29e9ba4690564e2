"""Where jobs run: a cluster of their own, or a database each on the servers of `SANDBOX_URLS`."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.sandbox import walls
from schemas.sandbox.accounts import sandbox_account
from schemas.sandbox.binaries import find_binaries
from schemas.sandbox.cluster import Cluster
from schemas.sandbox.lease import Lease
from schemas.sandbox.limits import Limits
from schemas.sandbox.places import open_places
from schemas.sandbox.tenancy import Tenancy, shared_servers


@dataclass(frozen=True, slots=True)
class Mode:
    version: str
    sentence: str
    walls: dict[str, bool]


def open_lease(limits: Limits) -> Lease:
    """Somewhere to run one job; raises SandboxUnavailable with what to do."""
    return Tenancy(limits) if shared_servers() else Cluster(limits)


def look() -> Mode:
    """What the next job would get; raises SandboxUnavailable."""
    account = sandbox_account()
    if shared_servers():
        with Tenancy() as tenancy:
            version = tenancy.version
        sentence = f"PostgreSQL {version} is ready for a database per job on a shared server."
        return Mode(version, sentence, walls.standing(account, shared=True))
    version = find_binaries(open_places(account), account).version
    sentence = f"PostgreSQL {version} is ready for throw-away clusters."
    return Mode(version, sentence, walls.standing(account, shared=False))
