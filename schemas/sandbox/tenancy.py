"""One database on a shared server, for where no server can be started: `SANDBOX_URLS`.

Fewer walls than a cluster has; docs/why/sandbox.md lists those it lacks.
"""

from __future__ import annotations

import os

from schemas.sandbox.accounts import sandbox_account
from schemas.sandbox.landlord import order_for
from schemas.sandbox.lease import Lease
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits


class Tenancy(Lease):
    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        account = sandbox_account()
        order = order_for(shared_servers(), account=account, limits=limits)
        super().__init__("schemas.sandbox.landlord", order, account=account, limits=limits)


def shared_servers() -> list[str]:
    """The addresses in `SANDBOX_URLS`: `postgresql://role:password@host:port/postgres`, …"""
    addresses = os.environ.get("SANDBOX_URLS", "").split(",")
    return [address.strip() for address in addresses if address.strip()]
