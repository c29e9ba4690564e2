"""A design as a Drizzle ORM schema (drizzle-orm 0.45) in TypeScript.

It is as faithful as the builders allow; what they cannot say is listed at its top and comes from
the PostgreSQL script. https://orm.drizzle.team/docs/sql-schema-declaration
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import PUBLIC, EnumType, ObjectId, Schema, Table, View
from schemas.engine.write.drizzle.columns import (
    column_code,
    owned_sequence,
    sequence_options,
    serial_of,
)
from schemas.engine.write.drizzle.extras import extras
from schemas.engine.write.drizzle.gaps import gaps
from schemas.engine.write.drizzle.literals import comment, record, string
from schemas.engine.write.drizzle.module import Module, camel, different
from schemas.engine.write.drizzle.types import builder


def write_drizzle(schema: Schema) -> str:
    """The module `schema.ts`; the same design always gives the same bytes."""
    module = Module(schema)
    body = [*_enums(module), *_sequences(module), *_tables(module), *_views(module)]
    missing = list(gaps(module))
    lines = ["// Drizzle ORM schema"]
    if missing:
        lines += ["//", "// Not expressible here, part of the PostgreSQL script only:"]
        lines += [f"// - {' '.join(gap.split())}" for gap in missing]
    lines += ["", *module.head(), *body]
    return "\n".join(lines) + "\n"


def _enums(module: Module) -> Iterator[str]:
    for enum in sorted(module.schema.enums, key=lambda e: (e.schema != PUBLIC, e.schema, e.name)):
        if enum.labels:
            yield from ["", *comment(enum.comment), _enum(module, enum)]


def _enum(module: Module, enum: EnumType) -> str:
    labels = ", ".join(string(label) for label in enum.labels)
    maker = module.maker(enum.schema, "Enum")
    return f"export const {module.exports[enum.id]} = {maker}({string(enum.name)}, [{labels}]);"


def _sequences(module: Module) -> Iterator[str]:
    """Those behind `serial` columns come with the column."""
    serial = {
        sequence.id
        for table in module.schema.tables
        for column in table.columns
        if serial_of(module, table, column) and (sequence := owned_sequence(module, table, column))
    }
    for sequence in sorted(module.schema.sequences, key=lambda s: (s.schema, s.name)):
        if sequence.id in serial:
            continue
        options = record(sequence_options(sequence.options))
        arguments = ", ".join(part for part in (string(sequence.name), options) if part)
        maker = module.maker(sequence.schema, "Sequence")
        yield from ["", *comment(sequence.comment)]
        yield f"export const {module.exports[sequence.id]} = {maker}({arguments});"


def _tables(module: Module) -> Iterator[str]:
    written: set[ObjectId] = set()
    for table in _by_reference(module.schema):
        written.add(table.id)
        yield from ["", *_table(module, table, written - {table.id})]


def _table(module: Module, table: Table, known: set[ObjectId]) -> Iterator[str]:
    yield from comment(table.comment)
    maker = module.maker(table.schema, "Table")
    yield f"export const {module.exports[table.id]} = {maker}({string(table.name)}, {{"
    for column in table.columns:
        yield from comment(column.comment, "  ")
        yield f"  {module.keys[table.id][column.id]}: {column_code(module, table, column)},"
    lines = list(extras(module, table))
    end = ".enableRLS();" if table.row_security else ";"
    if not lines:
        yield f"}}){end}"
        return
    # Without it TypeScript cannot infer the types of tables that reference each other.
    refers_ahead = any(key.target not in known for key in table.foreign_keys)
    returns = f": {module.use('PgTableExtraConfigValue')}[]" if refers_ahead else ""
    yield f"}}, (table){returns} => ["
    yield from (f"  {line}," for line in lines)
    yield f"]){end}"


def _by_reference(schema: Schema) -> list[Table]:
    """Referenced tables first as far as there are no circles; partitions are left to SQL."""
    remaining = sorted(
        (table for table in schema.tables if table.partition_of is None),
        key=lambda table: (table.schema != PUBLIC, table.schema, table.name),
    )
    ordered: list[Table] = []
    waiting = {table.id for table in remaining}
    while remaining:
        ready = [t for t in remaining if not _references(t) & waiting] or remaining[:1]
        ordered += ready
        waiting -= {table.id for table in ready}
        remaining = [table for table in remaining if table.id in waiting]
    return ordered


def _references(table: Table) -> set[ObjectId]:
    return {key.target for key in table.foreign_keys} - {table.id}


def _views(module: Module) -> Iterator[str]:
    """Typed but not created: their queries are in the SQL script."""
    for view in sorted(module.schema.views, key=lambda view: (view.schema, view.name)):
        yield ""
        if view.columns:
            yield from _view(module, view)
        else:
            yield f"// View {' '.join(view.name.split())}: its columns are not known yet."


def _view(module: Module, view: View) -> Iterator[str]:
    yield from comment(view.comment)
    kind = "MaterializedView" if view.is_materialized else "View"
    maker = module.maker(view.schema, kind)
    yield f"export const {module.exports[view.id]} = {maker}({string(view.name)}, {{"
    taken: set[str] = set()
    for column in view.columns:
        code = builder(module, column.type).call(column.name)
        yield f"  {different(camel(column.name), taken)}: {code},"
    yield "}).existing();"
