"""Renames and moves between schemas: after the drops, before anything is altered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from schemas.engine.follow import bare_name
from schemas.engine.model import (
    Check,
    Column,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    Kind,
    Namespace,
    PrimaryKey,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    Unique,
)
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.identities import identity_renames
from schemas.engine.plan.move import Move, column_pairs
from schemas.engine.plan.notes import BREAKS_CLIENTS
from schemas.engine.plan.partitions import is_joining, is_released
from schemas.engine.plan.ranges import constructors_aside
from schemas.engine.plan.renames import Rename, aside, rename_steps
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql

_Pair = tuple[Any, Any]


def namespace_rename_steps(move: Move) -> Iterator[Step]:
    """Before anything is made in a schema or moved to it."""
    yield from rename_steps(
        Rename("schema", old.name, new.name, partial(_object_sql, new))
        for old, new in _renamed_namespaces(move)
    )


def name_steps(fates: Fates) -> Iterator[Step]:
    """Of everything in schemas, which have their new names already."""
    move = fates.move
    yield from _asides(fates)
    scopes: dict[str, list[Rename]] = defaultdict(list)
    for old, new in _kept_pairs(fates):
        was = replace(old, schema=move.home(old.schema))
        if was.schema != new.schema and not _goes_with_its_table(move, old):
            yield _move(was, new.schema)
        if old.name != new.name:
            scopes[new.schema].append(_rename(old, new))
        if isinstance(new, Table) and new.id in move.unlike:
            scopes[new.schema] += identity_renames(move, new)
    for renames in scopes.values():
        yield from rename_steps(renames)
    for table in move.after.tables:
        before = move.before.tables_by_id.get(table.id)
        if before and table.id not in fates.dropped and table.id in move.unlike:
            yield from _child_renames(fates, before, table)


def _asides(fates: Fates) -> Iterator[Step]:
    """Old types make room for the new ones of the same name, and are dropped when all is done."""
    for id, name in fates.names_aside.items():
        old = fates.move.before.objects_by_id[id]
        assert not isinstance(old, Namespace)
        old = replace(old, schema=fates.move.home(old.schema))
        describe = f"Make room for the new {old.name}"
        yield Step(sql.rename_object(old, name), describe)
        if isinstance(old, SqlObject) and old.kind is Kind.TYPE:
            yield from (Step(statement, describe) for statement in constructors_aside(old, name))


def _kept_pairs(fates: Fates) -> Iterator[_Pair]:
    """Tables and objects that stay, as (before, after), but for schemas."""
    move = fates.move
    for table in move.after.tables:
        old = move.before.tables_by_id.get(table.id)
        if old and table.id not in fates.dropped:
            yield old, table
    for thing in move.after.objects:
        was = move.before.objects_by_id.get(thing.id)
        if was and not isinstance(thing, Namespace) and not fates.is_made_anew(thing.id):
            yield was, thing


def _goes_with_its_table(move: Move, thing: Table | TopLevel) -> bool:
    """Whether it is a sequence owned by a column of a table that moves: it moves along."""
    if not isinstance(thing, Sequence) or thing.owned_by is None:
        return False
    table = move.before.tables_by_id.get(thing.owned_by[0])
    moved = move.after.tables_by_id.get(thing.owned_by[0])
    return table is not None and moved is not None and table.schema != moved.schema


def _move(thing: Table | TopLevel, schema: str) -> Step:
    if isinstance(thing, Table):
        statement = sql.move_table(thing, schema)
    else:
        statement = sql.move_object(thing, schema)
    return Step(statement, f"Move {thing.name} to schema {schema}", (BREAKS_CLIENTS,))


def _rename(old: Table | TopLevel, new: Table | TopLevel) -> Rename:
    if isinstance(new, Table):
        return Rename("table", old.name, new.name, partial(_table_sql, new))
    kind = sql.object_kind(new).lower()
    return Rename(kind, old.name, new.name, partial(_object_sql, new))


def _renamed_namespaces(move: Move) -> list[tuple[Namespace, Namespace]]:
    old = {namespace.id: namespace for namespace in move.before.namespaces}
    return [
        (old[new.id], new)
        for new in move.after.namespaces
        if new.id in old and old[new.id].name != new.name
    ]


def _object_sql(thing: TopLevel, current: str, name: str) -> str:
    current_thing, renamed = replace(thing, name=current), replace(thing, name=name)
    return sql.rename_object(current_thing, bare_name(renamed))


def _table_sql(table: Table, current: str, name: str) -> str:
    return sql.rename_table(replace(table, name=current), name)


def _child_renames(fates: Fates, old: Table, new: Table) -> Iterator[Step]:
    columns = ((a, b) for a, b in column_pairs(old, new) if b.is_local)
    yield from rename_steps(
        _renamed("column", columns, partial(_child_sql, sql.rename_column, new))
    )
    yield from rename_steps(_not_null_renames(fates, old, new))
    for what, before, after, statement in (
        ("constraint", old.constraints, new.constraints, _constraint_sql),
        ("index", old.indexes, new.indexes, sql.rename_index),
        ("trigger", old.triggers, new.triggers, sql.rename_trigger),
        ("policy", old.policies, new.policies, sql.rename_policy),
    ):
        pairs = _kept(fates, before, after)
        yield from rename_steps(_renamed(what, pairs, partial(_child_sql, statement, new)))


def _not_null_renames(fates: Fates, old: Table, new: Table) -> Iterator[Rename]:
    """Only where one was chosen or inherited: the others keep the names they have from long ago."""
    yield from _not_nulls_aside(fates, old, new)
    if new.partition_of and not (is_released(fates, new.id) or is_joining(fates, new.id)):
        return
    for was, column in column_pairs(old, new):
        stays = column.id not in fates.dropped and not (was.nullable or column.nullable)
        if stays and _is_named_otherwise(was, column):
            before = sql.not_null_name(fates.move.before, old, was)
            after = sql.not_null_name(fates.move.after, new, column)
            if before != after:
                statement = partial(sql.rename_not_null, new)
                yield Rename("NOT NULL", before, after, statement, breaks_clients=False)


def _not_nulls_aside(fates: Fates, old: Table, new: Table) -> Iterator[Rename]:
    """Columns go last, and until then their NOT NULL may have a name that another gets."""
    schema = fates.move.after
    taken = {constraint.name for constraint in new.constraints}
    taken |= {sql.not_null_name(schema, new, c) for c in new.columns if not c.nullable}
    for column in old.columns:
        is_going = column.id not in new.columns_by_id and column.id not in fates.dropped
        if is_going and not column.nullable and column.not_null.is_local:
            name = sql.not_null_name(fates.move.before, old, column)
            if name in taken:
                statement = partial(sql.rename_not_null, new)
                yield Rename("NOT NULL", name, aside(name), statement, breaks_clients=False)


def _is_named_otherwise(old: Column, new: Column) -> bool:
    is_inherited = not old.not_null.is_local, not new.not_null.is_local
    return old.not_null_name != new.not_null_name or is_inherited[0] != is_inherited[1]


def _constraint_sql(table: Table, constraint: Constraint, name: str) -> str:
    """PostgreSQL refuses to rename what is inherited, but not the index behind it."""
    if constraint.is_local or isinstance(constraint, Check | ForeignKey):
        return sql.rename_constraint(table, constraint, name)
    index = Index(id=constraint.id, name=constraint.name, keys=())
    return sql.rename_index(table, index, name)


def _kept(fates: Fates, before: Any, after: Any) -> Iterator[_Pair]:
    old = {thing.id: thing for thing in before}
    for thing in after:
        if thing.id in old and thing.id not in fates.dropped and not _follows_a_parent(thing):
            yield old[thing.id], thing


def _follows_a_parent(thing: Any) -> bool:
    """Keys and indexes of partitions have names of their own."""
    has_index = isinstance(thing, PrimaryKey | Unique | Exclusion | Index)
    return not has_index and not getattr(thing, "is_local", True)


def _renamed(
    what: str, pairs: Iterator[tuple[Any, Any]], statement: Callable[[Any, str, str], str]
) -> Iterator[Rename]:
    for old, new in pairs:
        if old.name != new.name:
            breaks = what == "column"
            yield Rename(what, old.name, new.name, partial(statement, new), breaks)


def _child_sql(
    statement: Callable[[Table, Any, str], str], table: Table, child: Any, current: str, name: str
) -> str:
    return statement(table, replace(child, name=current), name)
