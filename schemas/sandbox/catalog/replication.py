"""Publications and subscriptions of logical replication, and event triggers."""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants.
from collections.abc import Iterator

from schemas.engine.model import Kind, SqlObject
from schemas.engine.names import literal, qualified, quote
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.rows import Catalog, Row
from schemas.sandbox.catalog.wording import Noun, plain_name, read_nouns

_EVENT_TRIGGERS = """
SELECT e.oid, e.evtname AS name, e.evtevent AS event, e.evttags AS tags,
       e.evtfoid::regproc::text AS function, e.evtenabled AS enabled,
       obj_description(e.oid, 'pg_event_trigger') AS comment
FROM pg_event_trigger e"""


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


def _subscriptions(major: int) -> str:
    """Only a superuser may read the connection string."""
    later = {
        "two_phase": ("s.subtwophasestate <> 'd'", 15),
        "disable_on_error": ("s.subdisableonerr", 15),
        "origin": ("nullif(s.suborigin, 'any')", 16),
        "password_required": ("s.subpasswordrequired", 16),
        "run_as_owner": ("s.subrunasowner", 16),
        "failover": ("s.subfailover", 17),
    }
    extra = ", ".join(
        f"{column if major >= first else 'NULL'} AS {name}"
        for name, (column, first) in later.items()
    )
    return f"""
SELECT s.oid, s.subname AS name, s.subconninfo AS connection, s.subslotname AS slot,
       s.subpublications AS publications, s.subbinary AS binary, s.substream::text AS streaming,
       nullif(s.subsynccommit, 'off') AS synchronous_commit, {extra},
       obj_description(s.oid, 'pg_subscription') AS comment
FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
WHERE d.datname = current_database()"""


def replication_queries(major: int) -> dict[str, str]:
    return {
        "event_triggers": _EVENT_TRIGGERS,
        "publications": _publications(major),
        "subscriptions": _subscriptions(major),
    }


_STATES = {"D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}
_STREAMING = {"t": "on", "true": "on", "p": "parallel"}


def read_replication(catalog: Catalog, dependencies: Dependencies) -> Iterator[SqlObject]:
    nouns = (
        Noun(Kind.PUBLICATION, "publications", "pg_publication", _publication, plain_name),
        Noun(Kind.SUBSCRIPTION, "subscriptions", "pg_subscription", _subscription, plain_name),
        Noun(Kind.EVENT_TRIGGER, "event_triggers", "pg_event_trigger", _event_trigger, plain_name),
    )
    return read_nouns(catalog, dependencies, nouns)


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
    where = f" WHERE ({table['where']})" if table["where"] else ""
    return f"ONLY {qualified(table['schema'], table['name'])}{columns}{where}"


def _subscription(row: Row) -> str:
    """Made without a connection, as pg_dump does: nothing is replicated until it is enabled."""
    slot = "NONE" if row["slot"] is None else literal(row["slot"])
    options = ["connect = false", f"slot_name = {slot}"]
    options += [f"{name} = true" for name in ("binary", "disable_on_error") if row[name]]
    if streaming := _STREAMING.get(row["streaming"]):
        options.append(f"streaming = {streaming}")
    options += [f"{name} = true" for name in ("two_phase", "run_as_owner", "failover") if row[name]]
    options += [
        f"{name} = {literal(row[name])}" for name in ("synchronous_commit", "origin") if row[name]
    ]
    if row["password_required"] is False:
        options.append("password_required = false")
    head = f"CREATE SUBSCRIPTION {quote(row['name'])} CONNECTION {literal(row['connection'])}"
    published = ", ".join(map(quote, row["publications"]))
    return f"{head} PUBLICATION {published} WITH ({', '.join(options)})"


def _event_trigger(row: Row) -> str:
    name = quote(row["name"])
    tags = ", ".join(literal(tag) for tag in row["tags"] or ())
    when = f"\n    WHEN TAG IN ({tags})" if tags else ""
    create = f"CREATE EVENT TRIGGER {name} ON {row['event']}{when}\n    EXECUTE FUNCTION "
    state = _STATES.get(row["enabled"])
    settings = f";\nALTER EVENT TRIGGER {name} {state}" if state else ""
    return f"{create}{row['function']}(){settings}"
