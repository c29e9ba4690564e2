"""Where the effects of one statement are written down, action by action."""

from __future__ import annotations

from schemas.engine.effects.world import Relation, World
from schemas.engine.names import qualified
from schemas.engine.plan.steps import Effects, Lock
from schemas.engine.read.statements.forms import Name

MODES = (
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
)
"""Weakest first. https://www.postgresql.org/docs/18/explicit-locking.html"""
STRENGTH = {mode: rank for rank, mode in enumerate(MODES)}
ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE"
BLOCKS_WRITES = STRENGTH["SHARE"]


class Ledger:
    """What relations that the script itself made go through concerns nobody, and is left out."""

    def __init__(self, world: World, version: int) -> None:
        self.world, self.version = world, version
        self._locks: dict[str, str] = {}
        self._rewrites: dict[str, None] = {}
        self._scans: dict[str, None] = {}
        self._destroys: dict[str, None] = {}
        self._reasons: dict[str, None] = {}

    def lock(self, name: Name | None, mode: str, *, children: bool = False) -> None:
        for shown in self._shown(name, children=children):
            if STRENGTH[mode] >= STRENGTH[self._locks.get(shown, mode)]:
                self._locks[shown] = mode

    def rewrite(self, name: Name, why: str, *, reads: bool = True) -> None:
        """A rewrite reads every row too, unless the new ones come from elsewhere."""
        for shown in self._stored(name):
            self._rewrites[shown] = self._reasons[why] = None
            if reads:
                self._scans[shown] = None

    def scan(self, name: Name | None, why: str) -> None:
        for shown in self._stored(name):
            self._scans[shown] = self._reasons[why] = None

    def destroy(self, what: str) -> None:
        self._destroys[what] = None

    def because(self, why: str) -> None:
        self._reasons[why] = None

    def close(self) -> Effects:
        return Effects(
            locks=tuple(Lock(name, mode) for name, mode in sorted(self._locks.items())),
            rewrites=tuple(self._rewrites),
            scans=tuple(self._scans),
            destroys=tuple(self._destroys),
            why=" ".join(self._reasons),
            online=self._is_online(),
        )

    def _is_online(self) -> bool:
        """Strong locks are taken only for a moment: nothing is read or written under them."""
        strongest = max((STRENGTH[mode] for mode in self._locks.values()), default=0)
        return not self._rewrites and not (self._scans and strongest >= BLOCKS_WRITES)

    def _shown(self, name: Name | None, *, children: bool) -> list[str]:
        if name is None or not name.name:
            return []
        found = self.world.relation(name)
        if found is None:
            return [qualified(*self.world.key(name))]
        below = self.world.children(found) if children else []
        return [qualified(*r.name) for r in (found, *below) if not r.is_new]

    def _stored(self, name: Name | None) -> list[str]:
        """The relation itself; of a partitioned table its partitions, which hold the rows."""
        found = self.world.relation(name)
        if found is None or not found.partition_by:
            return self._shown(name, children=found is not None)
        parts = [r for r in self.world.children(found) if not r.partition_by and not r.is_new]
        return [qualified(*part.name) for part in parts]

    def relation(self, name: Name) -> Relation | None:
        return self.world.relation(name)
