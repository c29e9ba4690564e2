"""Renames and moves between schemas: after the drops, before anything is altered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from schemas.engine.changes import (
    MoveObject,
    MoveTable,
    RenameObject,
    RenameTable,
)
from schemas.engine.follow import bare_name
from schemas.engine.model import Namespace, Table, TopLevel
from schemas.engine.plan.identities import identity_renames
from schemas.engine.plan.move import Move, column_pairs
from schemas.engine.plan.notes import BREAKS_CLIENTS
from schemas.engine.plan.renames import Rename, rename_steps
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql


def namespace_rename_steps(move: Move) -> Iterator[Step]:
    """Before anything is made in a schema or moved to it."""
    yield from rename_steps(
        Rename("schema", old.name, new.name, partial(_object_sql, new))
        for old, new in _renamed_namespaces(move)
    )


def name_steps(move: Move) -> Iterator[Step]:
    """Of everything in schemas, which have their new names already."""
    yield from _moves(move)
    yield from _renames(move)
    for old, new in move.tables:
        yield from _child_renames(move, old, new)


def _moves(move: Move) -> Iterator[Step]:
    """What lies in a schema that is renamed itself goes along without a statement."""
    renamed = {old.name: new.name for old, new in _renamed_namespaces(move)}
    for change in move.of(MoveTable):
        table = move.before.tables_by_id[change.table]
        table = replace(table, schema=renamed.get(table.schema, table.schema))
        if table.schema != change.schema:
            describe = f"Move table {table.name} to schema {change.schema}"
            yield Step(sql.move_table(table, change.schema), describe, (BREAKS_CLIENTS,))
    for moved in move.of(MoveObject):
        thing = move.before.objects_by_id[moved.object]
        if isinstance(thing, Namespace) or thing.id in move.rebuilt_views:
            continue
        thing = replace(thing, schema=renamed.get(thing.schema, thing.schema))
        if thing.schema != moved.schema:
            describe = f"Move {thing.name} to schema {moved.schema}"
            yield Step(sql.move_object(thing, moved.schema), describe, (BREAKS_CLIENTS,))


def _renamed_namespaces(move: Move) -> list[tuple[Namespace, Namespace]]:
    old = {namespace.id: namespace for namespace in move.before.namespaces}
    return [
        (old[new.id], new)
        for new in move.after.namespaces
        if new.id in old and old[new.id].name != new.name
    ]


def _renames(move: Move) -> Iterator[Step]:
    """Tables, views and types of a schema keep out of each other's way."""
    scopes: dict[str, list[Rename]] = defaultdict(list)
    for change in move.of(RenameObject):
        thing, new = (
            move.before.objects_by_id[change.object],
            move.after.objects_by_id[change.object],
        )
        if not isinstance(new, Namespace) and new.id not in move.rebuilt_views:
            kind = sql.object_kind(new).lower()
            rename = Rename(kind, thing.name, new.name, partial(_object_sql, new))
            scopes[new.schema].append(rename)
    for renamed in move.of(RenameTable):
        old, table = move.before.tables_by_id[renamed.table], move.after.tables_by_id[renamed.table]
        scopes[table.schema].append(
            Rename("table", old.name, table.name, partial(_table_sql, table))
        )
    for _, table in move.tables:
        scopes[table.schema] += identity_renames(move, table)
    for renames in scopes.values():
        yield from rename_steps(renames)


def _object_sql(thing: TopLevel, current: str, name: str) -> str:
    current_thing, renamed = replace(thing, name=current), replace(thing, name=name)
    return sql.rename_object(current_thing, bare_name(renamed))


def _table_sql(table: Table, current: str, name: str) -> str:
    return sql.rename_table(replace(table, name=current), name)


def _child_renames(move: Move, old: Table, new: Table) -> Iterator[Step]:
    columns = ((a, b) for a, b in column_pairs(old, new) if b.is_local)
    yield from rename_steps(
        _renamed("column", columns, partial(_child_sql, sql.rename_column, new))
    )
    for what, before, after, statement in (
        ("constraint", old.constraints, new.constraints, sql.rename_constraint),
        ("index", old.indexes, new.indexes, sql.rename_index),
        ("trigger", old.triggers, new.triggers, sql.rename_trigger),
        ("policy", old.policies, new.policies, sql.rename_policy),
    ):
        pairs = _kept(move, before, after)
        yield from rename_steps(_renamed(what, pairs, partial(_child_sql, statement, new)))


def _kept(move: Move, before: Any, after: Any) -> Iterator[tuple[Any, Any]]:
    old = {thing.id: thing for thing in before}
    for thing in after:
        stays = thing.id in old and thing.id not in move.rebuilt_children
        if stays and getattr(thing, "is_local", True):
            yield old[thing.id], thing


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
