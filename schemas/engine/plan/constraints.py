"""Constraints of tables that stay; what is made anew was dropped before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from schemas.engine.model import (
    Check,
    Constraint,
    ForeignKey,
    Index,
    KeyIndex,
    PrimaryKey,
    Table,
    Unique,
)
from schemas.engine.plan.actions import Action, Key, key
from schemas.engine.plan.alterable import TIMING, changed
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.notes import BUILDS_KEY, CHECKS_KEY, SCANS
from schemas.engine.plan.options import option_steps
from schemas.engine.plan.partitions import is_joining, is_released, joining_steps
from schemas.engine.plan.register import lacking
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section
from schemas.engine.write.units import INDEXES, KEYS, is_own


def constraint_actions(needs: Needs, old: Table, new: Table) -> Iterator[Action]:
    was = {constraint.id: constraint for constraint in old.constraints}
    for constraint in new.constraints:
        before = was.get(constraint.id)
        if before is None or constraint.id in needs.fates.dropped:
            has_own = is_own(new, constraint) or is_joining(needs.fates, new.id)
            if has_own:
                steps = (
                    *_add(needs, new, constraint),
                    *joining_steps(needs.fates, new, constraint),
                )
            else:
                said = _comment(new, constraint) if constraint.comment else ()
                steps = (*_proof(needs, new, constraint), *said)
        elif _becomes_local(needs, new, before, constraint):
            # PostgreSQL merges it with the one from the parent.
            steps = _add(needs, new, constraint)
        elif before != constraint:
            is_joined = before.is_local and not constraint.is_local
            attached = joining_steps(needs.fates, new, constraint) if is_joined else ()
            steps = (*_alter(new, before, constraint), *attached)
        else:
            continue
        if steps:
            yield _action(needs, new, constraint, steps)


def _proof(needs: Needs, table: Table, constraint: Constraint) -> tuple[Step, ...]:
    """What comes from a parent unproven may be proven here."""
    above = [c for p in needs.register.parents(table) for c in p.checks]
    is_unproven = any(c.name == constraint.name and not c.validated for c in above)
    is_proven = isinstance(constraint, Check) and constraint.validated
    return (_validation(table, constraint),) if is_unproven and is_proven else ()


def _validation(table: Table, constraint: Constraint) -> Step:
    statement = sql.validate_constraint(table, constraint)
    return Step(statement, f"Validate {constraint.name} of {table.name}")


def _becomes_local(needs: Needs, table: Table, old: Constraint, new: Constraint) -> bool:
    """Whether what only a parent gave the table is to be its own as well."""
    is_freed = is_released(needs.fates, table.id)
    is_dropped_along = isinstance(new, Check | PrimaryKey | Unique)
    return is_dropped_along and new.is_local and not old.is_local and not is_freed


def _action(needs: Needs, table: Table, constraint: Constraint, steps: tuple[Step, ...]) -> Action:
    is_foreign = isinstance(constraint, ForeignKey)
    return Action(
        key=key("make", constraint.id),
        section=Section.FOREIGN_KEYS if is_foreign else Section.TABLES,
        place=(table.schema, table.name, "3", constraint.name),
        steps=steps,
        needs=needs.of(constraint)
        | of_heirs(needs, table, constraint)
        | _of_parents(needs, table, constraint),
    )


def _of_parents(needs: Needs, table: Table, constraint: Constraint) -> frozenset[Key]:
    """What comes from a parent can be spoken of once the parent has it."""
    if constraint.is_local or sql.has_index(constraint):
        return frozenset()
    above = (part for parent in needs.register.parents(table) for part in parent.constraints)
    return frozenset(key("make", part.id) for part in above if part.name == constraint.name)


def of_heirs(needs: Needs, table: Table, part: Constraint | Index) -> frozenset[Key]:
    """Keys and indexes of partitions come first, under their own names, and are adopted."""
    found: set[Key] = set()
    for heir in needs.register.heirs(table.id):
        if heir.partition_of and not is_released(needs.fates, heir.id):
            found |= {key("make", heir.id, unit) for unit in ("", KEYS, INDEXES)}
            theirs = (*heir.constraints, *heir.indexes)
            found |= {key("make", p.id) for p in theirs if not isinstance(p, ForeignKey)}
            if part.id in {one.id for one in lacking(needs.register, heir)}:
                found |= {key("attach", heir.id)}
    return frozenset(found)


def _add(needs: Needs, table: Table, constraint: Constraint) -> tuple[Step, ...]:
    match constraint:
        case PrimaryKey() | Unique():
            notes: tuple[str, ...] = (BUILDS_KEY,)
        case ForeignKey():
            notes = (CHECKS_KEY,) if sql.is_proven(constraint) else ()
        case _:
            notes = (SCANS,) if sql.is_proven(constraint) else ()
    statement = sql.add_constraint(needs.register.schema, table, constraint)
    added = Step(statement, f"Add constraint {constraint.name} to {table.name}", notes)
    said = _comment(table, constraint) if constraint.comment else ()
    return (added, *said, *_index_steps(table, None, constraint))


def _alter(table: Table, old: Constraint, new: Constraint) -> Iterator[Step]:
    """What PostgreSQL can alter in place."""
    if isinstance(new, ForeignKey) and changed(old, new) & TIMING:
        statement = sql.set_constraint_timing(table, new)
        yield Step(statement, f"Change when {new.name} is checked")
    if getattr(old, "validated", True) is False and getattr(new, "validated", False):
        yield _validation(table, new)
    if old.comment != new.comment:
        yield from _comment(table, new)
    yield from _index_steps(table, old, new)


def _index_steps(table: Table, old: Constraint | None, new: Constraint) -> Iterator[Step]:
    """Of the index behind a key; a new key has its storage parameters in its definition."""
    if not sql.has_index(new):
        return
    before = old.index if old and sql.has_index(old) else KeyIndex()
    made = Index(id=new.id, name=new.name, keys=())
    if old:
        yield from option_steps(
            new.name,
            before.storage_parameters,
            new.index.storage_parameters,
            reset=partial(sql.reset_index_storage, table, made),
            set=partial(sql.set_index_storage, table, made),
        )
    if before.comment != new.index.comment:
        yield Step(sql.comment_on_key_index(table, new), f"Comment on the index {new.name}")


def _comment(table: Table, constraint: Constraint) -> Iterator[Step]:
    statement = sql.comment_on_constraint(table, constraint)
    yield Step(statement, f"Comment on constraint {constraint.name} of {table.name}")
