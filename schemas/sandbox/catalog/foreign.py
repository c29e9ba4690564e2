"""Foreign data wrappers, servers, user mappings and foreign tables."""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants.
from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.engine.model import ForeignKey, Kind, Schema, SqlObject, Table, Trigger
from schemas.engine.names import literal, qualified, quote
from schemas.engine.write import statements as sql
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.queries import FIRST_USER_OID
from schemas.sandbox.catalog.rows import Catalog, Row
from schemas.sandbox.catalog.tables import read_table
from schemas.sandbox.catalog.wording import (
    Noun,
    options_clause,
    plain_name,
    read_nouns,
    sql_object,
)

_WRAPPERS = f"""
SELECT w.oid, w.fdwname AS name, nullif(w.fdwhandler, 0)::regproc::text AS handler,
       nullif(w.fdwvalidator, 0)::regproc::text AS validator, w.fdwoptions AS options,
       obj_description(w.oid, 'pg_foreign_data_wrapper') AS comment
FROM pg_foreign_data_wrapper w WHERE w.oid >= {FIRST_USER_OID}"""

_SERVERS = """
SELECT s.oid, s.srvname AS name, s.srvtype AS type, s.srvversion AS version,
       w.fdwname AS wrapper, s.srvoptions AS options,
       obj_description(s.oid, 'pg_foreign_server') AS comment
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw"""

# The view shows options only to those who may see them.
_MAPPINGS = """
SELECT m.umid AS oid, m.srvname AS server, m.umuser = 0 AS of_all, m.usename AS user,
       m.umoptions AS options
FROM pg_user_mappings m"""

_FOREIGN_TABLES = """
SELECT t.ftrelid AS relation, s.srvname AS server, t.ftoptions AS options
FROM pg_foreign_table t JOIN pg_foreign_server s ON s.oid = t.ftserver"""

_FOREIGN_COLUMNS = """
SELECT a.attrelid AS relation, a.attname AS name, a.attfdwoptions AS options
FROM pg_attribute a
WHERE a.attfdwoptions IS NOT NULL AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum"""

QUERIES = {
    "wrappers": _WRAPPERS,
    "servers": _SERVERS,
    "user_mappings": _MAPPINGS,
    "foreign_tables": _FOREIGN_TABLES,
    "foreign_columns": _FOREIGN_COLUMNS,
}


def read_foreign(
    catalog: Catalog, dependencies: Dependencies, tables: Iterable[Table]
) -> Iterator[SqlObject]:
    nouns = (
        Noun(
            Kind.FOREIGN_DATA_WRAPPER,
            "wrappers",
            "pg_foreign_data_wrapper",
            _wrapper,
            plain_name,
        ),
        Noun(Kind.FOREIGN_SERVER, "servers", "pg_foreign_server", _server, plain_name),
        Noun(Kind.USER_MAPPING, "user_mappings", "pg_user_mapping", _mapping, _mapping_name),
    )
    yield from read_nouns(catalog, dependencies, nouns)
    yield from _foreign_tables(catalog, dependencies, tables)


def _wrapper(row: Row) -> str:
    words = [f" {word.upper()} {row[word]}" for word in ("handler", "validator") if row[word]]
    head = f"CREATE FOREIGN DATA WRAPPER {quote(row['name'])}{''.join(words)}"
    return head + options_clause(row["options"])


def _server(row: Row) -> str:
    words = [f" {word.upper()} {literal(row[word])}" for word in ("type", "version") if row[word]]
    wrapper = f" FOREIGN DATA WRAPPER {quote(row['wrapper'])}"
    return f"CREATE SERVER {quote(row['name'])}{''.join(words)}{wrapper}" + options_clause(
        row["options"]
    )


def _mapping_name(row: Row) -> str:
    user = "PUBLIC" if row["of_all"] else quote(row["user"])
    return f"FOR {user} SERVER {quote(row['server'])}"


def _mapping(row: Row) -> str:
    return f"CREATE USER MAPPING {_mapping_name(row)}{options_clause(row['options'])}"


# Foreign tables: written as tables are, since all but server and options is the same.


def _foreign_tables(
    catalog: Catalog, dependencies: Dependencies, tables: Iterable[Table]
) -> Iterator[SqlObject]:
    rows = {row["relation"]: row for row in catalog.plain("foreign_tables")}
    wanted = [row for row in catalog.relations.values() if row["oid"] in rows]
    read = {row["oid"]: read_table(catalog, dependencies, row) for row in wanted}
    schema = Schema(tables=(*tables, *read.values()))
    for row in wanted:
        table = read[row["oid"]]
        statements = _table_statements(catalog, schema, table, rows[row["oid"]])
        yield sql_object(
            dependencies,
            row,
            table.id,
            Kind.FOREIGN_TABLE,
            name=quote(table.name),
            definition=";\n".join(statements),
        )


def _table_statements(catalog: Catalog, schema: Schema, table: Table, row: Row) -> Iterator[str]:
    yield _create(schema, table, row)
    if table.partition_of:
        yield sql.attach_partition(schema, table, table.partition_of)
    for column in table.columns:
        yield from sql.column_settings(table, column)
    name = qualified(table.schema, table.name)
    for column in catalog.plain("foreign_columns"):
        if column["relation"] == row["relation"]:
            options = options_clause(column["options"], before=" ")
            yield f"ALTER FOREIGN TABLE ONLY {name} ALTER COLUMN {quote(column['name'])}{options}"
    yield from (sql.comment_on_column(table, column) for column in table.columns if column.comment)
    for check in table.checks:
        if check.comment:
            yield sql.comment_on_constraint(table, check)
    for trigger in table.triggers:
        yield from _trigger(table, trigger)


def _create(schema: Schema, table: Table, row: Row) -> str:
    inline = [c for c in table.constraints if c.is_local and not isinstance(c, ForeignKey)]
    alone = sql.create_table(schema, _standing_alone(table), constraints=inline)
    head = alone.replace("CREATE TABLE", "CREATE FOREIGN TABLE", 1)
    return f"{head}\nSERVER {quote(row['server'])}{options_clause(row['options'])}"


def _standing_alone(table: Table) -> Table:
    """A partition is made by itself and attached, as pg_dump does."""
    return replace(table, partition_of=None, storage_parameters=())


def _trigger(table: Table, trigger: Trigger) -> Iterator[str]:
    yield sql.create_trigger(trigger)
    if trigger.enabled != "ORIGIN":
        yield sql.set_trigger_enabled(table, trigger)
    if trigger.comment:
        yield sql.comment_on_trigger(table, trigger)
