"""What a drizzle schema cannot say, so that the reader knows what the SQL script adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemas.engine.model import ForeignKey, Index, PrimaryKey, Schema, SqlObject, Table, Unique
from schemas.engine.write.drizzle.module import Module
from schemas.engine.write.drizzle.types import builder


def gaps(module: Module) -> Iterator[str]:
    """One line for each kind of thing and each object."""
    schema = module.schema
    yield from _verbatim(schema)
    for domain in schema.types:
        if domain not in schema.enums:
            yield f"type {domain.schema}.{domain.name}: made by SQL, used here by its name"
    for sequence in schema.sequences:
        if sequence.owned_by or sequence.type != "bigint":
            yield f"sequence {sequence.schema}.{sequence.name}: its owner and type"
    for view in schema.views:
        yield f"view {view.schema}.{view.name}: only its columns are typed here"
    for table in schema.tables:
        yield from (f"table {table.schema}.{table.name}: {gap}" for gap in _table(module, table))


def _verbatim(schema: Schema) -> Iterator[str]:
    for extension in schema.extensions:
        yield f"extension {extension.name}"
    counts = Counter(thing.kind.lower() for thing in schema.sql_objects)
    for kind, count in sorted(counts.items()):
        names = [thing.name for thing in schema.sql_objects if _is(thing, kind)]
        yield f"{kind} {names[0]}" if count == 1 else f"{count} objects of kind {kind}"


def _is(thing: SqlObject, kind: str) -> bool:
    return thing.kind.lower() == kind


def _table(module: Module, table: Table) -> Iterator[str]:
    if table.partition_of:
        yield "a partition"
        return
    if table.partition_by:
        yield f"partitioned by {table.partition_by}"
    settings = {
        "inherits": table.inherits,
        "unlogged": table.is_unlogged,
        "forced row security": table.force_row_security,
        "replica identity": table.replica_identity,
        "storage parameters": table.storage_parameters,
    }
    yield from (word for word, value in settings.items() if value)
    yield from (f"trigger {trigger.name}" for trigger in table.triggers)
    yield from (f"exclusion {exclusion.name}" for exclusion in table.exclusions)
    yield from _columns(module, table)
    yield from _constraints(table)
    yield from (f"index {i.name}: {gap}" for i in table.indexes for gap in _index(i))


def _columns(module: Module, table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.generated and column.generated.storage == "VIRTUAL":
            yield f"column {column.name}: virtual, written as stored"
        if not builder(module, column.type, collation=column.collation).is_exact:
            yield f"column {column.name}: collation {column.collation}"
        if column.storage or column.compression or column.statistics is not None:
            yield f"column {column.name}: storage, compression or statistics"


def _constraints(table: Table) -> Iterator[str]:
    keys = (c for c in table.constraints if isinstance(c, PrimaryKey | Unique))
    for key in keys:
        if key.deferrable or key.include or key.without_overlaps:
            yield f"key {key.name}: deferrable, INCLUDE or WITHOUT OVERLAPS"
    for foreign in table.foreign_keys:
        if _is_special(foreign):
            yield f"foreign key {foreign.name}: deferrable, MATCH FULL, columns or not validated"
    for check in table.checks:
        if check.no_inherit or not check.validated or not check.enforced:
            yield f"check {check.name}: NO INHERIT, NOT VALID or NOT ENFORCED"


def _is_special(key: ForeignKey) -> bool:
    has_extras = key.match_full or key.period or bool(key.on_delete_columns)
    return key.deferrable or has_extras or not (key.validated and key.enforced)


def _index(index: Index) -> Iterator[str]:
    if index.include:
        yield "INCLUDE"
    if index.nulls_not_distinct:
        yield "NULLS NOT DISTINCT"
