"""Functions, procedures, aggregates, and the languages and transforms they are written with."""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants.
from collections.abc import Iterator

from schemas.engine.model import Kind, SqlObject
from schemas.engine.names import literal, qualified, quote
from schemas.sandbox.catalog.dependencies import Dependencies, verbatim_id
from schemas.sandbox.catalog.queries import FIRST_USER_OID, USERS
from schemas.sandbox.catalog.rows import Catalog, Row
from schemas.sandbox.catalog.wording import Noun, in_lines, plain_name, read_nouns, sql_object

_FUNCTIONS = f"""
SELECT p.oid, n.nspname AS schema, p.proname AS name, p.prokind AS kind,
       oidvectortypes(p.proargtypes) AS arguments,
       CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition,
       obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE {USERS} AND NOT EXISTS (  -- the constructors that come with a range type
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')"""

_AGGREGATES = f"""
SELECT a.aggfnoid::oid AS oid, a.aggkind AS kind, pg_get_function_arguments(p.oid) AS arguments,
       a.aggtransfn::text AS sfunc, format_type(a.aggtranstype, NULL) AS stype,
       nullif(a.aggtransspace, 0) AS sspace,
       nullif(a.aggfinalfn::oid, 0)::regproc::text AS finalfunc,
       a.aggfinalextra AS finalfunc_extra, a.aggfinalmodify AS finalfunc_modify,
       nullif(a.aggcombinefn::oid, 0)::regproc::text AS combinefunc,
       nullif(a.aggserialfn::oid, 0)::regproc::text AS serialfunc,
       nullif(a.aggdeserialfn::oid, 0)::regproc::text AS deserialfunc,
       a.agginitval AS initcond, nullif(a.aggmtransfn::oid, 0)::regproc::text AS msfunc,
       nullif(a.aggminvtransfn::oid, 0)::regproc::text AS minvfunc,
       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS mstype,
       nullif(a.aggmtransspace, 0) AS msspace,
       nullif(a.aggmfinalfn::oid, 0)::regproc::text AS mfinalfunc,
       a.aggmfinalextra AS mfinalfunc_extra, a.aggmfinalmodify AS mfinalfunc_modify,
       a.aggminitval AS minitcond,
       (SELECT quote_ident(sn.nspname) || '.' || s.oprname FROM pg_operator s
        JOIN pg_namespace sn ON sn.oid = s.oprnamespace WHERE s.oid = a.aggsortop) AS sortop,
       p.proparallel AS parallel
FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {USERS}"""

_LANGUAGES = f"""
SELECT l.oid, l.lanname AS name, l.lanpltrusted AS trusted,
       nullif(l.lanplcallfoid, 0)::regproc::text AS handler,
       nullif(l.laninline, 0)::regproc::text AS inline,
       nullif(l.lanvalidator, 0)::regproc::text AS validator,
       obj_description(l.oid, 'pg_language') AS comment
FROM pg_language l WHERE l.oid >= {FIRST_USER_OID}"""

_TRANSFORMS = f"""
SELECT t.oid, format_type(t.trftype, NULL) AS type, l.lanname AS language,
       nullif(t.trffromsql::oid, 0)::regprocedure::text AS from_sql,
       nullif(t.trftosql::oid, 0)::regprocedure::text AS to_sql,
       obj_description(t.oid, 'pg_transform') AS comment
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE t.oid >= {FIRST_USER_OID}"""

QUERIES = {
    "functions": _FUNCTIONS,
    "aggregates": _AGGREGATES,
    "languages": _LANGUAGES,
    "transforms": _TRANSFORMS,
}

_KINDS = {"f": Kind.FUNCTION, "w": Kind.FUNCTION, "p": Kind.PROCEDURE, "a": Kind.AGGREGATE}
_AGGREGATE_OPTIONS = (
    "sfunc",
    "stype",
    "sspace",
    "finalfunc",
    "combinefunc",
    "serialfunc",
    "deserialfunc",
    "initcond",
    "msfunc",
    "minvfunc",
    "mstype",
    "msspace",
    "mfinalfunc",
    "minitcond",
)
_AGGREGATE_TEXTS = ("initcond", "minitcond")
_MODIFY = {"r": "READ_ONLY", "s": "SHAREABLE", "w": "READ_WRITE"}
_PARALLEL = {"s": "SAFE", "r": "RESTRICTED"}


def read_routines(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    nouns = (
        Noun(Kind.LANGUAGE, "languages", "pg_language", _language, plain_name),
        Noun(Kind.TRANSFORM, "transforms", "pg_transform", _transform, _transform_name),
    )
    yield from read_nouns(catalog, dependencies, nouns)
    aggregates = {row["oid"]: row for row in catalog.plain("aggregates")}
    for row in catalog.own("functions", "pg_proc"):
        aggregate = aggregates.get(row["oid"])
        yield _routine(catalog, dependencies, row, aggregate)


def _routine(
    catalog: Catalog, dependencies: Dependencies, row: Row, aggregate: Row | None
) -> SqlObject:
    arguments, definition = row["arguments"], row["definition"]
    if aggregate:
        arguments = aggregate["arguments"] or "*"
        definition = _aggregate(row, aggregate)
    return sql_object(
        dependencies,
        row,
        verbatim_id(catalog, "function", row),
        _KINDS[row["kind"]],
        name=f"{quote(row['name'])}({arguments})",
        definition=definition,
    )


def _aggregate(row: Row, aggregate: Row) -> str:
    options = [
        (name, literal(aggregate[name]) if name in _AGGREGATE_TEXTS else str(aggregate[name]))
        for name in _AGGREGATE_OPTIONS
        if aggregate[name] is not None
    ]
    written = [f"{name.upper()} = {value}" for name, value in options]
    for function in ("finalfunc", "mfinalfunc"):
        written += _final_options(aggregate, function)
    if aggregate["sortop"]:
        written.append(f"SORTOP = OPERATOR({aggregate['sortop']})")
    if aggregate["kind"] == "h":
        written.append("HYPOTHETICAL")
    if aggregate["parallel"] in _PARALLEL:
        written.append(f"PARALLEL = {_PARALLEL[aggregate['parallel']]}")
    name = qualified(row["schema"], row["name"])
    return f"CREATE AGGREGATE {name}({aggregate['arguments'] or '*'}) {in_lines(written)}"


def _final_options(aggregate: Row, function: str) -> Iterator[str]:
    """Normal aggregates read their state by default, ordered-set ones write it."""
    if aggregate[f"{function}_extra"]:
        yield f"{function.upper()}_EXTRA"
    usual = "r" if aggregate["kind"] == "n" else "w"
    if aggregate[function] and aggregate[f"{function}_modify"] != usual:
        yield f"{function.upper()}_MODIFY = {_MODIFY[aggregate[f'{function}_modify']]}"


def _language(row: Row) -> str:
    trusted = "TRUSTED " if row["trusted"] else ""
    words = [
        f"{word.upper()} {row[word]}" for word in ("handler", "inline", "validator") if row[word]
    ]
    return " ".join([f"CREATE {trusted}LANGUAGE {quote(row['name'])}", *words])


def _transform_name(row: Row) -> str:
    return f"FOR {row['type']} LANGUAGE {quote(row['language'])}"


def _transform(row: Row) -> str:
    functions = [
        f"{direction} SQL WITH FUNCTION {row[column]}"
        for direction, column in (("FROM", "from_sql"), ("TO", "to_sql"))
        if row[column]
    ]
    return f"CREATE TRANSFORM {_transform_name(row)} ({', '.join(functions)})"
