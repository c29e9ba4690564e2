"""One throw-away PostgreSQL cluster: a server of the job's own, copied from a template."""

from __future__ import annotations

from schemas.sandbox import janitor
from schemas.sandbox.accounts import sandbox_account
from schemas.sandbox.binaries import find_binaries
from schemas.sandbox.lease import Lease
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits
from schemas.sandbox.places import open_places
from schemas.sandbox.supervisor import order_for, socket_directory
from schemas.sandbox.template import cached_template


class Cluster(Lease):
    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        account = sandbox_account()
        places = open_places(account)
        self.binaries = find_binaries(places, account)
        template = cached_template(places, self.binaries, account)
        janitor.remove_leftovers(places)
        janitor.remove_old_templates(places, keep=template)
        self.work = places.new_job()
        self.socket_directory = socket_directory(self.work)
        program = self.binaries.program("postgres")
        order = order_for(program, template, self.work, account=account, limits=limits)
        super().__init__("schemas.sandbox.supervisor", order, account=account, limits=limits)
