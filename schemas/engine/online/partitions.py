"""Partitions are let go CONCURRENTLY, which leaves those who read their parent alone.

https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.effects.world import Relation, columns_in
from schemas.engine.names import default_name, qualified, quote
from schemas.engine.online.gentle import Gentle, Scene, only_action
from schemas.engine.plan.steps import Step
from schemas.engine.read.statements import forms as f

_IF_IT_FAILS = "If it is interrupted, say DETACH PARTITION … FINALIZE."


def gentle_detachment(
    step: Step, form: f.Form, scene: Scene, *, is_harmless: bool
) -> Gentle | None:
    """PostgreSQL refuses it where the parent has a default partition."""
    match only_action(form), form:
        case (
            f.DetachPartition(partition=name, concurrently=False, finalize=False),
            f.AlterRelation(name=above),
        ):
            parent, part = scene.used(above), scene.used(name)
            if parent and part and not parent.parent and not scene.world.default_partition(above):
                return Gentle(tuple(_detached(step, parent, part)))
    return None


def _detached(step: Step, parent: Relation, part: Relation) -> Iterator[Step]:
    """PostgreSQL leaves a check of the old bounds behind, unless the table has one like it."""
    notes = (*step.notes, _IF_IT_FAILS)
    yield replace(step, sql=f"{step.sql} CONCURRENTLY", notes=notes, transaction=False)
    columns = columns_in(parent.partition_by, list(parent.columns))
    named = columns if len(columns) == 1 else ()
    check = default_name(part.name.name, named, "check", taken=part.constraints)
    yield Step(
        f"ALTER TABLE {qualified(*part.name)} DROP CONSTRAINT IF EXISTS {quote(check)}",
        f"Drop the check of its old bounds that {part.name.name} was left with",
    )
