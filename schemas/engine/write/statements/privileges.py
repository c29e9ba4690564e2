"""What GRANT and ALTER … OWNER TO are about."""

from __future__ import annotations

from schemas.engine.model import (
    CompositeType,
    Domain,
    EnumType,
    Extension,
    Kind,
    Namespace,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    View,
)
from schemas.engine.write.statements.objects import object_kind, object_name
from schemas.engine.write.statements.text import relation_name

_GRANTED = {
    Kind.FUNCTION: "FUNCTION",
    Kind.AGGREGATE: "FUNCTION",
    Kind.PROCEDURE: "PROCEDURE",
    Kind.TYPE: "TYPE",
    Kind.LANGUAGE: "LANGUAGE",
    Kind.FOREIGN_DATA_WRAPPER: "FOREIGN DATA WRAPPER",
    Kind.FOREIGN_SERVER: "FOREIGN SERVER",
    Kind.FOREIGN_TABLE: "TABLE",
}


def grant_target(thing: Table | TopLevel) -> str | None:
    """`TABLE app.note`; None for what nobody can be granted rights to."""
    match thing:
        case Table() | View():
            return f"TABLE {relation_name(thing)}"
        case Sequence():
            return f"SEQUENCE {object_name(thing)}"
        case Namespace():
            return f"SCHEMA {object_name(thing)}"
        case EnumType() | Domain() | CompositeType():
            return f"TYPE {object_name(thing)}"
        case SqlObject() if thing.kind in _GRANTED:
            return f"{_GRANTED[thing.kind]} {object_name(thing)}"
        case _:
            return None


def owner_target(thing: Table | TopLevel) -> str:
    """`MATERIALIZED VIEW app.totals`."""
    if isinstance(thing, Table):
        return f"TABLE {relation_name(thing)}"
    assert not isinstance(thing, Extension)
    return f"{object_kind(thing)} {object_name(thing)}"


def set_owner(target: str, role: str) -> str:
    return f"ALTER {target} OWNER TO {role}"
