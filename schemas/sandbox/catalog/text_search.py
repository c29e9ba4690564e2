"""Text search: parsers, templates, dictionaries, and configurations with their mappings."""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants.
from collections.abc import Iterator

from schemas.engine.model import Kind, SqlObject
from schemas.engine.names import qualified, quote
from schemas.engine.sql_clauses import items_of
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.queries import USERS
from schemas.sandbox.catalog.rows import Catalog, Row
from schemas.sandbox.catalog.wording import Noun, clauses, in_lines, plain_name, read_nouns

_PARSERS = f"""
SELECT p.oid, n.nspname AS schema, p.prsname AS name, p.prsstart::text AS start,
       p.prstoken::text AS gettoken, p.prsend::text AS end,
       nullif(p.prsheadline::oid, 0)::regproc::text AS headline, p.prslextype::text AS lextypes,
       obj_description(p.oid, 'pg_ts_parser') AS comment
FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace WHERE {USERS}"""

_TEMPLATES = f"""
SELECT t.oid, n.nspname AS schema, t.tmplname AS name,
       nullif(t.tmplinit::oid, 0)::regproc::text AS init, t.tmpllexize::text AS lexize,
       obj_description(t.oid, 'pg_ts_template') AS comment
FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace WHERE {USERS}"""

_DICTIONARIES = f"""
SELECT d.oid, n.nspname AS schema, d.dictname AS name,
       quote_ident(tn.nspname) || '.' || quote_ident(t.tmplname) AS template,
       d.dictinitoption AS options, obj_description(d.oid, 'pg_ts_dict') AS comment
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
JOIN pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_namespace tn ON tn.oid = t.tmplnamespace WHERE {USERS}"""

_CONFIGURATIONS = f"""
SELECT c.oid, n.nspname AS schema, c.cfgname AS name,
       quote_ident(pn.nspname) || '.' || quote_ident(p.prsname) AS parser,
       (SELECT json_agg(json_build_object('token', m.token, 'dictionaries', m.dictionaries)
                        ORDER BY m.token)
        FROM (SELECT (SELECT t.alias FROM ts_token_type(c.cfgparser) t
                      WHERE t.tokid = m.maptokentype) AS token,
                     json_agg(m.mapdict::regdictionary::text ORDER BY m.mapseqno) AS dictionaries
              FROM pg_ts_config_map m WHERE m.mapcfg = c.oid GROUP BY m.maptokentype) m
       ) AS mappings,
       obj_description(c.oid, 'pg_ts_config') AS comment
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE {USERS}"""

QUERIES = {
    "parsers": _PARSERS,
    "templates": _TEMPLATES,
    "dictionaries": _DICTIONARIES,
    "configurations": _CONFIGURATIONS,
}


def read_text_search(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    nouns = (
        Noun(Kind.TEXT_SEARCH_PARSER, "parsers", "pg_ts_parser", _parser, plain_name),
        Noun(Kind.TEXT_SEARCH_TEMPLATE, "templates", "pg_ts_template", _template, plain_name),
        Noun(Kind.TEXT_SEARCH_DICTIONARY, "dictionaries", "pg_ts_dict", _dictionary, plain_name),
        Noun(
            Kind.TEXT_SEARCH_CONFIGURATION,
            "configurations",
            "pg_ts_config",
            _configuration,
            plain_name,
        ),
    )
    return read_nouns(catalog, dependencies, nouns)


def _parser(row: Row) -> str:
    options = clauses(row, ("start", "gettoken", "end", "headline", "lextypes"))
    return f"CREATE TEXT SEARCH PARSER {qualified(row['schema'], row['name'])} {in_lines(options)}"


def _template(row: Row) -> str:
    options = clauses(row, ("init", "lexize"))
    name = qualified(row["schema"], row["name"])
    return f"CREATE TEXT SEARCH TEMPLATE {name} {in_lines(options)}"


def _dictionary(row: Row) -> str:
    options = [f"TEMPLATE = {row['template']}", *items_of(row["options"] or "")]
    name = qualified(row["schema"], row["name"])
    return f"CREATE TEXT SEARCH DICTIONARY {name} {in_lines(options)}"


def _configuration(row: Row) -> str:
    name = qualified(row["schema"], row["name"])
    statements = [f"CREATE TEXT SEARCH CONFIGURATION {name} (PARSER = {row['parser']})"]
    statements += [
        f"ALTER TEXT SEARCH CONFIGURATION {name} ADD MAPPING FOR {quote(mapping['token'])} "
        f"WITH {', '.join(mapping['dictionaries'])}"
        for mapping in row["mappings"] or ()
    ]
    return ";\n".join(statements)
