"""Throw-away PostgreSQL clusters: a server of the job's own, copied from a template."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.sandbox import janitor, roles, superuser
from schemas.sandbox.accounts import Account, sandbox_account
from schemas.sandbox.binaries import find_binaries
from schemas.sandbox.lease import Lease
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits
from schemas.sandbox.places import open_places
from schemas.sandbox.setup import Setup
from schemas.sandbox.supervisor import order_for, socket_directory
from schemas.sandbox.template import cached_template


class Cluster(Lease):
    """For one script of a stranger."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        account = sandbox_account()
        places = open_places(account)
        self.binaries = find_binaries(places, account)
        template = cached_template(places, self.binaries, account, self._setup(account))
        janitor.remove_leftovers(places)
        janitor.remove_old_templates(places, keep=template)
        self.work = places.new_job(in_memory=self.trusted)
        self.socket_directory = socket_directory(self.work)
        program = self.binaries.program("postgres")
        order = order_for(
            program, template, self.work, account=account, limits=limits, trusted=self.trusted
        )
        super().__init__("schemas.sandbox.supervisor", order, account=account, limits=limits)

    def _setup(self, account: Account) -> Setup:
        return roles.powerless_setup(self.binaries.major, account)


class TrustedCluster(Cluster):
    """For scripts of the user's own, one after the other, each as the superuser `postgres`.

    `empty_database` comes before each of them.
    """

    trusted = True

    def _setup(self, account: Account) -> Setup:
        return superuser.trusted_setup(account)

    def empty_database(self, roles: Sequence[str]) -> bool:
        """An empty database for the next script, and these roles; False when the last script left
        something that cannot be undone: then only another cluster will do."""
        return bool(self.order("empty database", roles=list(roles)))

    def seal(self) -> None:
        """Sessions that the user's own script left open are no danger to the reader."""
