"""Objects that a design keeps as PostgreSQL's own text, from catalog rows.

PostgreSQL prints some of them itself (functions, rules, statistics); what it cannot print is
written from its parts, as pg_dump does. Each module of this folder asks and writes for its nouns.
"""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants.
from collections.abc import Iterable, Iterator

from schemas.engine.model import Kind, SqlObject, Table
from schemas.engine.names import qualified, quote
from schemas.sandbox.catalog import attachments, foreign, plain_types, routines, text_search
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.operators import operator_queries, read_operators
from schemas.sandbox.catalog.queries import USERS
from schemas.sandbox.catalog.replication import read_replication, replication_queries
from schemas.sandbox.catalog.rows import Catalog, Row
from schemas.sandbox.catalog.wording import Noun, plain_name, read_nouns, sql_object

_RULES = f"""
SELECT r.oid, n.nspname AS schema, r.rulename AS name, c.relname AS relation_name,
       pg_get_ruledef(r.oid) AS definition, r.ev_class AS relation, r.ev_enabled AS enabled,
       r.rulename = '_RETURN' AS is_view, obj_description(r.oid, 'pg_rewrite') AS comment
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {USERS}"""

_STATISTICS = f"""
SELECT s.oid, n.nspname AS schema, s.stxname AS name, pg_get_statisticsobjdef(s.oid) AS definition,
       nullif(s.stxstattarget, -1) AS target, obj_description(s.oid, 'pg_statistic_ext') AS comment
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE {USERS}"""

_RULE_STATES = {"D": "DISABLE RULE", "R": "ENABLE REPLICA RULE", "A": "ENABLE ALWAYS RULE"}


def verbatim_queries(major: int) -> dict[str, str]:
    return {
        "rules": _RULES,
        "statistics": _STATISTICS,
        **plain_types.QUERIES,
        **routines.QUERIES,
        **operator_queries(major),
        **text_search.QUERIES,
        **foreign.QUERIES,
        **replication_queries(major),
        **attachments.QUERIES,
    }


def read_sql_objects(
    catalog: Catalog, dependencies: Dependencies, tables: Iterable[Table]
) -> Iterator[SqlObject]:
    """Every verbatim object that no extension brought, in a stable order; no attachments."""
    yield from routines.read_routines(catalog, dependencies)
    yield from plain_types.read_plain_types(catalog, dependencies)
    yield from _rules(catalog, dependencies)
    statistics = Noun(Kind.STATISTICS, "statistics", "pg_statistic_ext", _statistics, plain_name)
    yield from read_nouns(catalog, dependencies, [statistics])
    yield from read_operators(catalog, dependencies)
    yield from text_search.read_text_search(catalog, dependencies)
    yield from foreign.read_foreign(catalog, dependencies, tables)
    yield from read_replication(catalog, dependencies)


def _rules(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    for row in catalog.own("rules", "pg_rewrite"):
        if row["is_view"] or row["relation"] not in catalog.relations:
            continue
        table = qualified(row["schema"], row["relation_name"])
        definition = row["definition"].strip().removesuffix(";")
        if state := _RULE_STATES.get(row["enabled"]):
            definition += f";\nALTER TABLE {table} {state} {quote(row['name'])}"
        id = catalog.child_id("rule", row["relation"], row["name"])
        name = f"{quote(row['name'])} ON {table}"
        rule = {**row, "schema": ""}
        yield sql_object(dependencies, rule, id, Kind.RULE, name=name, definition=definition)


def _statistics(row: Row) -> str:
    if row["target"] is None:
        return str(row["definition"])
    name = qualified(row["schema"], row["name"])
    return f"{row['definition']};\nALTER STATISTICS {name} SET STATISTICS {row['target']}"
