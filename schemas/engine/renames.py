"""New names and new schemas, with everything that names them by text following along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas.engine.draft import Draft, refuse
from schemas.engine.expressions import QualifiedName
from schemas.engine.follow import (
    Names,
    after_column_rename,
    after_queried_column_rename,
    after_renames_of_object,
    after_renames_of_table,
    after_table_rename,
    bare_name,
    mentions,
    names_in,
)
from schemas.engine.model import (
    Column,
    Extension,
    Namespace,
    ObjectId,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    View,
)
from schemas.engine.queries import rename_queried_column


def rename_table(draft: Draft, table: Table, name: str) -> None:
    renamed = after_table_rename(replace(table, name=name), table.name)
    draft.put(renamed)
    _follow(draft, _pair(table, renamed))


def rename_column(draft: Draft, owner: ObjectId, column: Column, name: str) -> None:
    """Its own table's texts follow, and queries of views and policies that read the table."""
    draft.put_child(owner, "columns", replace(column, name=name))
    table = after_column_rename(draft.table(owner), column.name, name)
    draft.put(table)
    read = QualifiedName(table.schema, table.name)
    for view in [thing for thing in draft.objects.values() if isinstance(thing, View)]:
        query = rename_queried_column(view.definition, read, column.name, name)
        if query != view.definition:
            draft.put(replace(view, definition=query))
    for other in [table for table in draft.tables.values() if table.policies]:
        draft.put(after_queried_column_rename(other, read, column.name, name))


def rename_object(draft: Draft, thing: TopLevel, name: str) -> None:
    if isinstance(thing, Namespace):
        _rename_namespace(draft, thing, name)
        return
    renamed = replace(thing, name=name)
    draft.put(renamed)
    if _is_overloaded(draft, thing):
        draft.put(after_renames_of_object(renamed, _pair(thing, renamed)))
    else:
        _follow(draft, _pair(thing, renamed))


def move_table(draft: Draft, table: Table, schema: str) -> None:
    """Sequences owned by a column move with their table, as in PostgreSQL."""
    moved = replace(table, schema=schema)
    draft.put(moved)
    names = _pair(table, moved)
    for thing in list(draft.objects.values()):
        if isinstance(thing, Sequence) and thing.owned_by and thing.owned_by[0] == table.id:
            draft.put(replace(thing, schema=schema))
            names |= _pair(thing, replace(thing, schema=schema))
    _follow(draft, names)


def move_object(draft: Draft, thing: TopLevel, schema: str) -> None:
    assert not isinstance(thing, Namespace)
    moved = replace(thing, schema=schema)
    draft.put(moved)
    if isinstance(thing, Extension):
        names = names_in([], [thing], thing.schema)
        _follow(draft, _all(names, thing.schema, schema))
    elif _is_overloaded(draft, thing):
        draft.put(after_renames_of_object(moved, _pair(thing, moved)))
    else:
        _follow(draft, _pair(thing, moved))


def _rename_namespace(draft: Draft, namespace: Namespace, name: str) -> None:
    tables, objects = list(draft.tables.values()), list(draft.objects.values())
    others = (o for o in objects if isinstance(o, Namespace) and o.id != namespace.id)
    if any(other.name == name for other in others):
        # What lives in either could not be told apart any more: schemas are known by name.
        refuse(f"There is a schema “{name}” already: choose another name.", namespace.name)
    names = _all(names_in(tables, objects, namespace.name), namespace.name, name)
    draft.put(replace(namespace, name=name))
    for table in tables:
        if table.schema == namespace.name:
            draft.put(replace(table, schema=name))
    for thing in objects:
        if not isinstance(thing, Namespace) and thing.schema == namespace.name:
            draft.put(replace(thing, schema=name))
    _follow(draft, names)


def _follow(draft: Draft, names: Names) -> None:
    for table in list(draft.tables.values()):
        if mentions(table, names):
            draft.put(after_renames_of_table(table, names))
    for thing in list(draft.objects.values()):
        if mentions(thing, names):
            draft.put(after_renames_of_object(thing, names))


def _is_overloaded(draft: Draft, thing: TopLevel) -> bool:
    """Whether other functions have the same name, so that a call does not tell which is meant."""
    return isinstance(thing, SqlObject) and any(
        isinstance(other, SqlObject)
        and other.id != thing.id
        and (other.schema, bare_name(other)) == (thing.schema, bare_name(thing))
        for other in draft.objects.values()
    )


def _pair(old: Table | TopLevel, new: Table | TopLevel) -> dict[QualifiedName, QualifiedName]:
    return {_qualified_name(old): _qualified_name(new)}


def _qualified_name(thing: Table | TopLevel) -> QualifiedName:
    name = thing.name if isinstance(thing, Table) else bare_name(thing)
    return QualifiedName("" if isinstance(thing, Namespace) else thing.schema, name)


def _all(names: Iterable[str], old: str, new: str) -> dict[QualifiedName, QualifiedName]:
    return {QualifiedName(old, name): QualifiedName(new, name) for name in names}
