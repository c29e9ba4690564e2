"""Checks and foreign keys hold for new rows at once; old rows are looked at later, under no lock
that anyone who reads or writes waits for.

https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from dataclasses import replace

from schemas.engine.names import qualified, quote
from schemas.engine.online.gentle import Gentle, Scene, only_action
from schemas.engine.plan.steps import Step
from schemas.engine.read.statements import forms as f

UNPROVEN_KEYS_OF_PARTITIONED_SINCE = 18
"""Before, PostgreSQL refuses NOT VALID foreign keys on partitioned tables."""


def gentle_constraint(
    step: Step, form: f.Form, scene: Scene, *, is_harmless: bool
) -> Gentle | None:
    match only_action(form), form:
        case (
            f.AddConstraint(
                constraint=f.ConstraintDefinition(kind="CHECK" | "FOREIGN KEY") as constraint
            ),
            f.AlterRelation(name=table),
        ) if not is_harmless and constraint.name and _may_be_unproven(constraint, table, scene):
            unproven = replace(step, sql=f"{step.sql} NOT VALID", notes=())
            proof = validation(table, constraint.name)
            return Gentle((unproven,), (proof,), frozenset({constraint.name}))
    return None


def validation(table: f.Name, constraint: str) -> Step:
    statement = f"ALTER TABLE {qualified(*table)} VALIDATE CONSTRAINT {quote(constraint)}"
    return Step(statement, f"Look whether the rows of {table.name} agree with {constraint}")


def _may_be_unproven(constraint: f.ConstraintDefinition, table: f.Name, scene: Scene) -> bool:
    relation = scene.used(table)
    if relation is None:
        return False
    is_refused = constraint.kind == "FOREIGN KEY" and bool(relation.partition_by)
    return not is_refused or scene.version >= UNPROVEN_KEYS_OF_PARTITIONED_SINCE
