"""A required value is first required of new rows, then looked for in all.

PostgreSQL 18 has NOT NULL constraints that are NOT VALID; before, a CHECK that is valid saves SET
NOT NULL its scan. https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from dataclasses import replace

from schemas.engine.model import Column, Table
from schemas.engine.names import default_name, quote
from schemas.engine.online.constraints import validation
from schemas.engine.online.gentle import Gentle, Scene, only_action
from schemas.engine.plan.steps import Step
from schemas.engine.read.statements import forms as f
from schemas.engine.write import statements as sql

UNPROVEN_SINCE = 18


def gentle_not_null(step: Step, form: f.Form, scene: Scene, *, is_harmless: bool) -> Gentle | None:
    name = _column_name(only_action(form))
    if is_harmless or not name or not isinstance(form, f.AlterRelation):
        return None
    table = scene.target(form.name)
    column = table.column_named(name) if table else None
    if table is None or column is None:
        return None
    return required(step, table, column, scene.version)


def required(step: Step, table: Table, column: Column, version: int) -> Gentle:
    """In place of a SET NOT NULL."""
    way = _unproven if version >= UNPROVEN_SINCE else _by_check
    return way(step, table, column)


def _column_name(action: f.Action | None) -> str:
    """Of which a value is required; "" when that is not what the action does."""
    match action:
        case f.SetNotNull(column=name):
            return name
        case f.AddConstraint(
            constraint=f.ConstraintDefinition(kind="NOT NULL", is_valid=True, columns=(name,))
        ):
            return name
    return ""


def _unproven(step: Step, table: Table, column: Column) -> Gentle:
    name = column.not_null_name or default_name(table.name, [column.name], "not_null")
    later = replace(column, not_null=replace(column.not_null, validated=False))
    required = replace(step, sql=sql.add_not_null(table, later, name=name), notes=())
    proof = validation(f.Name(table.schema, table.name), name)
    return Gentle((required,), (proof,), frozenset({name, column.name}))


def _by_check(step: Step, table: Table, column: Column) -> Gentle:
    """The check is there only until the column says the same."""
    taken = {constraint.name for constraint in table.constraints}
    name = default_name(table.name, [column.name], "not_null", taken=taken)
    relation = sql.relation_name(table)
    expression = f"CHECK ({quote(column.name)} IS NOT NULL)"
    added = f"ALTER TABLE {relation} ADD CONSTRAINT {quote(name)} {expression} NOT VALID"
    dropped = f"ALTER TABLE {relation} DROP CONSTRAINT {quote(name)}"
    return Gentle(
        (Step(added, f"Require a value in new rows of {table.name}.{column.name}"),),
        (
            validation(f.Name(table.schema, table.name), name),
            replace(step, notes=()),
            Step(dropped, f"Drop the check that {table.name}.{column.name} needs no more"),
        ),
        frozenset({name, column.name}),
    )
