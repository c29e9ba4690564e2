"""What takes the place of one step, and what its rule may look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from schemas.engine.effects import World
from schemas.engine.effects.world import Relation
from schemas.engine.model import PUBLIC, Schema, Table
from schemas.engine.plan.steps import Step
from schemas.engine.read.statements.forms import Action, AlterRelation, Form, Name


@dataclass(frozen=True, slots=True)
class Gentle:
    now: tuple[Step, ...] = ()
    later: tuple[Step, ...] = ()
    """What may wait, in this order, until a step comes that needs it."""
    words: frozenset[str] = frozenset()
    """A step that has one of these words in it needs `later`."""


@dataclass(frozen=True, slots=True)
class Scene:
    before: Schema
    after: Schema
    world: World
    """As it is before the step; changed as the steps are followed."""
    version: int
    """Major version of PostgreSQL."""

    def used(self, name: Name) -> Relation | None:
        """The relation, unless the migration itself made it: nobody waits for that one."""
        relation = self.world.relation(name)
        return None if relation is None or relation.is_new else relation

    def target(self, name: Name) -> Table | None:
        """The table as it will be, by its new name."""
        schema = name.schema or PUBLIC
        tables = self.after.tables
        return next((t for t in tables if (t.schema, t.name) == (schema, name.name)), None)

    def partitions(self, parent: Table) -> list[Table]:
        """Those that it has at this step."""
        above = Name(parent.schema, parent.name)
        known = ((t, self.world.relation(Name(t.schema, t.name))) for t in self.after.tables)
        return [table for table, relation in known if relation and relation.parent == above]


class Rule(Protocol):
    """None when the rule is not about this step, or nothing is gained."""

    def __call__(
        self, step: Step, form: Form, scene: Scene, *, is_harmless: bool
    ) -> Gentle | None: ...


def only_action(form: Form) -> Action | None:
    """The action of an ALTER TABLE that has just one."""
    if isinstance(form, AlterRelation) and form.kind == "TABLE" and len(form.actions) == 1:
        return form.actions[0]
    return None
