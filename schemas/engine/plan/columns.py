"""Columns of tables that stay: added, converted, altered field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.model import Column, EnumType, Identity, Table
from schemas.engine.names import LONGEST_NAME, clip, quote
from schemas.engine.plan.casts import has_assignment_cast
from schemas.engine.plan.move import Move, column_pairs, uses_type
from schemas.engine.plan.notes import (
    LOSES_COLUMN,
    REBUILDS_COLUMN,
    REPLACES_ENUM,
    REWRITES,
    SCANS,
    add_column_notes,
    type_change_notes,
)
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql

_ASIDE = "__old"


def column_steps(move: Move) -> Iterator[Step]:
    for old, new in move.tables:
        for column in new.columns:
            if column.id not in old.columns_by_id and column.is_local:
                yield from add_column(new, column)
        for before, after in column_pairs(old, new):
            yield from _alter(move, new, before, after)


def add_column(table: Table, column: Column) -> Iterator[Step]:
    describe = f"Add column {table.name}.{column.name}"
    yield Step(sql.add_column(table, column), describe, add_column_notes(column))
    for statement in sql.column_settings(table, column):
        yield Step(statement, f"Set storage of {table.name}.{column.name}")


def _alter(move: Move, table: Table, old: Column, new: Column) -> Iterator[Step]:
    if not new.is_local:
        return
    if _must_be_rebuilt(old, new):
        yield from _rebuild(table, new)
        return
    yield from _generated_steps(table, old, new)
    if _is_converted(move, table, old, new):
        yield from _convert(table, old, new)
    else:
        yield from _default_steps(table, old, new)
    yield from _null_steps(table, old, new)
    yield from _identity_steps(table, old, new)
    yield from _storage_steps(table, old, new)


def _must_be_rebuilt(old: Column, new: Column) -> bool:
    """A plain column cannot become generated, nor a stored one virtual."""
    if new.generated is None:
        return old.generated is not None and old.generated.storage == "VIRTUAL"
    return old.generated is None or old.generated.storage != new.generated.storage


def _rebuild(table: Table, column: Column) -> Iterator[Step]:
    describe = f"Drop column {table.name}.{column.name} to make it anew"
    yield Step(sql.drop_column(table, column), describe, (REBUILDS_COLUMN, LOSES_COLUMN))
    yield from add_column(table, column)


def _generated_steps(table: Table, old: Column, new: Column) -> Iterator[Step]:
    name = f"{table.name}.{new.name}"
    if old.generated and not new.generated:
        yield Step(sql.drop_expression(table, new), f"Make {name} a plain column")
    elif old.generated and new.generated and old.generated.expression != new.generated.expression:
        notes = (REWRITES,) if new.generated.storage == "STORED" else ()
        statement = sql.set_expression(table, new, new.generated.expression)
        yield Step(statement, f"Change the expression of {name}", notes)


def _is_converted(move: Move, table: Table, old: Column, new: Column) -> bool:
    if (old.type, old.collation) == (new.type, new.collation):
        return False
    return not _is_same_type(move, old.type, new.type) or old.collation != new.collation


def _is_same_type(move: Move, old: str, new: str) -> bool:
    """A type renamed or moved is the same type under another name."""
    before = {t.id: t for t in move.before.types}
    for user_type in move.after.types:
        was = before.get(user_type.id)
        if was and old.replace(sql.type_name(was), sql.type_name(user_type)) == new:
            return user_type.id not in move.replaced_enums
    return False


def _convert(table: Table, old: Column, new: Column) -> Iterator[Step]:
    """The default goes first: PostgreSQL converts it only where the cast is implicit."""
    name = f"{table.name}.{new.name}"
    if old.default is not None:
        yield Step(sql.drop_default(table, new), f"Drop the default of {name}")
    using = None if has_assignment_cast(old.type, new.type) else f"{quote(new.name)}::{new.type}"
    describe = f"Change the type of {name} from {old.type} to {new.type}"
    notes = type_change_notes(old.type, new.type)
    yield Step(sql.set_column_type(table, new, using=using), describe, notes)
    if new.default is not None:
        yield Step(sql.set_default(table, new, new.default), f"Set the default of {name}")


def _default_steps(table: Table, old: Column, new: Column) -> Iterator[Step]:
    if old.default == new.default:
        return
    name = f"{table.name}.{new.name}"
    if new.default is None:
        yield Step(sql.drop_default(table, new), f"Drop the default of {name}")
    else:
        yield Step(sql.set_default(table, new, new.default), f"Set the default of {name}")


def _null_steps(table: Table, old: Column, new: Column) -> Iterator[Step]:
    name = f"{table.name}.{new.name}"
    if old.nullable and not new.nullable:
        yield Step(sql.set_not_null(table, new), f"Require a value in {name}", (SCANS,))
    elif new.nullable and not old.nullable:
        yield Step(sql.drop_not_null(table, new), f"Allow NULL in {name}")


def _identity_steps(table: Table, old: Column, new: Column) -> Iterator[Step]:
    name = f"{table.name}.{new.name}"
    if old.identity == new.identity:
        return
    if new.identity is None:
        yield Step(sql.drop_identity(table, new), f"Make {name} no identity")
    elif old.identity is None:
        yield Step(sql.add_identity(table, new, new.identity), f"Make {name} an identity")
    elif _differs(old.identity, new.identity):
        yield Step(sql.set_identity(table, new, new.identity), f"Change the identity of {name}")


def _differs(old: Identity, new: Identity) -> bool:
    """The name of the sequence behind follows the column's and is not altered here."""
    return replace(old, sequence_name=None) != replace(new, sequence_name=None)


def _storage_steps(table: Table, old: Column, new: Column) -> Iterator[Step]:
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


def enum_swap_steps(move: Move) -> Iterator[Step]:
    """Labels removed or reordered: a new type takes the old one's name and its columns."""
    for id in sorted(move.replaced_enums):
        old, new = move.before.objects_by_id[id], move.after.objects_by_id[id]
        assert isinstance(old, EnumType)
        assert isinstance(new, EnumType)
        name = clip(new.name, LONGEST_NAME - len(_ASIDE)) + _ASIDE
        aside = replace(new, name=name, labels=old.labels)
        describe = f"Make room for the new labels of {new.name}"
        yield Step(sql.rename_object(new, aside.name), describe)
        yield Step(sql.create_enum(new), f"Create type {new.name} with its new labels")
        for was, table in move.tables:
            for before, column in column_pairs(was, table):
                if uses_type(column.type, new) and uses_type(before.type, old):
                    yield from _swap(table, before, column)
        yield Step(sql.drop_object(aside), f"Drop the old type of {new.name}")


def _swap(table: Table, old: Column, new: Column) -> Iterator[Step]:
    name = f"{table.name}.{new.name}"
    text = "text[]" if new.type.endswith("[]") else "text"
    if old.default is not None:
        yield Step(sql.drop_default(table, new), f"Drop the default of {name}")
    using = f"{quote(new.name)}::{text}::{new.type}"
    describe = f"Convert {name} to the new labels"
    statement = sql.set_column_type(table, new, using=using)
    yield Step(statement, describe, (REWRITES, REPLACES_ENUM))
    if new.default is not None:
        yield Step(sql.set_default(table, new, new.default), f"Set the default of {name}")
