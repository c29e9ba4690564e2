"""Names that two things cannot have at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import (
    Column,
    CompositeType,
    Domain,
    EnumType,
    Exclusion,
    Extension,
    Index,
    Kind,
    Namespace,
    PrimaryKey,
    Sequence,
    SqlObject,
    Table,
    Unique,
    View,
)
from schemas.engine.names import default_name
from schemas.engine.plan.register import Register, Thing

Slot = tuple[str, ...]
_ROUTINES = frozenset({Kind.FUNCTION, Kind.PROCEDURE, Kind.AGGREGATE})
_RELATIONS = frozenset({Kind.FOREIGN_TABLE})


def taken_slots(register: Register) -> frozenset[Slot]:
    return frozenset(slot for thing in register.things.values() for slot in slots(register, thing))


def slots(register: Register, thing: Thing) -> Iterator[Slot]:
    """Relations and types share one space of names, since every relation has a row type.

    Those of a table are also those of its indexes and of the sequences behind its columns.
    """
    match thing:
        case Table():
            yield "relation", thing.schema, thing.name
            for part in (*thing.columns, *thing.constraints, *thing.indexes):
                yield from (slot for slot in slots(register, part) if slot[0] == "relation")
        case PrimaryKey() | Unique() | Exclusion():
            yield "relation", register.owners[thing.id].schema, thing.name
        case View() | Sequence() | CompositeType() | EnumType() | Domain():
            yield "relation", thing.schema, thing.name
        case Column():
            owner = register.owners[thing.id]
            yield "column", str(owner.id), thing.name
            if thing.identity:
                given = thing.identity.sequence_name
                name = given or default_name(owner.name, [thing.name], "seq")
                yield "relation", owner.schema, name
        case Index():
            yield "relation", register.owners[thing.id].schema, thing.name
        case Namespace() | Extension():
            yield type(thing).__name__, thing.name
        case SqlObject():
            yield _space(thing.kind), thing.schema, _plain(thing.name)


def _space(kind: Kind) -> str:
    if kind in _ROUTINES:
        return "routine"
    return "relation" if kind in _RELATIONS or kind is Kind.TYPE else kind.value


def _plain(name: str) -> str:
    is_quoted = name.startswith('"') and name.endswith('"')
    return name[1:-1].replace('""', '"') if is_quoted else name
