"""The fixed set of questions to `pg_catalog`, and the guard that bounds their answers.

Run by the reader role with `search_path = ''`: then unqualified names mean `pg_catalog` alone.
Only its own functions appear here; no name of the user's is ever resolved or quoted into a query.
https://www.postgresql.org/docs/current/catalogs.html
"""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants of this module.

# Qualified operators: steps of a migration are recorded in the script's own session.
USERS = (
    "n.nspname OPERATOR(pg_catalog.!~) '^pg_' "
    "AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'"
)
FIRST_USER_OID = 16384

MOST = {
    "relations": 100_000,
    "columns": 600_000,
    "bytes of functions": 32 << 20,
    "bytes of comments": 16 << 20,
    "enum labels": 50_000,
    "bytes of views and rules": 64 << 20,
    "bytes of defaults and checks": 32 << 20,
    "dependencies": 2_000_000,
}

GUARD = f"""
SELECT (SELECT count(*) FROM pg_class WHERE oid >= {FIRST_USER_OID}),
       (SELECT count(*) FROM pg_attribute WHERE attrelid >= {FIRST_USER_OID} AND attnum > 0),
       (SELECT coalesce(sum(length(prosrc)), 0) FROM pg_proc WHERE oid >= {FIRST_USER_OID}),
       (SELECT coalesce(sum(length(description)), 0) FROM pg_description
        WHERE objoid >= {FIRST_USER_OID}),
       (SELECT count(*) FROM pg_enum),
       (SELECT coalesce(sum(pg_column_size(ev_action)), 0) FROM pg_rewrite
        WHERE oid >= {FIRST_USER_OID}),
       (SELECT coalesce(sum(pg_column_size(adbin)), 0) FROM pg_attrdef)
       + (SELECT coalesce(sum(pg_column_size(conbin)), 0) FROM pg_constraint),
       (SELECT count(*) FROM pg_depend)
"""


def _comments(catalog: str, oid: str, part: str = "0") -> str:
    """Joined at once: `obj_description` would look into an index for each row."""
    return (
        f"LEFT JOIN pg_description cd ON cd.classoid = '{catalog}'::regclass "
        f"AND cd.objoid = {oid} AND cd.objsubid = {part}"
    )


_NAMESPACES = f"""
SELECT n.oid, n.nspname AS name, obj_description(n.oid, 'pg_namespace') AS comment
FROM pg_namespace n WHERE {USERS}"""

_EXTENSIONS = """
SELECT e.oid, e.extname AS name, n.nspname AS schema,
       obj_description(e.oid, 'pg_extension') AS comment, a.comment AS own_comment
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extensions() a ON a.name = e.extname
WHERE e.extname <> 'plpgsql'"""

_MEMBERS = """
SELECT d.classid::regclass::text AS class, d.objid AS oid, d.refobjid AS extension
FROM pg_depend d WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass"""

_RELATIONS = f"""
SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
       c.relpersistence AS persistence, c.relrowsecurity AS row_security,
       c.relforcerowsecurity AS force_row_security, c.relreplident AS replica_identity,
       c.reloptions AS options, t.reloptions AS toast_options,
       c.relispopulated AS populated,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap')
           AS access_method,
       pg_get_expr(c.relpartbound, c.oid) AS bound,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query,
       cd.description AS comment
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
{_comments("pg_class", "c.oid")}
WHERE {USERS} AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND c.relpersistence <> 't'"""

_COLUMNS = f"""
SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
       a.attidentity AS identity, a.attgenerated AS generated,
       d.oid AS default_oid, pg_get_expr(d.adbin, d.adrelid) AS expression,
       CASE WHEN a.attcollation <> y.typcollation
            THEN quote_ident(ln.nspname) || '.' || quote_ident(l.collname) END AS collation,
       CASE WHEN a.attstorage <> y.typstorage THEN a.attstorage END AS storage,
       nullif(a.attcompression::text, '') AS compression,
       nullif(a.attstattarget, -1) AS statistics, a.attislocal AS local,
       a.attoptions AS options, cd.description AS comment
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type y ON y.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
{_comments("pg_class", "a.attrelid", "a.attnum")}
WHERE {USERS} AND a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
ORDER BY a.attrelid, a.attnum"""

_INHERITS = """
SELECT i.inhrelid AS child, i.inhparent AS parent, i.inhseqno AS number
FROM pg_inherits i ORDER BY i.inhrelid, i.inhseqno"""

_TYPES = f"""
SELECT y.oid, n.nspname AS schema, y.typname AS name, y.typtype AS kind, y.typrelid AS relation,
       y.typarray AS array_oid, y.typelem AS element, y.typcategory = 'A' AS is_array,
       y.typnotnull AS required,
       pg_get_expr(y.typdefaultbin, 0) AS default_text,
       CASE WHEN y.typtype = 'd' THEN format_type(y.typbasetype, y.typtypmod) END AS base,
       CASE WHEN y.typtype = 'd' AND y.typcollation <> b.typcollation
            THEN quote_ident(ln.nspname) || '.' || quote_ident(l.collname) END AS collation,
       (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
        WHERE e.enumtypid = y.oid) AS labels,
       cd.description AS comment
FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
LEFT JOIN pg_type b ON b.oid = y.typbasetype
LEFT JOIN pg_collation l ON l.oid = y.typcollation
LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
{_comments("pg_type", "y.oid")}
WHERE {USERS}"""

_SEQUENCES = f"""
SELECT s.seqrelid AS relation, format_type(s.seqtypid, NULL) AS type, s.seqstart AS start,
       s.seqincrement AS increment, s.seqmax AS maximum, s.seqmin AS minimum,
       s.seqcache AS cache, s.seqcycle AS cycle,
       d.refobjid AS owner, d.refobjsubid AS owner_column, d.deptype = 'i' AS is_identity,
       cd.description AS comment
FROM pg_sequence s
{_comments("pg_class", "s.seqrelid")}
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid
     AND d.objsubid = 0 AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')"""

_TRIGGERS = """
SELECT t.oid, t.tgrelid AS relation, t.tgname AS name, pg_get_triggerdef(t.oid) AS definition,
       t.tgenabled AS enabled, t.tgparentid <> 0 AS is_clone,
       obj_description(t.oid, 'pg_trigger') AS comment
FROM pg_trigger t LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
WHERE NOT t.tgisinternal AND (t.tgparentid = 0 OR t.tgenabled <> p.tgenabled)"""

_POLICIES = """
SELECT p.oid, p.polrelid AS relation, p.polname AS name, p.polcmd AS command,
       p.polpermissive AS permissive,
       (SELECT json_agg(CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r) END ORDER BY i)
        FROM unnest(p.polroles) WITH ORDINALITY AS u (r, i)) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using,
       pg_get_expr(p.polwithcheck, p.polrelid) AS check,
       obj_description(p.oid, 'pg_policy') AS comment
FROM pg_policy p"""

# What columns, constraints and row types need of their own table is no news.
_DEPENDENCIES = f"""
SELECT dc.relname AS class, d.oid, rc.relname AS on_class, d.on_oid, d.of_columns
FROM (SELECT classid, objid AS oid, refclassid, refobjid AS on_oid,
             bool_or(deptype = 'n' AND refobjsubid > 0) AS of_columns
      FROM pg_depend
      WHERE deptype IN ('n', 'a', 'i') AND objid >= {FIRST_USER_OID}
        AND refobjid >= {FIRST_USER_OID}
        AND NOT (refclassid = 'pg_class'::regclass AND (
            deptype = 'a' AND classid IN ('pg_attrdef'::regclass, 'pg_constraint'::regclass)
            OR deptype = 'i' AND classid = 'pg_type'::regclass))
      GROUP BY 1, 2, 3, 4) d
JOIN pg_class dc ON dc.oid = d.classid JOIN pg_class rc ON rc.oid = d.refclassid"""

# Nearly every NOT NULL is the column's own under the name that PostgreSQL chose, and has no more
# to tell than the column does; those of families are read for what heirs have from their parents.
_USUAL_NOT_NULL = """
o.contype = 'n' AND o.convalidated AND o.conislocal AND o.coninhcount = 0
AND NOT o.connoinherit AND cd.description IS NULL AND NOT c.relhassubclass
AND o.conname = c.relname || '_' || a.attname || '_not_null'"""


def _constraints(major: int) -> str:
    enforced = "o.conenforced" if major >= 18 else "true"
    period = "o.conperiod" if major >= 18 else "false"
    delete_columns = "o.confdelsetcols" if major >= 15 else "NULL"
    nulls = "x.indnullsnotdistinct" if major >= 15 else "false"
    return f"""
SELECT o.oid, o.conname AS name, o.contype AS kind, o.conrelid AS relation,
       o.contypid AS domain, o.conkey AS key, o.confrelid AS target, o.confkey AS target_key,
       o.confupdtype AS on_update, o.confdeltype AS on_delete,
       {delete_columns} AS on_delete_key, o.confmatchtype AS match,
       o.condeferrable AS deferrable, o.condeferred AS deferred,
       o.convalidated AS validated, o.conislocal AS local, o.connoinherit AS no_inherit,
       {enforced} AS enforced, {period} AS period, {nulls} AS nulls_not_distinct,
       CASE WHEN x.indnatts > x.indnkeyatts THEN
           (SELECT json_agg(k ORDER BY i)
            FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS u (k, i)
            WHERE i > x.indnkeyatts) END AS include,
       i.reloptions AS index_options, x.indisclustered AS is_clustered,
       x.indisreplident AS is_replica_identity, x.indisvalid AS index_valid,
       ci.description AS index_comment,
       CASE WHEN o.contype = 'c' THEN pg_get_expr(o.conbin, o.conrelid) END AS expression,
       CASE WHEN o.contype = 'x' THEN pg_get_constraintdef(o.oid) END AS definition,
       cd.description AS comment
FROM pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace
LEFT JOIN pg_index x ON x.indexrelid = o.conindid AND o.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class i ON i.oid = x.indexrelid
LEFT JOIN pg_class c ON c.oid = o.conrelid
LEFT JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = o.conkey[1]
{_comments("pg_constraint", "o.oid")}
LEFT JOIN pg_description ci ON ci.classoid = 'pg_class'::regclass AND ci.objoid = x.indexrelid
     AND ci.objsubid = 0
WHERE {USERS} AND o.contype IN ('p', 'u', 'c', 'f', 'x', 'n')
  AND ({_USUAL_NOT_NULL}) IS NOT TRUE
  AND NOT EXISTS (SELECT FROM pg_constraint parent
                  WHERE parent.oid = o.conparentid AND parent.conrelid = o.conrelid)"""


def _indexes(major: int) -> str:
    nulls = "x.indnullsnotdistinct" if major >= 15 else "false"
    return f"""
SELECT x.indexrelid AS oid, x.indrelid AS relation, c.relname AS name, m.amname AS method,
       x.indisunique AS is_unique, {nulls} AS nulls_not_distinct,
       c.reloptions AS options, pg_get_expr(x.indpred, x.indrelid) AS predicate,
       x.indnkeyatts AS keys, x.indisvalid AS valid, x.indisclustered AS is_clustered,
       x.indisreplident AS is_replica_identity,
       p.indrelid AS attached_table, pc.relname AS attached_index,
       (SELECT json_agg(json_build_object(
            'number', k.number,
            'text', CASE WHEN k.number = 0 OR t.relkind = 'm'
                THEN pg_get_indexdef(x.indexrelid, k.position::int, false) END,
            'options', x.indoption[k.position - 1],
            'operator_class', CASE WHEN NOT p.opcdefault OR ia.attoptions IS NOT NULL
                THEN quote_ident(pn.nspname) || '.' || quote_ident(p.opcname) END,
            'operator_options', ia.attoptions, 'statistics', nullif(ia.attstattarget, -1),
            'collation', CASE WHEN x.indcollation[k.position - 1] <> coalesce(ta.attcollation, 100)
                THEN (SELECT quote_ident(ln.nspname) || '.' || quote_ident(l.collname)
                      FROM pg_collation l JOIN pg_namespace ln ON ln.oid = l.collnamespace
                      WHERE l.oid = x.indcollation[k.position - 1]) END
            ) ORDER BY k.position)
        FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS k (number, position)
        LEFT JOIN pg_opclass p ON p.oid = x.indclass[k.position - 1]
        LEFT JOIN pg_namespace pn ON pn.oid = p.opcnamespace
        LEFT JOIN pg_attribute ia ON ia.attrelid = x.indexrelid AND ia.attnum = k.position
        LEFT JOIN pg_attribute ta ON ta.attrelid = x.indrelid AND ta.attnum = k.number
       ) AS columns,
       cd.description AS comment
FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = c.relam
LEFT JOIN pg_inherits h ON h.inhrelid = x.indexrelid
LEFT JOIN pg_index p ON p.indexrelid = h.inhparent
LEFT JOIN pg_class pc ON pc.oid = h.inhparent
LEFT JOIN pg_constraint o ON o.conindid = x.indexrelid AND o.contype IN ('p', 'u', 'x')
{_comments("pg_class", "x.indexrelid")}
WHERE {USERS} AND o.oid IS NULL"""


def table_queries(major: int) -> dict[str, str]:
    """What tables, types, sequences and views are made of; name -> query of plain columns."""
    return {
        "namespaces": _NAMESPACES,
        "extensions": _EXTENSIONS,
        "members": _MEMBERS,
        "relations": _RELATIONS,
        "columns": _COLUMNS,
        "inherits": _INHERITS,
        "types": _TYPES,
        "sequences": _SEQUENCES,
        "constraints": _constraints(major),
        "indexes": _indexes(major),
        "triggers": _TRIGGERS,
        "policies": _POLICIES,
        "dependencies": _DEPENDENCIES,
    }
