"""How much of a schema became structured, and what is in it as text, for the report."""

from __future__ import annotations

from collections.abc import Collection

from schemas.engine.model import Schema, Table, View
from schemas.sandbox.results import KeptVerbatim


def count_structured(schema: Schema, *, without: Collection[str] = ()) -> dict[str, int]:
    """Kind in the plural -> how many; kinds without any are left out.

    Extensions named in `without` are reported elsewhere.
    """
    tables = schema.tables
    relations: tuple[Table | View, ...] = (*tables, *schema.views)
    counts = {
        "schemas": len(schema.namespaces),
        "extensions": sum(1 for extension in schema.extensions if extension.name not in without),
        "enums": len(schema.enums),
        "domains and composite types": len(schema.types) - len(schema.enums),
        "sequences": len(schema.sequences),
        "tables": len(tables),
        "columns": sum(len(table.columns) for table in tables),
        "primary keys": sum(1 for table in tables if table.primary_key),
        "unique constraints": sum(len(table.uniques) for table in tables),
        "checks": sum(len(table.checks) for table in tables),
        "foreign keys": sum(len(table.foreign_keys) for table in tables),
        "exclusion constraints": sum(len(table.exclusions) for table in tables),
        "indexes": sum(len(relation.indexes) for relation in relations),
        "views": len(schema.views),
        "triggers": sum(len(relation.triggers) for relation in relations),
        "policies": sum(len(table.policies) for table in tables),
    }
    return {kind: count for kind, count in counts.items() if count}


def list_verbatim(schema: Schema) -> list[KeptVerbatim]:
    """Objects that PostgreSQL ran and printed; what it could not run is reported elsewhere."""
    return [
        {
            "kind": thing.kind.value,
            "name": f"{thing.schema}.{thing.name}" if thing.schema else thing.name,
            "verified": True,
            "line": None,
            "message": None,
        }
        for thing in schema.sql_objects
        if thing.is_verified
    ]
