"""How an object kept as PostgreSQL's own text is put together from a row of the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from schemas.engine.model import Kind, ObjectId, SqlObject
from schemas.engine.names import literal, quote
from schemas.sandbox.catalog.dependencies import Dependencies, verbatim_id
from schemas.sandbox.catalog.rows import Catalog, Row


class Noun(NamedTuple):
    """A kind of object of which each row of one query is one."""

    kind: Kind
    query: str
    catalog: str
    """Its system catalog, as pg_depend names it."""
    definition: Callable[[Row], str]
    name: Callable[[Row], str]


def plain_name(row: Row) -> str:
    return quote(row["name"])


def printed(row: Row) -> str:
    """What PostgreSQL itself has printed."""
    return str(row["definition"])


def read_nouns(
    catalog: Catalog, dependencies: Dependencies, nouns: Iterable[Noun]
) -> Iterator[SqlObject]:
    for noun in nouns:
        for row in catalog.own(noun.query, noun.catalog):
            id = verbatim_id(catalog, noun.kind.value.lower(), row)
            yield sql_object(
                dependencies,
                row,
                id,
                noun.kind,
                name=noun.name(row),
                definition=noun.definition(row),
            )


def sql_object(
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
        comment=row.get("comment") or "",
    )


def in_lines(items: Iterable[str]) -> str:
    return "(\n    " + ",\n    ".join(items) + "\n)"


def clauses(row: Row, names: Iterable[str]) -> list[str]:
    """`NAME = value` for each of the columns that is not NULL, in capitals as CREATE wants it."""
    return [f"{name.upper()} = {row[name]}" for name in names if row[name] is not None]


def options_clause(options: Iterable[str] | None, *, before: str = "\n") -> str:
    """`OPTIONS (name 'value', …)` of foreign data, from `{name=value,…}`."""
    pairs = (option.partition("=") for option in options or ())
    written = ", ".join(f"{quote(name)} {literal(value)}" for name, _, value in pairs)
    return f"{before}OPTIONS ({written})" if written else ""
