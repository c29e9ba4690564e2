"""Indexes that back no constraint, from catalog rows."""

from __future__ import annotations

from schemas.engine.model import Index, IndexKey
from schemas.sandbox.catalog.rows import Catalog, Oid, Row, parameters

_DESCENDING, _NULLS_FIRST = 1, 2


def indexes_of(catalog: Catalog, relation: Oid) -> tuple[Index, ...]:
    return tuple(_index(catalog, row) for row in catalog.indexes[relation])


def _index(catalog: Catalog, row: Row) -> Index:
    keys, included = row["columns"][: row["keys"]], row["columns"][row["keys"] :]
    return Index(
        id=catalog.child_id("index", row["relation"], row["name"]),
        name=row["name"],
        keys=tuple(_key(catalog, row["relation"], key) for key in keys),
        method=row["method"],
        is_unique=row["is_unique"],
        include=catalog.column_ids(row["relation"], [key["number"] for key in included]),
        where=row["predicate"],
        nulls_not_distinct=row["nulls_not_distinct"],
        storage_parameters=parameters(row["options"]),
        is_local=not row["attached"],
        comment=row["comment"] or "",
    )


def _key(catalog: Catalog, relation: Oid, key: Row) -> IndexKey:
    """A column by id, save in views: their output columns have none."""
    is_column = key["number"] and catalog.relations[relation]["kind"] != "m"
    descending = bool(key["options"] & _DESCENDING)
    nulls_first = bool(key["options"] & _NULLS_FIRST)
    return IndexKey(
        column=catalog.column_id(relation, key["number"]) if is_column else None,
        expression=None if is_column else key["text"],
        collation=key["collation"],
        operator_class=_operator_class(key),
        descending=descending,
        nulls_first=None if nulls_first == descending else nulls_first,
    )


def _operator_class(key: Row) -> str | None:
    if key["operator_class"] and key["operator_options"]:
        options = parameters(key["operator_options"])
        written = ", ".join(
            f"{name}='{value.replace(chr(39), chr(39) * 2)}'" for name, value in options
        )
        return f"{key['operator_class']} ({written})"
    name: str | None = key["operator_class"]
    return name
