"""One thing three times: field by field, and what is in it one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from typing import Any

from schemas.engine.canonical import by_id
from schemas.engine.merge.conflict import WHOLE, Referee, Versions, Where
from schemas.engine.merge.order import Orders, both_inserted, both_moved, merged_order
from schemas.engine.model import (
    Column,
    Domain,
    ForeignKey,
    Index,
    PrimaryKey,
    Sequence,
    SqlObject,
    Table,
    Trigger,
    Unique,
    View,
)

Path = tuple[str, ...]
_UNITS: Mapping[type, frozenset[str]] = {
    Column: frozenset({"type", "default", "identity", "generated", "collation"}),
    Domain: frozenset({"type", "default", "collation"}),
    Sequence: frozenset({"type", "options"}),
    PrimaryKey: frozenset({"columns", "include"}),
    Unique: frozenset({"columns", "include"}),
    ForeignKey: frozenset({"columns", "target", "target_columns", "on_delete_columns"}),
    Index: frozenset({"method", "keys"}),
    Trigger: frozenset({"name", "definition"}),
    SqlObject: frozenset({"name", "schema", "definition"}),
}
"""Fields that fit together or not at all: each side changing another one of them is a clash."""
_NOTHING: frozenset[str] = frozenset()


def merged_thing(versions: Versions, above: Path, referee: Referee) -> Any:
    """The thing, None when it is gone."""
    base, mine, theirs = versions
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    at = (*above, *_place(versions.some))
    if mine is None or theirs is None or type(mine) is not type(theirs):
        return referee.ask(Where(versions.some.id, WHOLE), at, versions)
    if type(base) is not type(mine):
        versions = Versions(None, mine, theirs)
    return _Merging(versions, at, referee).thing()


def _place(thing: Any) -> Path:
    schema = getattr(thing, "schema", "")
    return (schema, thing.name) if schema else (thing.name,)


class _Merging:
    """A thing that both sides have, and have differently."""

    def __init__(self, versions: Versions, at: Path, referee: Referee) -> None:
        self._versions, self._at, self._referee = versions, at, referee
        self._kind = type(versions.mine)

    def thing(self) -> Any:
        names = [field.name for field in fields(self._kind) if field.name != "id"]
        merged = replace(self._versions.mine, **{name: self._field(name) for name in names})
        if isinstance(merged, View) and merged.definition != self._versions.mine.definition:
            # Output columns follow from the query.
            merged = replace(merged, columns=self._versions.theirs.columns)
        return merged

    def _field(self, name: str) -> Any:
        versions = self._versions.field(name)
        match name:
            case "constraints" | "indexes" | "triggers" | "policies" | "checks":
                return by_id(self._children(versions))
            case "columns" if self._kind is Table:
                return self._columns(versions)
            case "columns" if self._kind is View:
                return versions.mine
            case "depends_on":
                return tuple(sorted(_kept(*(frozenset(ids or ()) for ids in versions))))
            case "inherits":
                return self._listed(name, versions)
            case "labels":
                return self._listed(name, versions, is_order_telling=True)
            case "attributes":
                return tuple(self._by_name(name, versions, lambda each: each.name).values())
            case "storage_parameters" | "options" if isinstance(versions.mine, tuple):
                return tuple(sorted(self._by_name(name, versions, lambda each: each[0]).values()))
        return self._scalar(name, versions)

    def _scalar(self, name: str, versions: Versions) -> Any:
        where = Where(self._versions.some.id, name)
        is_in_unit = name in _UNITS.get(self._kind, _NOTHING) and versions.mine != versions.theirs
        if is_in_unit and all(self._unit_differs(side) for side in self._versions[1:]):
            return self._referee.ask(where, self._at, versions)
        return self._referee.decide(where, self._at, versions)

    def _unit_differs(self, side: Any) -> bool:
        base = self._versions.base
        unit = _UNITS[self._kind]
        return any(getattr(side, name) != getattr(base, name, None) for name in unit)

    def _children(self, versions: Versions) -> list[Any]:
        sides = Versions(*({child.id: child for child in children or ()} for children in versions))
        ids = dict.fromkeys(id for side in (sides.mine, sides.theirs, sides.base) for id in side)
        found = (
            merged_thing(Versions(*(side.get(id) for side in sides)), self._at, self._referee)
            for id in ids
        )
        return [child for child in found if child is not None]

    def _columns(self, versions: Versions) -> tuple[Column, ...]:
        kept = {column.id: column for column in self._children(versions)}
        orders = Orders(*([column.id for column in columns or ()] for columns in versions))
        order = self._order("columns", orders, kept, is_asked=both_moved(orders))
        return tuple(kept[id] for id in order)

    def _listed(
        self, name: str, versions: Versions, *, is_order_telling: bool = False
    ) -> tuple[Any, ...]:
        """Items that are only there or not; with `is_order_telling`, what is new has its place."""
        orders = Orders(*(tuple(items or ()) for items in versions))
        kept = _kept(*(frozenset(items) for items in orders))
        is_asked = both_moved(orders) or (is_order_telling and both_inserted(orders))
        return self._order(name, orders, kept, is_asked=is_asked)

    def _order(
        self, name: str, orders: Orders[Any], kept: Collection[Any], *, is_asked: bool
    ) -> tuple[Any, ...]:
        mine = merged_order(orders, kept)
        if not is_asked:
            return mine
        proposals = Versions(orders.base, mine, merged_order(orders.reversed, kept))
        where = Where(self._versions.some.id, name)
        return tuple(self._referee.decide(where, self._at, proposals))

    def _by_name(self, name: str, versions: Versions, key: Callable[[Any], str]) -> dict[str, Any]:
        """Parts without ids: settings, and the fields of a composite type."""
        sides = Versions(*({key(each): each for each in parts or ()} for parts in versions))
        orders = Orders(*(tuple(side) for side in sides))
        found: dict[str, Any] = {}
        for each in {**sides.mine, **sides.theirs}:
            where = Where(self._versions.some.id, f"{name}.{each}")
            part = Versions(*(side.get(each) for side in sides))
            if (value := self._referee.decide(where, self._at, part)) is not None:
                found[each] = value
        return {each: found[each] for each in merged_order(orders, found)}


def _kept(base: frozenset[Any], mine: frozenset[Any], theirs: frozenset[Any]) -> frozenset[Any]:
    """What neither side took away, and what either added."""
    return (mine & theirs) | (mine - base) | (theirs - base)
