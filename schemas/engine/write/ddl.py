"""A design as one PostgreSQL script that recreates it in an empty database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.engine.model import Kind, Namespace, Schema, SqlObject
from schemas.engine.write.order import Section, Unit, in_order
from schemas.engine.write.units import units

_WIDTH = 100
_TITLES = {
    Section.SCHEMAS: "Schemas",
    Section.EXTENSIONS: "Extensions",
    Section.TYPES: "Types",
    Section.SEQUENCES: "Sequences",
    Section.FUNCTIONS: "Functions",
    Section.TABLES: "Tables",
    Section.LATE_DEFAULTS: "Defaults and checks that call functions over their own table",
    Section.KEYS: "Keys of partitioned tables and heirs, second keys, unvalidated checks",
    Section.INDEXES: "Indexes",
    Section.OWNERS: "Owners",
    Section.SETTINGS: "Sequence owners, replica identity and row security",
    Section.FOREIGN_KEYS: "Foreign keys",
    Section.VIEWS: "Views",
    Section.VIEW_INDEXES: "Indexes of materialized views",
    Section.RULES: "Rules",
    Section.TRIGGERS: "Triggers",
    Section.POLICIES: "Policies",
    Section.STATISTICS: "Extended statistics",
    Section.PUBLICATIONS: "Publications",
    Section.EVENT_TRIGGERS: "Event triggers",
    Section.PRIVILEGES: "Privileges and default privileges",
}


def write_ddl(
    schema: Schema, *, include_unverified: bool = True, include_owners: bool = False
) -> str:
    """The whole script; the same design always gives the same bytes.

    Every name is qualified, so the script does not depend on `search_path`. Without
    `include_unverified` it leaves out what only a superuser may create. Owners are left out unless
    asked for: whoever runs the script owns what it makes.
    """
    kept = schema if include_unverified else _verified(schema)
    kept = kept if include_owners else _without_owners(kept)
    parts = [_header(kept)]
    section = None
    for unit in in_order(units(kept)):
        if not unit.statements:
            continue
        if unit.section is not section:
            section = unit.section
            parts.append(_title(section))
        parts.append(_unit_text(kept, unit))
    return "\n".join(_spaced(parts)) + "\n"


def _verified(schema: Schema) -> Schema:
    objects = (o for o in schema.objects if not isinstance(o, SqlObject) or o.is_verified)
    return Schema(tables=schema.tables, objects=tuple(objects))


def _without_owners(schema: Schema) -> Schema:
    objects = (o for o in schema.objects if not isinstance(o, SqlObject) or o.kind != Kind.OWNER)
    return Schema(tables=schema.tables, objects=tuple(objects))


def _header(schema: Schema) -> str:
    lines = [
        f"-- PostgreSQL schema: {_summary(schema)}",
        "-- For an empty database, all or nothing:",
        "--   psql --single-transaction --set ON_ERROR_STOP=1 --file schema.sql",
    ]
    if any(o.kind in (Kind.FUNCTION, Kind.PROCEDURE) for o in schema.sql_objects):
        lines += [
            "",
            "-- Function bodies may name tables that are created further down.",
            "SET check_function_bodies = off;",
        ]
    return "\n".join(lines)


def _summary(schema: Schema) -> str:
    counts = {
        "table": len(schema.tables),
        "view": len(schema.views),
        "type": len(schema.types),
        "schema": sum(isinstance(o, Namespace) for o in schema.objects),
    }
    named = [f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in counts.items() if n]
    return ", ".join(named) or "empty"


def _title(section: Section) -> str:
    title = f"-- {_TITLES[section]} "
    return title + "-" * (_WIDTH - len(title))


def _unit_text(schema: Schema, unit: Unit) -> str:
    text = "\n".join(_terminated(statement) for statement in unit.statements)
    thing = schema.objects_by_id.get(unit.key[0])
    if isinstance(thing, SqlObject) and not thing.is_verified:
        return f"-- Not verified: PostgreSQL lets only a superuser run this.\n{text}"
    return text


def _terminated(statement: str) -> str:
    """A line comment at the end would swallow the semicolon."""
    return statement + ("\n;" if "--" in statement.rpartition("\n")[2] else ";")


def _spaced(parts: Iterable[str]) -> Iterator[str]:
    """Blank lines around everything but runs of one-line units."""
    before = ""
    for part in parts:
        if before and ("\n" in part or "\n" in before or _is_title(part) or _is_title(before)):
            yield ""
        yield part
        before = part


def _is_title(part: str) -> bool:
    return part.endswith("-" * 20)
