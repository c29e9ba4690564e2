"""Questions about objects that a design keeps as text: PostgreSQL prints most of them itself.

What it cannot print (aggregates, operators, casts, ranges, text search, publications) comes as
parts, from which `verbatim.py` writes the statement, as pg_dump does.
"""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants of this module.
from schemas.sandbox.catalog.queries import FIRST_USER_OID, USERS

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
       nullif(a.aggmfinalfn::oid, 0)::regproc::text AS mfinalfunc, a.aggminitval AS minitcond,
       (SELECT quote_ident(sn.nspname) || '.' || s.oprname FROM pg_operator s
        JOIN pg_namespace sn ON sn.oid = s.oprnamespace WHERE s.oid = a.aggsortop) AS sortop,
       p.proparallel AS parallel
FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {USERS}"""

_RULES = f"""
SELECT r.oid, n.nspname AS schema, r.rulename AS name, c.relname AS relation_name,
       pg_get_ruledef(r.oid) AS definition, r.ev_class AS relation, r.ev_enabled AS enabled,
       r.rulename = '_RETURN' AS is_view, obj_description(r.oid, 'pg_rewrite') AS comment
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {USERS}"""

_STATISTICS = f"""
SELECT s.oid, n.nspname AS schema, s.stxname AS name, pg_get_statisticsobjdef(s.oid) AS definition,
       obj_description(s.oid, 'pg_statistic_ext') AS comment
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE {USERS}"""

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

_OPERATORS = f"""
SELECT o.oid, n.nspname AS schema, o.oprname AS name,
       nullif(o.oprcode::oid, 0)::regproc::text AS function,
       CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END AS leftarg,
       CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) END AS rightarg,
       (SELECT quote_ident(cn.nspname) || '.' || c.oprname FROM pg_operator c
        JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprcom) AS commutator,
       (SELECT quote_ident(cn.nspname) || '.' || c.oprname FROM pg_operator c
        JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprnegate) AS negator,
       nullif(o.oprrest::oid, 0)::regproc::text AS restrict,
       nullif(o.oprjoin::oid, 0)::regproc::text AS join,
       o.oprcanmerge AS merges, o.oprcanhash AS hashes,
       obj_description(o.oid, 'pg_operator') AS comment
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE {USERS}"""

_CASTS = f"""
SELECT c.oid, format_type(c.castsource, NULL) AS source, format_type(c.casttarget, NULL) AS target,
       nullif(c.castfunc, 0)::regprocedure::text AS function, c.castcontext AS context,
       c.castmethod AS method, obj_description(c.oid, 'pg_cast') AS comment
FROM pg_cast c WHERE c.oid >= {FIRST_USER_OID}"""

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


def _collations(major: int) -> str:
    locale = {14: "NULL", 15: "l.colliculocale", 16: "l.colliculocale"}.get(major, "l.colllocale")
    rules = "l.collicurules" if major >= 16 else "NULL"
    return f"""
SELECT l.oid, n.nspname AS schema, l.collname AS name, l.collprovider AS provider,
       l.collcollate AS lc_collate, l.collctype AS lc_ctype, {locale} AS locale, {rules} AS rules,
       l.collisdeterministic AS deterministic, obj_description(l.oid, 'pg_collation') AS comment
FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE {USERS}"""


def _publications(major: int) -> str:
    quals = "pg_get_expr(r.prqual, r.prrelid)" if major >= 15 else "NULL"
    columns = (
        "(SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a"
        " WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))"
        if major >= 15
        else "NULL"
    )
    schemas = (
        "(SELECT json_agg(s.nspname ORDER BY s.nspname) FROM pg_publication_namespace pn"
        " JOIN pg_namespace s ON s.oid = pn.pnnspid WHERE pn.pnpubid = p.oid)"
        if major >= 15
        else "NULL"
    )
    generated = "nullif(p.pubgencols::text, 'n')" if major >= 18 else "NULL"
    return f"""
SELECT p.oid, p.pubname AS name, p.puballtables AS all_tables, p.pubinsert AS insert,
       p.pubupdate AS update, p.pubdelete AS delete, p.pubtruncate AS truncate,
       p.pubviaroot AS via_root, {generated} AS generated, {schemas} AS schemas,
       (SELECT json_agg(json_build_object('schema', n.nspname, 'name', c.relname,
                        'columns', {columns}, 'where', {quals}) ORDER BY n.nspname, c.relname)
        FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.prpubid = p.oid) AS tables,
       obj_description(p.oid, 'pg_publication') AS comment
FROM pg_publication p"""


def verbatim_queries(major: int) -> dict[str, str]:
    return {
        "functions": _FUNCTIONS,
        "aggregates": _AGGREGATES,
        "rules": _RULES,
        "statistics": _STATISTICS,
        "ranges": _RANGES,
        "operators": _OPERATORS,
        "casts": _CASTS,
        "collations": _collations(major),
        "dictionaries": _DICTIONARIES,
        "configurations": _CONFIGURATIONS,
        "publications": _publications(major),
    }
