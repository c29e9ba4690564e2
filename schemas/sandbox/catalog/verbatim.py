"""Objects that a design keeps as PostgreSQL's own text, from catalog rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from schemas.engine.model import Kind, ObjectId, SqlObject
from schemas.engine.names import literal, qualified, quote
from schemas.sandbox.catalog.dependencies import Dependencies, verbatim_id
from schemas.sandbox.catalog.rows import Catalog, Row

_ROUTINES = {"f": Kind.FUNCTION, "w": Kind.FUNCTION, "p": Kind.PROCEDURE, "a": Kind.AGGREGATE}
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
    "mfinalfunc",
    "minitcond",
)
_RANGE_OPTIONS = (
    "subtype",
    "subtype_opclass",
    "collation",
    "canonical",
    "subtype_diff",
    "multirange_type_name",
)
_MODIFY = {"r": "READ_ONLY", "s": "SHAREABLE", "w": "READ_WRITE"}
_PARALLEL = {"s": "SAFE", "r": "RESTRICTED"}
_CAST_CONTEXTS = {"e": "", "a": " AS ASSIGNMENT", "i": " AS IMPLICIT"}
_PROVIDERS = {"c": "libc", "i": "icu", "b": "builtin"}
_RULE_STATES = {"D": "DISABLE RULE", "R": "ENABLE REPLICA RULE", "A": "ENABLE ALWAYS RULE"}


def read_sql_objects(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    """Every verbatim object that no extension brought, in a stable order."""
    yield from _routines(catalog, dependencies)
    yield from _ranges(catalog, dependencies)
    yield from _rules(catalog, dependencies)
    printed: tuple[tuple[str, str, Kind, Callable[[Row], str], Callable[[Row], str]], ...] = (
        ("statistics", "pg_statistic_ext", Kind.STATISTICS, _plain_name, _printed),
        ("operators", "pg_operator", Kind.OPERATOR, _operator_name, _operator),
        ("casts", "pg_cast", Kind.CAST, _cast_name, _cast),
        ("collations", "pg_collation", Kind.COLLATION, _plain_name, _collation),
        ("dictionaries", "pg_ts_dict", Kind.TEXT_SEARCH_DICTIONARY, _plain_name, _dictionary),
        (
            "configurations",
            "pg_ts_config",
            Kind.TEXT_SEARCH_CONFIGURATION,
            _plain_name,
            _configuration,
        ),
        ("publications", "pg_publication", Kind.PUBLICATION, _plain_name, _publication),
    )
    for query, class_name, kind, name, definition in printed:
        for row in catalog.own(query, class_name):
            id = verbatim_id(catalog, kind.value.lower(), row)
            yield _object(dependencies, row, id, kind, name=name(row), definition=definition(row))


def _object(
    dependencies: Dependencies,
    row: Row,
    id: ObjectId,
    kind: Kind,
    *,
    name: str,
    definition: str,
) -> SqlObject:
    return SqlObject(
        id=id,
        kind=kind,
        name=name,
        schema=row.get("schema") or "",
        definition=definition.strip().removesuffix(";"),
        depends_on=dependencies.of(id),
        comment=row["comment"] or "",
    )


def _plain_name(row: Row) -> str:
    return quote(row["name"])


def _printed(row: Row) -> str:
    return str(row["definition"])


def _routines(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    aggregates = {row["oid"]: row for row in catalog.plain("aggregates")}
    for row in catalog.own("functions", "pg_proc"):
        kind = _ROUTINES[row["kind"]]
        arguments = row["arguments"]
        if kind is Kind.AGGREGATE:
            aggregate = aggregates[row["oid"]]
            definition = _aggregate(row, aggregate)
            arguments = aggregate["arguments"] or "*"
        else:
            definition = row["definition"]
        id = verbatim_id(catalog, "function", row)
        name = f"{quote(row['name'])}({arguments})"
        yield _object(dependencies, row, id, kind, name=name, definition=definition)


def _aggregate(row: Row, aggregate: Row) -> str:
    texts = ("initcond", "minitcond")
    options = [
        (name, literal(aggregate[name]) if name in texts else str(aggregate[name]))
        for name in _AGGREGATE_OPTIONS
        if aggregate[name] is not None
    ]
    written = [f"{name.upper()} = {value}" for name, value in options]
    if aggregate["finalfunc_extra"]:
        written.append("FINALFUNC_EXTRA")
    usual = "r" if aggregate["kind"] == "n" else "w"
    if aggregate["finalfunc"] and aggregate["finalfunc_modify"] != usual:
        written.append(f"FINALFUNC_MODIFY = {_MODIFY[aggregate['finalfunc_modify']]}")
    if aggregate["sortop"]:
        written.append(f"SORTOP = OPERATOR({aggregate['sortop']})")
    if aggregate["kind"] == "h":
        written.append("HYPOTHETICAL")
    if aggregate["parallel"] in _PARALLEL:
        written.append(f"PARALLEL = {_PARALLEL[aggregate['parallel']]}")
    name = qualified(row["schema"], row["name"])
    return f"CREATE AGGREGATE {name}({aggregate['arguments'] or '*'}) {_in_lines(written)}"


def _ranges(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    ranges = {row["oid"]: row for row in catalog.plain("ranges")}
    for oid, row in catalog.types.items():
        if row["kind"] != "r":
            continue
        options = [
            f"{name.upper()} = {ranges[oid][name]}" for name in _RANGE_OPTIONS if ranges[oid][name]
        ]
        id = catalog.id_of("type", row["schema"], row["name"])
        definition = f"CREATE TYPE {qualified(row['schema'], row['name'])} AS RANGE "
        yield _object(
            dependencies,
            row,
            id,
            Kind.TYPE,
            name=quote(row["name"]),
            definition=definition + _in_lines(options),
        )


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
        yield _object(dependencies, rule, id, Kind.RULE, name=name, definition=definition)


def _operator_name(row: Row) -> str:
    return f"{row['name']} ({row['leftarg'] or 'NONE'}, {row['rightarg'] or 'NONE'})"


def _operator(row: Row) -> str:
    options = [f"FUNCTION = {row['function']}"]
    options += [f"{side.upper()} = {row[side]}" for side in ("leftarg", "rightarg") if row[side]]
    options += [
        f"{other.upper()} = OPERATOR({row[other]})"
        for other in ("commutator", "negator")
        if row[other]
    ]
    options += [f"{name.upper()} = {row[name]}" for name in ("restrict", "join") if row[name]]
    options += [name.upper() for name in ("merges", "hashes") if row[name]]
    return f"CREATE OPERATOR {quote(row['schema'])}.{row['name']} {_in_lines(options)}"


def _cast_name(row: Row) -> str:
    return f"({row['source']} AS {row['target']})"


def _cast(row: Row) -> str:
    how = {"f": f"WITH FUNCTION {row['function']}", "i": "WITH INOUT", "b": "WITHOUT FUNCTION"}
    end = _CAST_CONTEXTS[row["context"]]
    return f"CREATE CAST {_cast_name(row)} {how[row['method']]}{end}"


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
    return f"CREATE COLLATION {qualified(row['schema'], row['name'])} {_in_lines(options)}"


def _dictionary(row: Row) -> str:
    options = [f"TEMPLATE = {row['template']}"]
    if row["options"]:
        options.append(row["options"])
    name = qualified(row["schema"], row["name"])
    return f"CREATE TEXT SEARCH DICTIONARY {name} {_in_lines(options)}"


def _configuration(row: Row) -> str:
    name = qualified(row["schema"], row["name"])
    statements = [f"CREATE TEXT SEARCH CONFIGURATION {name} (PARSER = {row['parser']})"]
    statements += [
        f"ALTER TEXT SEARCH CONFIGURATION {name} ADD MAPPING FOR {quote(mapping['token'])} "
        f"WITH {', '.join(mapping['dictionaries'])}"
        for mapping in row["mappings"] or ()
    ]
    return ";\n".join(statements)


def _publication(row: Row) -> str:
    actions = [action for action in ("insert", "update", "delete", "truncate") if row[action]]
    options = [f"publish = {literal(', '.join(actions))}"]
    if row["via_root"]:
        options.append("publish_via_partition_root = true")
    if row["generated"] == "s":
        options.append("publish_generated_columns = stored")
    content = "FOR ALL TABLES " if row["all_tables"] else _published(row)
    return f"CREATE PUBLICATION {quote(row['name'])} {content}WITH ({', '.join(options)})"


def _published(row: Row) -> str:
    parts = [f"TABLE {_published_table(table)}" for table in row["tables"] or ()]
    parts += [f"TABLES IN SCHEMA {quote(name)}" for name in row["schemas"] or ()]
    return f"FOR {', '.join(parts)} " if parts else ""


def _published_table(table: Row) -> str:
    columns = f" ({', '.join(map(quote, table['columns']))})" if table["columns"] else ""
    where = f" WHERE {table['where']}" if table["where"] else ""
    return f"ONLY {qualified(table['schema'], table['name'])}{columns}{where}"


def _in_lines(options: Iterable[str]) -> str:
    return "(\n    " + ",\n    ".join(options) + "\n)"
