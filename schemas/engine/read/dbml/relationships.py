"""Relationships of DBML as foreign keys: which side holds the key, and junction tables for `<>`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from schemas.engine.model import Action
from schemas.engine.names import qualified, quote
from schemas.engine.read.dbml.elements import (
    Column,
    Endpoint,
    Name,
    Ref,
    setting,
)
from schemas.engine.read.dbml.parser import inline_ref
from schemas.engine.read.translation import (
    Fragment,
    Remarks,
    Statement,
    Unreadable,
    fitting,
    listing,
    simple,
)

_KNOWN_SETTINGS = ("delete", "update", "color")


@dataclass(frozen=True)
class Keyed:
    """What relationships must know of a table."""

    name: Name
    """With its schema."""
    columns: Mapping[str, str]
    """Name -> type in SQL."""
    unique: frozenset[frozenset[str]]

    @property
    def sql(self) -> str:
        return qualified(self.name.schema or "", self.name.name)


class Relationships:
    def __init__(
        self, find: Callable[[Name], Keyed | None], translated: Remarks, left_out: Remarks
    ) -> None:
        """`find` looks a table up by its name or alias."""
        self._find = find
        self._translated, self._left_out = translated, left_out
        self._taken: set[str] = set()

    def statements(self, ref: Ref) -> Iterator[Statement]:
        left, right = self._table(ref.left, ref.line), self._table(ref.right, ref.line)
        if len(ref.left.columns) != len(ref.right.columns):
            raise Unreadable(
                "A relationship needs as many columns on one side as on the other.", ref.line
            )
        self._look_at_settings(ref)
        match ref.sign:
            case ">":
                yield self._foreign_key(ref, left, ref.left, right, ref.right)
            case "<":
                yield self._foreign_key(ref, right, ref.right, left, ref.left)
            case "-":
                yield from self._one_to_one(ref, left, right)
            case "<>":
                yield self._junction(ref, left, right)

    def _table(self, endpoint: Endpoint, line: int) -> Keyed:
        table = self._find(endpoint.table)
        if table is None:
            raise Unreadable(f"There is no table {endpoint.table} for this relationship.", line)
        for column in endpoint.columns:
            if column not in table.columns:
                raise Unreadable(f"The table {endpoint.table} has no column {column}.", line)
        return table

    def _look_at_settings(self, ref: Ref) -> None:
        for one in ref.settings:
            if one.key == "color":
                message = "Colours are not kept."
            elif one.key not in _KNOWN_SETTINGS:
                message = f"The setting “{one.key}” of a relationship is unknown."
            else:
                continue
            self._left_out.add(message, line=one.line, subject=_shown(ref))

    def _one_to_one(self, ref: Ref, left: Keyed, right: Keyed) -> Iterator[Statement]:
        """The key is held by the side that is not unique yet; else by the second, as DBML draws it,
        or by the column that says so."""
        left_first = _is_unique(left, ref.left)
        right_first = _is_unique(right, ref.right)
        if right_first and (ref.is_inline or not left_first):
            holder, own, target, theirs = left, ref.left, right, ref.right
        else:
            holder, own, target, theirs = right, ref.right, left, ref.left
        if not _is_unique(holder, own):
            message = (
                "One to one means that the referring columns are unique: a constraint says so."
            )
            self._translated.add(message, line=ref.line, subject=_shown(ref))
            yield simple(
                f"ALTER TABLE {holder.sql}\n    ADD UNIQUE ({_list(own.columns)})", ref.line
            )
        yield self._foreign_key(ref, holder, own, target, theirs)

    def _foreign_key(
        self, ref: Ref, holder: Keyed, own: Endpoint, target: Keyed, theirs: Endpoint
    ) -> Statement:
        name = (
            f"CONSTRAINT {quote(fitting(ref.name, self._translated, ref.line))} "
            if ref.name
            else ""
        )
        sql = (
            f"ALTER TABLE {holder.sql}\n    ADD {name}FOREIGN KEY ({_list(own.columns)})"
            f" REFERENCES {target.sql} ({_list(theirs.columns)}){_actions(ref)}"
        )
        return simple(sql, ref.line)

    def _junction(self, ref: Ref, left: Keyed, right: Keyed) -> Statement:
        """`authors <> books` as `authors_books` with a key of each."""
        schema = left.name.schema or ""
        name = self._free_name(schema, f"{left.name.name}_{right.name.name}", ref.line)
        sides = ((left, ref.left), (right, ref.right))
        columns = [
            [f"{table.name.name}_{column}" for column in endpoint.columns]
            for table, endpoint in sides
        ]
        if left is right:
            columns[1] = [f"other_{column}" for column in columns[1]]
        fitted = [[fitting(one, self._translated, ref.line) for one in side] for side in columns]
        items = [
            f"{quote(own)} {table.columns[column]} NOT NULL"
            for own_names, (table, endpoint) in zip(fitted, sides, strict=True)
            for own, column in zip(own_names, endpoint.columns, strict=True)
        ]
        items.append(f"PRIMARY KEY ({_list([*fitted[0], *fitted[1]])})")
        items += [
            f"FOREIGN KEY ({_list(own)}) REFERENCES {table.sql} ({_list(endpoint.columns)})"
            f"{_actions(ref)}"
            for own, (table, endpoint) in zip(fitted, sides, strict=True)
        ]
        message = f"Many to many becomes a table of its own, {name}."
        self._translated.add(message, line=ref.line, subject=_shown(ref))
        head = Fragment(f"CREATE TABLE {qualified(schema, name)}", ref.line)
        return listing(head, [Fragment(item, ref.line) for item in items])

    def _free_name(self, schema: str, wanted: str, line: int) -> str:
        wanted = fitting(wanted, self._translated, line)
        name, number = wanted, 1
        while name in self._taken or self._find(Name(schema, name)):
            number += 1
            name = f"{wanted[:58]}_{number}"
        self._taken.add(name)
        return name


def inline_refs(table: Name, column: Column) -> Iterator[Ref]:
    """The relationships among a column's settings."""
    for one in column.settings:
        if one.key == "ref":
            yield inline_ref(one, table, column.name)


def _is_unique(table: Keyed, endpoint: Endpoint) -> bool:
    return frozenset(endpoint.columns) in table.unique


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(quote(name) for name in names)


def _actions(ref: Ref) -> str:
    return _action(ref, "delete") + _action(ref, "update")


def _action(ref: Ref, event: str) -> str:
    found = setting(ref.settings, event)
    if found is None:
        return ""
    action = found.text.upper()
    if action not in set(Action):
        allowed = ", ".join(one.value.lower() for one in Action)
        raise Unreadable(f"On {event} may follow {allowed}; not “{found.text}”.", found.line)
    return "" if action == Action.NO_ACTION else f" ON {event.upper()} {action}"


def _shown(ref: Ref) -> str:
    left, right = (f"{side.table}.{', '.join(side.columns)}" for side in (ref.left, ref.right))
    return f"{left} {ref.sign} {right}"
