"""Whether a migration is safe to run on a database that is in use.

Each rule is data, a small function and two examples (`rule`); its ids are stable. What a rule
knows of locks and rewrites it has from `engine.effects`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from schemas.engine.effects import LATEST_VERSION, effects, follow, world_of
from schemas.engine.effects.world import World
from schemas.engine.lint import (
    columns,
    constraints,
    drops,
    indexes,
    maintenance,
    naming,
    partitions,
    renames,
    rows,
    transactions,
    types,
)
from schemas.engine.lint.rule import RULES, Finding, Moment
from schemas.engine.lint.session import Session
from schemas.engine.model import Schema
from schemas.engine.read.statements import Statement, forms, read_statements

__all__ = ["RULES", "Finding", "check"]

# Importing a family is what puts its rules into RULES.
FAMILIES = (
    columns,
    types,
    constraints,
    indexes,
    partitions,
    maintenance,
    drops,
    renames,
    transactions,
    rows,
    naming,
)


def check(
    script: str,
    *,
    base: Schema | None = None,
    in_transaction: bool = False,
    version: int = LATEST_VERSION,
) -> list[Finding]:
    """What is wrong with a migration, in the order of its statements.

    With `base`, the design it runs on, nothing is guessed. `in_transaction` says that whoever runs
    the script opens a transaction around it; `version` is PostgreSQL's major one.
    """
    world = world_of(base)
    statements = list(read_statements(script))
    session = Session(
        in_transaction=in_transaction,
        is_managed=in_transaction,
        views=frozenset(
            str(s.form.name) for s in statements if isinstance(s.form, forms.CreateView)
        ),
    )
    return list(
        chain.from_iterable(
            _judged(statement, world, session, version, is_last=at == len(statements))
            for at, statement in enumerate(statements, 1)
        )
    )


def _judged(
    statement: Statement, world: World, session: Session, version: int, *, is_last: bool
) -> Iterator[Finding]:
    found = effects(statement.form, world, version)
    moment = Moment(statement, found, world, session, version, is_last)
    for rule in RULES.values():
        yield from rule.findings(moment)
    key = _subject(statement.form, world)
    if isinstance(statement.form, forms.Drop) and statement.form.kind == "INDEX":
        for name in statement.form.names:
            session.follow_dropped_index(name, world.table_of_index(name))
    follow(statement.form, world)
    session.follow(statement.form, found, key)


def _subject(form: forms.Form, world: World) -> forms.Name | None:
    match form:
        case forms.AlterRelation(name=name) | forms.CreateTable(name=name):
            return world.key(name)
        case _:
            return None
