"""Columns of tables that stay: added, converted, altered field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.model import Attribute, Column, Schema, Table, View
from schemas.engine.names import quote
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.casts import conversion
from schemas.engine.plan.defaults import default_actions
from schemas.engine.plan.identities import identity_steps
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.notes import (
    REPLACES_TYPE,
    REWRITES,
    SCANS,
    add_column_notes,
    type_change_notes,
)
from schemas.engine.plan.partitions import is_joining, is_released
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section


def column_actions(needs: Needs, old: Table, new: Table) -> Iterator[Action]:
    fates = needs.fates
    was = old.columns_by_id
    for column in new.columns:
        before = was.get(column.id)
        if before is None or column.id in fates.dropped:
            if _has_own(needs, new, column):
                yield _action(needs, new, column, add_column(needs.register.schema, new, column))
            else:
                given = _given(needs, new, column)
                yield from default_actions(needs, new, given, column)
        elif before != column or fates.touches(column.id):
            steps = tuple(_alter(needs, new, before, column))
            if steps:
                yield _action(needs, new, column, steps)
            yield from default_actions(needs, new, before, column)


def add_column(schema: Schema, table: Table, column: Column) -> tuple[Step, ...]:
    name = f"{table.name}.{column.name}"
    settings = [Step(s, f"Set storage of {name}") for s in sql.column_settings(table, column)]
    if column.comment:
        settings.append(Step(sql.comment_on_column(table, column), f"Comment on {name}"))
    settings += [Step(s, f"Set up {name}") for s in sql.identity_settings(table, column)]
    column = sql.with_not_null_name(schema, table, column)
    made = column if column.not_null.validated else replace(column, nullable=True)
    added = Step(sql.add_column(table, made), f"Add column {name}", add_column_notes(column))
    if made is not column:
        settings.append(Step(sql.add_not_null(table, column), f"Require a value in {name}"))
    if column.not_null.comment:
        called = sql.own_not_null_name(table, column)
        statement = sql.comment_on_not_null(table, column, name=called)
        settings.append(Step(statement, f"Comment on the NOT NULL of {name}"))
    return (added, *settings)


def _action(needs: Needs, table: Table, column: Column, steps: tuple[Step, ...]) -> Action:
    return Action(
        key=key("make", column.id),
        section=Section.TABLES,
        place=(table.schema, table.name, "1", column.name),
        steps=steps,
        needs=needs.of(column),
    )


def _has_own(needs: Needs, table: Table, column: Column) -> bool:
    """Whether it is not a parent that brings or alters the column."""
    if column.is_local or is_joining(needs.fates, table.id):
        return True
    return not needs.register.parents(table)


def _given(needs: Needs, table: Table, column: Column) -> Column:
    """The column as it comes from a parent."""
    for parent in needs.register.parents(table):
        if above := parent.column_named(column.name):
            return above
    return column


def _alter(needs: Needs, table: Table, old: Column, new: Column) -> Iterator[Step]:
    if _is_followed(needs, table, old, new):
        old = _followed(needs, table, old, new)
        yield from _generated_steps(needs, table, old, new)
    else:
        yield from _generated_steps(needs, table, old, new)
        if new.id in needs.fates.retyped:
            yield _convert(table, old, new)
    yield from _null_steps(needs, table, old, new)
    if new.identity and not table.partition_of:
        yield from identity_steps(table, old.identity, new, new.identity)
    yield from storage_steps(table, old, new)
    if old.comment != new.comment:
        describe = f"Comment on {table.name}.{new.name}"
        yield Step(sql.comment_on_column(table, new), describe)


def _followed(needs: Needs, table: Table, old: Column, new: Column) -> Column:
    """The column after what is done to its parent's: that is done to this one too."""
    old = replace(old, type=new.type, collation=new.collation)
    above = _given(needs, table, new)
    was = needs.fates.move.old.things.get(above.id)
    if new.generated is None or _is_set_from_above(needs, table, new):
        old = replace(old, generated=new.generated)
    if not isinstance(was, Column) or was.nullable != above.nullable:
        old = replace(
            old,
            nullable=new.nullable,
            not_null_name=new.not_null_name,
            not_null=replace(new.not_null, comment=old.not_null.comment),
        )
    return old


def _is_followed(needs: Needs, table: Table, old: Column, new: Column) -> bool:
    return not _has_own(needs, table, new) and not is_released(needs.fates, table.id)


def _is_set_from_above(needs: Needs, table: Table, column: Column) -> bool:
    """Whether a parent gives the expression it gets to all of its heirs."""
    for parent in needs.register.parents(table):
        above = parent.column_named(column.name)
        was = needs.fates.move.old.things.get(above.id) if above else None
        if above and isinstance(was, Column) and was.generated != above.generated:
            return _is_same_below(needs, parent, above)
    return False


def _is_same_below(needs: Needs, table: Table, column: Column) -> bool:
    """Whether all heirs compute the column alike: each may have an expression of its own."""
    for heir in needs.register.heirs(table.id):
        below = heir.column_named(column.name)
        if below is None or below.generated != column.generated:
            return False
        if not _is_same_below(needs, heir, below):
            return False
    return True


def _generated_steps(needs: Needs, table: Table, old: Column, new: Column) -> Iterator[Step]:
    name = f"{table.name}.{new.name}"
    if old.generated and not new.generated:
        yield Step(sql.drop_expression(table, new), f"Make {name} a plain column")
    elif old.generated and new.generated and old.generated.expression != new.generated.expression:
        notes = (REWRITES,) if new.generated.storage == "STORED" else ()
        only = not _is_same_below(needs, table, new)
        statement = sql.set_expression(table, new, new.generated.expression, only=only)
        yield Step(statement, f"Change the expression of {name}", notes)


def _convert(table: Table, old: Column, new: Column) -> Step:
    """A type that was replaced has the same name; its values go through text."""
    name = f"{table.name}.{new.name}"
    using: str | None
    if old.type == new.type and old.collation == new.collation:
        text = "text[]" if new.type.endswith("[]") else "text"
        using = f"{quote(new.name)}::{text}::{new.type}"
        statement = sql.set_column_type(table, new, using=using)
        return Step(statement, f"Convert {name} to the new {new.type}", (REWRITES, REPLACES_TYPE))
    using = None if new.generated else conversion(quote(new.name), old.type, new.type)
    describe = f"Change the type of {name} from {old.type} to {new.type}"
    notes = type_change_notes(old.type, new.type)
    return Step(sql.set_column_type(table, new, using=using), describe, notes)


def _null_steps(needs: Needs, table: Table, old: Column, new: Column) -> Iterator[Step]:
    name = f"{table.name}.{new.name}"
    schema = needs.register.schema
    if not old.nullable and _lost_with_parent(needs, table, old):
        old = replace(old, nullable=True)
    if old.nullable and not new.nullable:
        if not sql.is_required_by_parent(schema, table, new):
            yield Step(_require(schema, table, new), f"Require a value in {name}", (SCANS,))
        old = replace(new, not_null=replace(new.not_null, comment=""))
    elif new.nullable and not old.nullable:
        yield Step(sql.drop_not_null(table, new), f"Allow NULL in {name}")
    if not new.nullable:
        yield from _not_null_steps(needs, table, old, new)


def _lost_with_parent(needs: Needs, table: Table, old: Column) -> bool:
    """Whether the column was NOT NULL only because its parent's was, and that is dropped."""
    if old.not_null.is_local or not needs.register.parents(table):
        return False
    return _given(needs, table, old).nullable


def _require(schema: Schema, table: Table, column: Column) -> str:
    column = sql.with_not_null_name(schema, table, column)
    is_plain = column.not_null.validated and not column.not_null.no_inherit
    if is_plain and not column.not_null_name:
        return sql.set_not_null(table, column)
    return sql.add_not_null(table, column)


def _not_null_steps(needs: Needs, table: Table, old: Column, new: Column) -> Iterator[Step]:
    """Of a NOT NULL that stays: a constraint with a name and options (from PostgreSQL 18)."""
    schema, name = needs.register.schema, f"the NOT NULL of {table.name}.{new.name}"
    called = sql.not_null_name(schema, table, new)
    if not old.not_null.is_local and new.not_null.is_local:
        yield Step(sql.set_not_null(table, new), f"Keep {name} whatever its parents do")
    if old.not_null.validated and not new.not_null.validated and new.not_null.is_local:
        yield Step(sql.drop_not_null(table, new), f"Drop {name} to make it anew")
        yield Step(sql.add_not_null(table, new, name=called), f"Add {name} for new rows only")
    elif new.not_null.validated and not old.not_null.validated:
        yield Step(sql.validate_named(table, called), f"Validate {name}", (SCANS,))
    if old.not_null.no_inherit != new.not_null.no_inherit:
        statement = sql.set_not_null_inheritance(table, new, name=called)
        yield Step(statement, f"Change whether heirs have {name}")
    if old.not_null.comment != new.not_null.comment:
        statement = sql.comment_on_not_null(table, new, name=called)
        yield Step(statement, f"Comment on {name}")


def storage_steps(
    table: Table | View, old: Column | Attribute, new: Column | Attribute
) -> Iterator[Step]:
    name = f"{table.name}.{new.name}"
    if old.storage != new.storage:
        statement = sql.set_column_storage(table, new, new.storage or "DEFAULT")
        yield Step(statement, f"Set the storage of {name}")
    if old.compression != new.compression:
        statement = sql.set_column_compression(table, new, new.compression or "default")
        yield Step(statement, f"Set the compression of {name}")
    if old.statistics != new.statistics:
        statement = sql.set_column_statistics(table, new, new.statistics)
        yield Step(statement, f"Set the statistics target of {name}")
    if old.options != new.options:
        gone = dict(old.options).keys() - dict(new.options).keys()
        if gone:
            statement = sql.reset_column_options(table, new, sorted(gone))
            yield Step(statement, f"Reset what is said of the values of {name}")
        if new.options:
            statement = sql.set_column_options(table, new, new.options)
            yield Step(statement, f"Say how many values {name} has")
