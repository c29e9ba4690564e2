"""Which differences PostgreSQL can alter in place; for all others the object is made anew.

Facts of https://www.postgresql.org/docs/current/sql-commands.html, tried on 15 and 18.
"""

from __future__ import annotations

from dataclasses import fields, replace

from schemas.engine.expressions import rename_trigger
from schemas.engine.model import (
    Attribute,
    Check,
    Column,
    CompositeType,
    Domain,
    EnumType,
    Exclusion,
    ForeignKey,
    Index,
    IndexKey,
    Kind,
    Policy,
    PrimaryKey,
    SqlObject,
    Table,
    Trigger,
    Unique,
    View,
)
from schemas.engine.plan.register import Thing
from schemas.engine.plan.sql_objects import alterations

_NEVER_MATTERS = frozenset(
    {
        *("name", "schema", "comment", "depends_on", "is_local", "is_verified"),
        *("is_valid", "attached_to", "is_populated"),
    }
)
TIMING = frozenset({"deferrable", "initially_deferred"})
_ALTERED = {
    ForeignKey: TIMING,
    Index: frozenset({"storage_parameters", "is_clustered", "is_replica_identity"}),
    View: frozenset({"indexes", "triggers", "options", "access_method"}),
    PrimaryKey: frozenset({"index"}),
    Unique: frozenset({"index"}),
    Exclusion: frozenset({"index"}),
}
"""Fields with an ALTER of their own, beyond those that never matter."""
TYPE_LIKE = frozenset({Kind.TYPE, Kind.COLLATION})
"""Verbatim objects that rows are stored in, or sorted by."""


def changed(old: object, new: object) -> frozenset[str]:
    """Names of fields whose values differ."""
    names = (f.name for f in fields(new))  # type: ignore[arg-type]
    return frozenset(name for name in names if getattr(old, name) != getattr(new, name))


def is_remade(old: Thing, new: Thing) -> bool:
    """Whether it has to be dropped and created again."""
    if old == new:
        return False
    if type(old) is not type(new):
        return True
    differences = changed(old, new) - _NEVER_MATTERS - _ALTERED.get(type(new), frozenset())
    match old, new:
        case Table(), Table():
            return old.partition_by != new.partition_by
        case Column(), Column():
            return _is_column_remade(old, new)
        case Trigger(), Trigger():
            return rename_trigger(old.definition, new.name) != new.definition
        case View(), View():
            if _shapes(old.columns) == _shapes(new.columns):
                differences -= {"columns"}
            return bool(differences) and not is_replaceable(old, new)
        case Index(), Index():
            if _without_targets(old) == _without_targets(new):
                differences -= {"keys"}
            return bool(differences)
        case SqlObject(), SqlObject():
            return bool(differences) and alterations(old, new) is None
        case ForeignKey() | Check(), ForeignKey() | Check():
            return bool(differences - ({"validated"} if new.validated else set()))
        case PrimaryKey() | Unique() | Exclusion() | Policy(), _:
            return bool(differences)
        case _:
            return False


def is_replaced(old: Thing, new: Thing) -> bool:
    """Whether a type gets a new body that PostgreSQL cannot give it while columns use it."""
    match old, new:
        case EnumType(), EnumType():
            return not _only_adds(old, new) and renamed_labels(old, new) is None
        case Domain(), Domain():
            return (old.type, old.collation) != (new.type, new.collation)
        case CompositeType(), CompositeType():
            return not _keeps_attributes(old.attributes, new.attributes)
        case SqlObject(), SqlObject() if old.kind is new.kind and new.kind in TYPE_LIKE:
            return old.definition != new.definition
        case _:
            return False


def is_replaceable(old: View, new: View) -> bool:
    """Whether CREATE OR REPLACE VIEW will do: columns may only be appended."""
    if old.is_materialized or new.is_materialized or not old.columns:
        return False
    was, now = _shapes(old.columns), _shapes(new.columns)
    return now[: len(was)] == was


def _shapes(columns: tuple[Attribute, ...]) -> list[tuple[str, str, str | None]]:
    return [(column.name, column.type, column.collation) for column in columns]


def _without_targets(index: Index) -> list[IndexKey]:
    """Its keys without their statistics targets."""
    return [replace(key, statistics=None) for key in index.keys]


def renamed_labels(old: EnumType, new: EnumType) -> dict[str, str] | None:
    """Old label -> new one where each that goes has one that comes in its very place."""
    if len(old.labels) != len(new.labels):
        return None
    found = {a: b for a, b in zip(old.labels, new.labels, strict=True) if a != b}
    is_one_for_one = not (found.keys() & set(new.labels) or set(found.values()) & set(old.labels))
    return found if is_one_for_one else None


def _is_column_remade(old: Column, new: Column) -> bool:
    """A plain column cannot become generated, nor a stored one virtual."""
    if new.generated is None:
        return old.generated is not None and old.generated.storage == "VIRTUAL"
    return old.generated is None or old.generated.storage != new.generated.storage


def _only_adds(old: EnumType, new: EnumType) -> bool:
    there = set(old.labels)
    return [label for label in new.labels if label in there] == list(old.labels)


def _keeps_attributes(old: tuple[Attribute, ...], new: tuple[Attribute, ...]) -> bool:
    """Attributes can go anywhere, but come only at the end and keep their types while in use."""
    was = {a.name: (a.type, a.collation) for a in old}
    kept = [a for a in old if any(b.name == a.name for b in new)]
    start = [(a.name, *was[a.name]) for a in kept]
    return [(b.name, b.type, b.collation) for b in new[: len(kept)]] == start
