"""Queries that show how a table is meant to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemas.engine.model import Index, ObjectId, Table
from schemas.engine.names import MUST_QUOTE, quote
from schemas.engine.write.relations import Relation, singular
from schemas.engine.write.statements import relation_name


def sample_queries(table: Table, relations: Sequence[Relation]) -> Iterator[str]:
    """At most three: one row with its children or parent, and a page of an ordered index."""
    children = [r for r in relations if r.parent is table and r.child is not table]
    children.sort(key=lambda relation: relation.is_optional)
    parents = [r for r in relations if r.child is table and r.parent is not table]
    if children:
        yield _with_children(children[0])
    elif parents:
        yield _with_parent(parents[0])
    else:
        yield _alone(table)
    if index := _ordered_index(table):
        yield _page(table, index)


def _with_children(relation: Relation) -> str:
    parent, child = relation.parent, relation.child
    outer, inner = _aliases(parent, child)
    return _query(
        f"Get {_phrase(singular(parent.name))} with {_phrase(child.name)}",
        f"SELECT {outer}.*, {inner}.*",
        f"FROM {_source(parent, outer)}",
        f"LEFT JOIN {_source(child, inner)} ON {_join(relation, inner, outer)}",
        *_where_key(parent, outer),
    )


def _with_parent(relation: Relation) -> str:
    parent, child = relation.parent, relation.child
    outer, inner = _aliases(child, parent)
    join = "LEFT JOIN" if relation.is_optional else "JOIN"
    return _query(
        f"Get {_phrase(singular(child.name))} with its {_phrase(relation.role)}",
        f"SELECT {outer}.*, {inner}.*",
        f"FROM {_source(child, outer)}",
        f"{join} {_source(parent, inner)} ON {_join(relation, outer, inner)}",
        *_where_key(child, outer),
    )


def _alone(table: Table) -> str:
    alias = _alias(table)
    return _query(
        f"Get {_phrase(singular(table.name))}",
        f"SELECT {alias}.*",
        f"FROM {_source(table, alias)}",
        *_where_key(table, alias),
    )


def _page(table: Table, index: Index) -> str:
    """Rows in the order of an index, the latest first."""
    alias = _alias(table)
    names = table.column_names(_columns(index))
    filters = [f"{alias}.{quote(name)} = ${i}" for i, name in enumerate(names[:-1], 1)]
    return _query(
        f"Get the latest {_phrase(table.name)} by {_phrase(names[-1])}",
        f"SELECT {alias}.*",
        f"FROM {_source(table, alias)}",
        *([f"WHERE {' AND '.join(filters)}"] if filters else []),
        f"ORDER BY {alias}.{quote(names[-1])} DESC",
        "LIMIT 20",
    )


def _ordered_index(table: Table) -> Index | None:
    """The first that ends in a descending column, covers all rows and has only columns."""
    for index in sorted(table.indexes, key=lambda index: index.name):
        columns = _columns(index)
        if index.keys[-1].descending and not index.where and len(columns) == len(index.keys):
            return index
    return None


def _columns(index: Index) -> tuple[ObjectId, ...]:
    return tuple(key.column for key in index.keys if key.column)


def _where_key(table: Table, alias: str) -> list[str]:
    if table.primary_key is None:
        return ["LIMIT 20"]
    names = table.column_names(table.primary_key.columns)
    return ["WHERE " + " AND ".join(f"{alias}.{quote(n)} = ${i}" for i, n in enumerate(names, 1))]


def _join(relation: Relation, child_alias: str, parent_alias: str) -> str:
    here = relation.child.column_names(relation.key.columns)
    there = relation.parent.column_names(relation.key.target_columns)
    pairs = zip(here, there, strict=True)
    return " AND ".join(f"{child_alias}.{quote(c)} = {parent_alias}.{quote(p)}" for c, p in pairs)


def _source(table: Table, alias: str) -> str:
    name = quote(table.name) if table.schema == "public" else relation_name(table)
    return f"{name} {alias}"


def _aliases(first: Table, second: Table) -> tuple[str, str]:
    one, two = _alias(first), _alias(second)
    return (one, two) if one != two else (one, f"{two}2")


def _alias(table: Table) -> str:
    """The initials of its words, as people do it: `order_items oi`."""
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", table.name.lower()))
    if not initials:
        return "t"
    return initials[0] if initials in MUST_QUOTE else initials


def _phrase(name: str) -> str:
    """Words for a line comment: a name may hold line breaks."""
    return " ".join(name.replace("_", " ").split())


def _query(title: str, *lines: str) -> str:
    return f"-- {title}\n" + "\n".join(lines) + ";"
