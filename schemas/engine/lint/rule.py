"""What a rule is: data, a small function, and an example of what it says and of what it lets pass.

A rule looks at one statement at its moment in the script. It says what is wrong there in a
sentence; `safer` is the SQL, or the sentence, of the way around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schemas.engine.effects.world import Field, Relation, World
from schemas.engine.errors import Severity
from schemas.engine.lint.session import Session
from schemas.engine.plan.steps import Effects
from schemas.engine.read.statements import Statement
from schemas.engine.read.statements.forms import Action, AlterRelation, Form, Name


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a migration should not do as it does."""

    rule: str
    severity: Severity
    statement: str
    line: int
    message: str
    safer: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found, where its general advice does not fit."""

    message: str
    safer: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A script, what it runs on, and how it is run."""

    sql: str
    base: str = ""
    in_transaction: bool = False
    version: int = 18


@dataclass(frozen=True, slots=True)
class Moment:
    """A statement, and how things stand when it is its turn."""

    statement: Statement
    effects: Effects
    world: World
    session: Session
    version: int
    is_last: bool = False

    @property
    def form(self) -> Form:
        return self.statement.form

    @property
    def actions(self) -> Iterator[tuple[Name, Action]]:
        """What ALTER TABLE does to a table that others may use, with its name."""
        form = self.form
        if isinstance(form, AlterRelation) and not self.is_new(form.name):
            yield from ((form.name, action) for action in form.actions)

    @property
    def is_about_index(self) -> bool:
        """ALTER INDEX, which takes some words of ALTER TABLE."""
        return isinstance(self.form, AlterRelation) and self.form.kind == "INDEX"

    def relation(self, name: Name | None) -> Relation | None:
        return self.world.relation(name)

    def field(self, table: Name, column: str) -> Field | None:
        relation = self.relation(table)
        return relation.columns.get(column) if relation else None

    def is_new(self, name: Name) -> bool:
        """Whether nobody else can use the relation: the script made it and left it empty.

        Rows that were put into it count once the transaction that did so is over.
        """
        found = self.relation(name)
        if found is None or not found.is_new:
            return False
        return not found.is_filled or self.session.made_here(self.world.key(name))


Judge = Callable[[Moment], Iterator[str | Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    severity: Severity
    safer: str
    bad: Example
    good: Example
    judge: Judge

    def findings(self, moment: Moment) -> Iterator[Finding]:
        for found in self.judge(moment):
            hit = found if isinstance(found, Hit) else Hit(found)
            yield Finding(
                rule=self.id,
                severity=self.severity,
                statement=moment.statement.text,
                line=moment.statement.line,
                message=hit.message,
                safer=hit.safer or self.safer,
            )


RULES: dict[str, Rule] = {}
"""By id, in the order of their modules."""


def rule(
    id: str, severity: Severity, *, safer: str, bad: str | Example, good: str | Example
) -> Callable[[Judge], Judge]:
    """Make a rule of a function that yields a sentence for each thing it finds."""

    def register(judge: Judge) -> Judge:
        RULES[id] = Rule(id, severity, safer, _example(bad), _example(good), judge)
        return judge

    return register


def _example(given: str | Example) -> Example:
    return given if isinstance(given, Example) else Example(given)
