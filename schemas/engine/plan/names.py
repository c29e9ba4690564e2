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
from schemas.engine.model import Table, TopLevel
from schemas.engine.plan.move import Move, column_pairs
from schemas.engine.plan.notes import BREAKS_CLIENTS
from schemas.engine.plan.renames import Rename, rename_steps
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql


def name_steps(move: Move) -> Iterator[Step]:
    yield from _moves(move)
    yield from _object_renames(move)
    yield from _table_renames(move)
    for old, new in move.tables:
        yield from _child_renames(move, old, new)


def _moves(move: Move) -> Iterator[Step]:
    """What lies in a schema that is renamed itself goes along without a statement."""
    renamed = _renamed_namespaces(move)
    for change in move.of(MoveTable):
        table = move.before.tables_by_id[change.table]
        if renamed.get(table.schema) != change.schema:
            describe = f"Move table {table.name} to schema {change.schema}"
            yield Step(sql.move_table(table, change.schema), describe, (BREAKS_CLIENTS,))
    for moved in move.of(MoveObject):
        thing = move.before.objects_by_id[moved.object]
        goes_along = renamed.get(getattr(thing, "schema", "")) == moved.schema
        if thing.id not in move.rebuilt_views and not goes_along:
            describe = f"Move {thing.name} to schema {moved.schema}"
            yield Step(sql.move_object(thing, moved.schema), describe, (BREAKS_CLIENTS,))


def _renamed_namespaces(move: Move) -> dict[str, str]:
    old = move.before.objects_by_id
    return {
        old[namespace.id].name: namespace.name
        for namespace in move.after.namespaces
        if namespace.id in old and old[namespace.id].name != namespace.name
    }


def _object_renames(move: Move) -> Iterator[Step]:
    scopes: dict[tuple[str, str], list[Rename]] = defaultdict(list)
    for change in move.of(RenameObject):
        old, new = move.before.objects_by_id[change.object], move.after.objects_by_id[change.object]
        if old.id not in move.rebuilt_views:
            kind = sql.object_kind(new).lower()
            rename = Rename(kind, old.name, new.name, partial(_object_sql, new))
            scopes[(kind, getattr(new, "schema", ""))].append(rename)
    for renames in scopes.values():
        yield from rename_steps(renames)


def _object_sql(thing: TopLevel, current: str, name: str) -> str:
    return sql.rename_object(replace(thing, name=current), name)


def _table_renames(move: Move) -> Iterator[Step]:
    scopes: dict[str, list[Rename]] = defaultdict(list)
    for change in move.of(RenameTable):
        old, new = move.before.tables_by_id[change.table], move.after.tables_by_id[change.table]
        scopes[new.schema].append(Rename("table", old.name, new.name, partial(_table_sql, new)))
    for renames in scopes.values():
        yield from rename_steps(renames)


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
