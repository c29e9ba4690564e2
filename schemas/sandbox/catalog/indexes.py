"""Indexes that back no constraint, from catalog rows."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.engine.model import Index, IndexKey, ObjectId
from schemas.sandbox.catalog.rows import Catalog, Oid, Row, parameters

_DESCENDING, _NULLS_FIRST = 1, 2


def indexes_of(catalog: Catalog, relation: Oid) -> tuple[Index, ...]:
    rows = catalog.indexes[relation]
    return tuple(_index(catalog, row) for row in rows if not is_broken(catalog, row))


def is_broken(catalog: Catalog, index: Row) -> bool:
    """What a CONCURRENTLY that failed left behind; pg_dump leaves it out too.

    An index ONLY on a partitioned table is just as invalid until every partition has its own.
    """
    table = catalog.relations.get(index["relation"])
    return not index["valid"] and (table is None or table["kind"] != "p")


def _index(catalog: Catalog, row: Row) -> Index:
    keys, included = row["columns"][: row["keys"]], row["columns"][row["keys"] :]
    is_on_view = catalog.relations[row["relation"]]["kind"] == "m"
    numbers = [key["number"] for key in included]
    return Index(
        id=catalog.child_id("index", row["relation"], row["name"]),
        name=row["name"],
        keys=tuple(_key(catalog, row["relation"], key) for key in keys),
        method=row["method"],
        is_unique=row["is_unique"],
        include=() if is_on_view else catalog.column_ids(row["relation"], numbers),
        include_names=_names(catalog, row["relation"], numbers) if is_on_view else (),
        where=row["predicate"],
        nulls_not_distinct=row["nulls_not_distinct"],
        storage_parameters=parameters(row["options"]),
        is_clustered=row["is_clustered"],
        is_replica_identity=row["is_replica_identity"],
        is_valid=row["valid"],
        is_local=row["attached_index"] is None,
        attached_to=_attached_to(catalog, row),
        comment=row["comment"] or "",
    )


def _attached_to(catalog: Catalog, row: Row) -> ObjectId | None:
    if row["attached_index"] is None:
        return None
    return catalog.child_id("index", row["attached_table"], row["attached_index"])


def _names(catalog: Catalog, relation: Oid, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(catalog.column_names[relation][number] for number in numbers)


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
        statistics=key["statistics"],
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
