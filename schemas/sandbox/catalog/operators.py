"""Operators, their classes and families, casts, access methods, collations and conversions."""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants.
from collections.abc import Iterator

from schemas.engine.model import Kind, SqlObject
from schemas.engine.names import literal, qualified, quote
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.queries import FIRST_USER_OID, USERS
from schemas.sandbox.catalog.rows import Catalog, Row
from schemas.sandbox.catalog.wording import Noun, clauses, in_lines, plain_name, read_nouns

# Without the shells of operators that were only named, as commutators of others.
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
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE {USERS} AND o.oprcode <> 0"""

_MEMBERS = """
       (SELECT json_agg(json_build_object(
            'strategy', m.amopstrategy, 'operator', m.amopopr::regoperator::text,
            'order_by', (SELECT quote_ident(sn.nspname) || '.' || quote_ident(s.opfname)
                         FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace
                         WHERE s.oid = m.amopsortfamily))
            ORDER BY m.amopstrategy, m.amopopr::regoperator::text)
        FROM pg_amop m JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = m.oid
        WHERE d.refclassid = {catalog}::regclass AND d.refobjid = {oid}) AS operators,
       (SELECT json_agg(json_build_object(
            'number', m.amprocnum, 'function', m.amproc::regprocedure::text,
            'left', format_type(m.amproclefttype, NULL),
            'right', format_type(m.amprocrighttype, NULL))
            ORDER BY m.amprocnum, m.amproc::regprocedure::text)
        FROM pg_amproc m JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = m.oid
        WHERE d.refclassid = {catalog}::regclass AND d.refobjid = {oid}) AS functions"""

_CLASSES = f"""
SELECT c.oid, n.nspname AS schema, c.opcname AS name, m.amname AS method,
       format_type(c.opcintype, NULL) AS type, c.opcdefault AS is_default,
       CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage,
       quote_ident(fn.nspname) || '.' || quote_ident(f.opfname) AS family,
       {_MEMBERS.format(catalog="'pg_opclass'", oid="c.oid")},
       obj_description(c.oid, 'pg_opclass') AS comment
FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace
JOIN pg_am m ON m.oid = c.opcmethod JOIN pg_opfamily f ON f.oid = c.opcfamily
JOIN pg_namespace fn ON fn.oid = f.opfnamespace WHERE {USERS}"""

_FAMILIES = f"""
SELECT f.oid, n.nspname AS schema, f.opfname AS name, m.amname AS method,
       {_MEMBERS.format(catalog="'pg_opfamily'", oid="f.oid")},
       obj_description(f.oid, 'pg_opfamily') AS comment
FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace
JOIN pg_am m ON m.oid = f.opfmethod WHERE {USERS}"""

_METHODS = f"""
SELECT m.oid, m.amname AS name, m.amtype AS type, m.amhandler::regproc::text AS handler,
       obj_description(m.oid, 'pg_am') AS comment
FROM pg_am m WHERE m.oid >= {FIRST_USER_OID}"""

# Without that of a range to its multirange, which comes with the range.
_CASTS = f"""
SELECT c.oid, format_type(c.castsource, NULL) AS source, format_type(c.casttarget, NULL) AS target,
       nullif(c.castfunc, 0)::regprocedure::text AS function, c.castcontext AS context,
       c.castmethod AS method, obj_description(c.oid, 'pg_cast') AS comment
FROM pg_cast c WHERE c.oid >= {FIRST_USER_OID}
  AND NOT EXISTS (SELECT FROM pg_range r
                  WHERE r.rngtypid = c.castsource AND r.rngmultitypid = c.casttarget)"""

_CONVERSIONS = f"""
SELECT c.oid, n.nspname AS schema, c.conname AS name, c.condefault AS is_default,
       pg_encoding_to_char(c.conforencoding) AS source,
       pg_encoding_to_char(c.contoencoding) AS target, c.conproc::regproc::text AS function,
       obj_description(c.oid, 'pg_conversion') AS comment
FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace WHERE {USERS}"""


def _collations(major: int) -> str:
    locale = {14: "NULL", 15: "l.colliculocale", 16: "l.colliculocale"}.get(major, "l.colllocale")
    rules = "l.collicurules" if major >= 16 else "NULL"
    return f"""
SELECT l.oid, n.nspname AS schema, l.collname AS name, l.collprovider AS provider,
       l.collcollate AS lc_collate, l.collctype AS lc_ctype, {locale} AS locale, {rules} AS rules,
       l.collisdeterministic AS deterministic, obj_description(l.oid, 'pg_collation') AS comment
FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE {USERS}"""


def operator_queries(major: int) -> dict[str, str]:
    return {
        "operators": _OPERATORS,
        "operator_classes": _CLASSES,
        "operator_families": _FAMILIES,
        "access_methods": _METHODS,
        "casts": _CASTS,
        "conversions": _CONVERSIONS,
        "collations": _collations(major),
    }


_CAST_CONTEXTS = {"e": "", "a": " AS ASSIGNMENT", "i": " AS IMPLICIT"}
_PROVIDERS = {"c": "libc", "i": "icu", "b": "builtin"}


def read_operators(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    nouns = (
        Noun(Kind.ACCESS_METHOD, "access_methods", "pg_am", _access_method, plain_name),
        Noun(Kind.OPERATOR, "operators", "pg_operator", _operator, _operator_name),
        Noun(Kind.OPERATOR_FAMILY, "operator_families", "pg_opfamily", _family, _using_name),
        Noun(Kind.OPERATOR_CLASS, "operator_classes", "pg_opclass", _class, _using_name),
        Noun(Kind.CAST, "casts", "pg_cast", _cast, _cast_name),
        Noun(Kind.CONVERSION, "conversions", "pg_conversion", _conversion, plain_name),
        Noun(Kind.COLLATION, "collations", "pg_collation", _collation, plain_name),
    )
    return read_nouns(catalog, dependencies, nouns)


def _operator_name(row: Row) -> str:
    return f"{row['name']} ({row['leftarg'] or 'NONE'}, {row['rightarg'] or 'NONE'})"


def _operator(row: Row) -> str:
    options = clauses(row, ("function", "leftarg", "rightarg"))
    options += [
        f"{other.upper()} = OPERATOR({row[other]})"
        for other in ("commutator", "negator")
        if row[other]
    ]
    options += clauses(row, ("restrict", "join"))
    options += [name.upper() for name in ("merges", "hashes") if row[name]]
    return f"CREATE OPERATOR {quote(row['schema'])}.{row['name']} {in_lines(options)}"


def _using_name(row: Row) -> str:
    return f"{quote(row['name'])} USING {quote(row['method'])}"


def _class(row: Row) -> str:
    """With the members that belong to the class; the loose ones belong to its family."""
    default = " DEFAULT" if row["is_default"] else ""
    head = f"CREATE OPERATOR CLASS {qualified(row['schema'], row['name'])}{default}"
    using = f"FOR TYPE {row['type']} USING {quote(row['method'])} FAMILY {row['family']}"
    items = [f"STORAGE {row['storage']}"] if row["storage"] else []
    items += [*_operator_items(row), *_function_items(row)]
    # A class without members needs one: PostgreSQL takes its own type as the storage.
    items = items or [f"STORAGE {row['type']}"]
    return f"{head}\n    {using} AS\n    " + ",\n    ".join(items)


def _family(row: Row) -> str:
    """Each loose member in a statement of its own."""
    name = f"{qualified(row['schema'], row['name'])} USING {quote(row['method'])}"
    members = [*_operator_items(row), *_function_items(row)]
    added = [f"ALTER OPERATOR FAMILY {name} ADD {member}" for member in members]
    return ";\n".join([f"CREATE OPERATOR FAMILY {name}", *added])


def _operator_items(row: Row) -> Iterator[str]:
    for member in row["operators"] or ():
        order = f" FOR ORDER BY {member['order_by']}" if member["order_by"] else ""
        yield f"OPERATOR {member['strategy']} {member['operator']}{order}"


def _function_items(row: Row) -> Iterator[str]:
    for member in row["functions"] or ():
        types = f"({member['left']}, {member['right']})"
        yield f"FUNCTION {member['number']} {types} {member['function']}"


def _access_method(row: Row) -> str:
    type = "INDEX" if row["type"] == "i" else "TABLE"
    return f"CREATE ACCESS METHOD {quote(row['name'])} TYPE {type} HANDLER {row['handler']}"


def _cast_name(row: Row) -> str:
    return f"({row['source']} AS {row['target']})"


def _cast(row: Row) -> str:
    how = {"f": f"WITH FUNCTION {row['function']}", "i": "WITH INOUT", "b": "WITHOUT FUNCTION"}
    end = _CAST_CONTEXTS[row["context"]]
    return f"CREATE CAST {_cast_name(row)} {how[row['method']]}{end}"


def _conversion(row: Row) -> str:
    default = "DEFAULT " if row["is_default"] else ""
    name = qualified(row["schema"], row["name"])
    encodings = f"FOR {literal(row['source'])} TO {literal(row['target'])}"
    return f"CREATE {default}CONVERSION {name} {encodings} FROM {row['function']}"


def _collation(row: Row) -> str:
    options = [f"PROVIDER = {_PROVIDERS[row['provider']]}"]
    if row["locale"]:
        options.append(f"LOCALE = {literal(row['locale'])}")
    else:
        options.append(f"LC_COLLATE = {literal(row['lc_collate'])}")
        options.append(f"LC_CTYPE = {literal(row['lc_ctype'])}")
    if row["rules"]:
        options.append(f"RULES = {literal(row['rules'])}")
    if not row["deterministic"]:
        options.append("DETERMINISTIC = false")
    return f"CREATE COLLATION {qualified(row['schema'], row['name'])} {in_lines(options)}"
