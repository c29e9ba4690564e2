"""What a catalog holds and a design cannot say yet, so that nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.sandbox.catalog.rows import TABLE_KINDS, Catalog


def unread(catalog: Catalog) -> Iterator[str]:
    """One sentence for each thing left out of the schema that was read."""
    for row in catalog.relations.values():
        name = f"{row['schema']}.{row['name']}"
        if row["typed"]:
            yield f"{name} is a table OF a type; it was read as an ordinary table."
        if row["clustered_on"]:
            yield f"CLUSTER ON {row['clustered_on']} of {name} is not part of a design yet."
        for column in catalog.columns.get(row["oid"], ()):
            if column["options"] and row["kind"] in TABLE_KINDS:
                yield f"Options of column {name}.{column['name']} are not part of a design yet."
    for row in catalog.types.values():
        if row["kind"] == "b" and not row["is_array"]:
            yield f"The base type {row['schema']}.{row['name']} was left out."
    for indexes in catalog.indexes.values():
        for row in indexes:
            if not row["valid"] and not _waits_for_partitions(catalog, row["relation"]):
                yield f"The index {row['name']} is invalid; it was read as a valid one."


def _waits_for_partitions(catalog: Catalog, relation: str) -> bool:
    """An index ONLY on a partitioned table is invalid until every partition has its own."""
    return relation in catalog.relations and catalog.relations[relation]["kind"] == "p"
