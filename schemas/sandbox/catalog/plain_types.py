"""Range types and base types, which are kept as text; other types have classes of their own."""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants.
from collections.abc import Iterator

from schemas.engine.model import Kind, SqlObject
from schemas.engine.names import literal, qualified, quote
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.queries import USERS
from schemas.sandbox.catalog.rows import Catalog, Row
from schemas.sandbox.catalog.wording import clauses, in_lines, sql_object

_RANGES = """
SELECT r.rngtypid AS oid, format_type(r.rngsubtype, NULL) AS subtype,
       CASE WHEN NOT p.opcdefault THEN quote_ident(pn.nspname) || '.' || quote_ident(p.opcname) END
           AS subtype_opclass,
       CASE WHEN r.rngcollation <> s.typcollation
            THEN quote_ident(ln.nspname) || '.' || quote_ident(l.collname) END AS collation,
       nullif(r.rngcanonical::oid, 0)::regproc::text AS canonical,
       nullif(r.rngsubdiff::oid, 0)::regproc::text AS subtype_diff,
       r.rngmultitypid AS multirange, format_type(r.rngmultitypid, NULL) AS multirange_type_name
FROM pg_range r JOIN pg_type s ON s.oid = r.rngsubtype
JOIN pg_opclass p ON p.oid = r.rngsubopc JOIN pg_namespace pn ON pn.oid = p.opcnamespace
LEFT JOIN pg_collation l ON l.oid = r.rngcollation
LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace"""

_BASE_TYPES = f"""
SELECT y.oid, y.typinput::text AS input, y.typoutput::text AS output,
       nullif(y.typreceive::oid, 0)::regproc::text AS receive,
       nullif(y.typsend::oid, 0)::regproc::text AS send,
       nullif(y.typmodin::oid, 0)::regproc::text AS typmod_in,
       nullif(y.typmodout::oid, 0)::regproc::text AS typmod_out,
       nullif(y.typanalyze::oid, 0)::regproc::text AS analyze,
       nullif(y.typsubscript::oid, 0)::regproc::text AS subscript,
       CASE WHEN y.typlen = -1 THEN 'variable' ELSE y.typlen::text END AS internallength,
       y.typbyval AS passedbyvalue,
       CASE y.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4'
                       ELSE 'double' END AS alignment,
       CASE y.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended'
                         ELSE 'main' END AS storage,
       nullif(y.typcategory::text, 'U') AS category, y.typispreferred AS preferred,
       y.typdefault AS default, nullif(y.typdelim::text, ',') AS delimiter,
       CASE WHEN y.typelem <> 0 THEN format_type(y.typelem, NULL) END AS element,
       y.typcollation <> 0 AS collatable
FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
WHERE {USERS} AND y.typtype = 'b' AND y.typcategory <> 'A'"""

QUERIES = {"ranges": _RANGES, "base_types": _BASE_TYPES}

_RANGE_OPTIONS = (
    "subtype",
    "subtype_opclass",
    "collation",
    "canonical",
    "subtype_diff",
    "multirange_type_name",
)
_BASE_OPTIONS = (
    "input",
    "output",
    "receive",
    "send",
    "typmod_in",
    "typmod_out",
    "analyze",
    "subscript",
    "internallength",
    "alignment",
    "storage",
)
_TEXTS = ("category", "default", "delimiter")
_FLAGS = ("passedbyvalue", "preferred", "collatable")


def read_plain_types(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    ranges = {row["oid"]: row for row in catalog.plain("ranges")}
    bases = {row["oid"]: row for row in catalog.plain("base_types")}
    for oid, row in catalog.types.items():
        name = qualified(row["schema"], row["name"])
        if row["kind"] == "r":
            body = f" AS RANGE {in_lines(_range_options(ranges[oid]))}"
        elif oid in bases:
            body = f" {in_lines(_base_options(bases[oid]))}"
        elif row["kind"] == "p":
            body = ""
        else:
            continue
        id = catalog.id_of("type", row["schema"], row["name"])
        yield sql_object(
            dependencies,
            row,
            id,
            Kind.TYPE,
            name=quote(row["name"]),
            definition=f"CREATE TYPE {name}{body}",
        )


def _range_options(row: Row) -> list[str]:
    return clauses(row, _RANGE_OPTIONS)


def _base_options(row: Row) -> Iterator[str]:
    yield from clauses(row, _BASE_OPTIONS)
    for name in _TEXTS:
        if row[name] is not None:
            yield f"{name.upper()} = {literal(row[name])}"
    if row["element"]:
        yield f"ELEMENT = {row['element']}"
    yield from (
        name.upper() if name == "passedbyvalue" else f"{name.upper()} = true"
        for name in _FLAGS
        if row[name]
    )
