"""What the script's own session is like at a moment: its transaction, its settings, its locks."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.engine.effects.ledger import ACCESS_EXCLUSIVE
from schemas.engine.effects.world import Relation
from schemas.engine.plan.steps import Effects
from schemas.engine.read.statements import forms as f


@dataclass(slots=True)
class Held:
    """What one transaction has done so far; a statement outside of one has none of it."""

    locked: dict[str, None] = field(default_factory=dict)
    """Relations of others under ACCESS EXCLUSIVE, in the order they were locked."""
    made: set[f.Name] = field(default_factory=set)
    unvalidated: set[tuple[str, str]] = field(default_factory=set)
    """(table, constraint) added NOT VALID."""
    enum_values: set[str] = field(default_factory=set)
    altered: set[str] = field(default_factory=set)
    keys_to: set[str] = field(default_factory=set)
    """Tables that foreign keys were added to, or dropped from."""
    settings: set[str] = field(default_factory=set)
    """Set with SET LOCAL."""


@dataclass(slots=True)
class Session:
    in_transaction: bool
    """Whether a transaction is open, ours or that of whoever runs the script."""
    is_managed: bool
    """Whether the one who runs the script opened it."""
    held: Held = field(default_factory=Held)
    settings: set[str] = field(default_factory=set)
    joinable: set[str] = field(default_factory=set)
    """Tables with an ALTER TABLE so far that could have taken more actions."""
    known_constraints: set[str] = field(default_factory=set)
    """Names of those added or dropped so far."""
    dropped_constraints: set[str] = field(default_factory=set)
    dropped_indexes: set[str] = field(default_factory=set)
    uncovered: set[tuple[f.Name, str]] = field(default_factory=set)
    """(table, first column) of dropped indexes, where they were known."""
    dropped_tables: set[str] = field(default_factory=set)
    dropped_views: set[str] = field(default_factory=set)
    views: frozenset[str] = frozenset()
    """Names of the views that the script makes anywhere."""
    statements: int = 0

    def has_set(self, setting: str) -> bool:
        return setting in self.settings or setting in self.held.settings

    def made_here(self, name: f.Name) -> bool:
        """Whether this very transaction made the relation, so that nobody else sees it."""
        return self.in_transaction and name in self.held.made

    def follow(self, form: f.Form, effects: Effects, key: f.Name | None) -> None:
        """Take note of a statement; `key` is where the name it is about leads."""
        self.statements += 1
        match form:
            case f.Transaction(verb=verb):
                self._follow_transaction(verb)
                return
            case f.Set():
                self._follow_setting(form)
            case f.AlterRelation(actions=actions):
                for action in actions:
                    self._follow_action(str(key), action)
            case f.CreateTable() if key:
                self.held.made.add(key)
            case f.AddEnumValue(value=value):
                self.held.enum_values.add(value)
            case f.Drop(kind=kind, names=names):
                self._follow_drop(kind, [str(name) for name in names])
            case _:
                pass
        self._follow_locks(effects)
        if not self.in_transaction:
            self.held = Held()

    def _follow_setting(self, form: f.Set) -> None:
        """SET LOCAL outside a transaction does nothing; 0 and DEFAULT switch a limit off."""
        if form.name == "all":
            self.settings.clear()
            self.held.settings.clear()
        elif form.is_local and self.in_transaction:
            self.held.settings.add(form.name)
        elif not form.is_local and form.value.upper() in ("", "0", "DEFAULT"):
            self.settings.discard(form.name)
        elif not form.is_local:
            self.settings.add(form.name)

    def _follow_transaction(self, verb: str) -> None:
        if verb == "BEGIN":
            self.in_transaction = True
        elif verb in ("COMMIT", "ROLLBACK", "PREPARE"):
            self.in_transaction = False
            self.held = Held()

    def _follow_action(self, table: str, action: f.Action) -> None:
        self.held.altered.add(table)
        if can_join(action):
            self.joinable.add(table)
        match action:
            case f.AddConstraint(constraint=c):
                if not c.is_valid:
                    self.held.unvalidated.add((table, c.name))
                if c.target:
                    self.held.keys_to.add(str(c.target))
                self.dropped_constraints.discard(c.name)
                self.known_constraints.add(c.name)
            case f.DropConstraint(name=name):
                self.dropped_constraints.add(name)
                self.known_constraints.add(name)
            case _:
                pass

    def _follow_drop(self, kind: str, names: list[str]) -> None:
        if kind == "TABLE":
            self.dropped_tables.update(names)
        elif kind in ("VIEW", "MATERIALIZED VIEW"):
            self.dropped_views.update(names)

    def follow_dropped_index(self, name: f.Name, table: Relation | None) -> None:
        self.dropped_indexes.add(name.name)
        known = table.indexes.get(name.name) if table else None
        if table and known and known.columns:
            self.uncovered.add((table.name, known.columns[0]))

    def _follow_locks(self, effects: Effects) -> None:
        for lock in effects.locks:
            if lock.mode == ACCESS_EXCLUSIVE:
                self.held.locked[lock.object] = None


_ALONE = (
    f.RenameTo,
    f.RenameColumn,
    f.RenameConstraint,
    f.SetSchema,
    f.AttachPartition,
    f.DetachPartition,
    f.ValidateConstraint,
)


def can_join(action: f.Action) -> bool:
    """Whether ALTER TABLE takes it together with others, and gains by it."""
    return not isinstance(action, _ALONE)
