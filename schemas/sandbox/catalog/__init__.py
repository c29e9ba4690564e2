"""Reading `pg_catalog` into a `Schema`: a fixed number of bounded queries, then a pure function."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

from schemas.engine.model import Schema
from schemas.sandbox.catalog.attachments import read_attachments
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.objects import read_objects
from schemas.sandbox.catalog.queries import GUARD, MOST, table_queries
from schemas.sandbox.catalog.rows import Catalog, Row
from schemas.sandbox.catalog.tables import read_tables
from schemas.sandbox.catalog.unread import unread
from schemas.sandbox.catalog.verbatim import read_sql_objects, verbatim_queries
from schemas.sandbox.wire import Session


class CatalogTooLarge(Exception):
    """The database has more of something than a design may have."""


class CatalogUnreadable(Exception):
    """PostgreSQL refused one of our own questions."""


def read_catalog(session: Session, namespace: UUID, major: int) -> tuple[Schema, list[str]]:
    """The schema, and a sentence for each thing that a design cannot say.

    The session must be the reader's, alone in the database, with an empty search path.
    """
    _refuse_giants(session)
    queries = table_queries(major) | verbatim_queries(major)
    if not _may_read_connections(session):
        del queries["subscriptions"]
    catalog = Catalog(dict(_answers(session, queries)), namespace)
    return schema_from(catalog), list(unread(catalog))


def schema_from(catalog: Catalog) -> Schema:
    """Pure: rows in, schema out."""
    dependencies = Dependencies(catalog)
    tables = read_tables(catalog, dependencies)
    objects = (
        *read_objects(catalog, dependencies),
        *read_sql_objects(catalog, dependencies, tables),
    )
    attachments = read_attachments(catalog, dependencies, (*tables, *objects))
    return Schema(tables=tables, objects=(*objects, *attachments))


def _may_read_connections(session: Session) -> bool:
    """Connection strings of subscriptions hold passwords: only a superuser sees them."""
    may_read = "SELECT has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')"
    return session.run(may_read, keep_rows=True).rows == [["t"]]


def _refuse_giants(session: Session) -> None:
    outcome = session.run(GUARD, keep_rows=True)
    if outcome.sqlstate:
        raise CatalogUnreadable(outcome.message)
    counts = (int(value or 0) for value in outcome.rows[0])
    for (what, most), count in zip(MOST.items(), counts, strict=True):
        if count > most:
            raise CatalogTooLarge(f"{count} {what}, and at most {most} are read")


def _answers(session: Session, queries: dict[str, str]) -> Iterator[tuple[str, list[Row]]]:
    """Each is parsed while the server works on the next."""
    asked, *following = queries.items()
    session.send(_in_json(asked[1]), keep_rows=True)
    for query in (*following, None):
        outcome = session.receive()
        if outcome.sqlstate:
            raise CatalogUnreadable(f"{asked[0]}: {outcome.message}")
        if query:
            session.send(_in_json(query[1]), keep_rows=True)
        # One call of the parser for all rows costs a third of one for each.
        yield asked[0], json.loads(f"[{','.join(row[0] or '{}' for row in outcome.rows)}]")
        asked = query or asked


def _in_json(query: str) -> str:
    # The query is one of ours, word for word.
    return f"SELECT row_to_json(answer)::text FROM ({query}) answer"  # noqa: S608
