"""What becomes of each thing: what must go first and come again because something under it does.

Exactly what PostgreSQL would refuse over is dropped before and made again after, transitively:
views over a column that changes its type, functions over a type that is replaced, and so on.
Types that columns use cannot go first: the old type steps aside under another name, the columns
are converted, and it is dropped last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from schemas.engine.model import (
    ATTACHMENTS,
    Column,
    CompositeType,
    Domain,
    EnumType,
    ForeignKey,
    Kind,
    ObjectId,
    Policy,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
    View,
)
from schemas.engine.names import LONGEST_NAME, clip
from schemas.engine.plan.alterable import TYPE_LIKE, is_remade, is_replaced
from schemas.engine.plan.move import Move, pairs
from schemas.engine.plan.register import (
    Register,
    Thing,
    bare_word,
    lacking,
    mentions,
    part_of,
    parts,
)
from schemas.engine.plan.slots import slots, taken_slots

HANGING = frozenset({Kind.RULE, Kind.STATISTICS, Kind.PUBLICATION, Kind.EVENT_TRIGGER})
"""Verbatim objects that hang on others and keep no rows: they go first."""
_ASIDE = "__old"
_TYPES = TYPE_LIKE | {Kind.FOREIGN_TABLE}
_BLOCKS_RETYPING = frozenset(
    {Kind.RULE, Kind.FUNCTION, Kind.PROCEDURE, Kind.PUBLICATION, Kind.STATISTICS}
)
"""Statistics are no obstacle, but PostgreSQL rebuilds them and forgets their target."""


@dataclass
class Fates:
    move: Move
    dropped: set[ObjectId] = field(default_factory=set)
    """To drop before anything is renamed or altered; made again if the design after has it."""
    aside: set[ObjectId] = field(default_factory=set)
    """To rename out of the way before anything is made, and to drop last."""
    retyped: set[ObjectId] = field(default_factory=set)
    """Columns whose rows are converted."""
    undefaulted: set[ObjectId] = field(default_factory=set)
    """Columns and domains whose default goes first and is set again."""
    disowned: set[ObjectId] = field(default_factory=set)
    """Sequences that stay although the column that owns them goes."""

    def __post_init__(self) -> None:
        for old, new in self._pairs():
            if is_replaced(old, new):
                self._replace(old)
            elif is_remade(old, new):
                self._fall(old)
            elif isinstance(old, Column) and isinstance(new, Column) and _is_retyped(old, new):
                self._retype(old)
            elif (
                isinstance(old, Column) and isinstance(new, Column) and _becomes_identity(old, new)
            ):
                self.undefaulted.add(old.id)
        for table in self.move.gone.values():
            if isinstance(table, Table):
                self._untie(table)
        for part in (*self._loosened(), *self._not_for_all()):
            self._fall(part)
        taken = taken_slots(self.move.new) if self.move.gone else frozenset()
        for thing in self.move.gone.values():
            if _goes_first(thing):
                self._fall(thing)
            elif any(slot in taken for slot in slots(self.move.old, thing)):
                self._replace(thing)

    def is_made_anew(self, id: ObjectId) -> bool:
        return id in self.dropped or id in self.aside

    def goes(self, id: ObjectId) -> bool:
        return id in self.dropped or id in self.move.gone

    def touches(self, id: ObjectId) -> bool:
        """Whether the thing has to be seen to although it may not differ."""
        return (
            id in self.dropped or id in self.retyped or id in self.undefaulted or id in self.aside
        )

    def touches_inside(self, id: ObjectId) -> bool:
        """Whether a table or object differs, or has parts that have to be seen to."""
        is_touched = id in self.touched_owners or self.touches(id) or id in self.disowned
        return is_touched or id in self.move.unlike

    @cached_property
    def touched_owners(self) -> frozenset[ObjectId]:
        """What has parts that have to be seen to."""
        owners = self.move.new.owners
        touched = (*self.dropped, *self.retyped, *self.undefaulted)
        return frozenset(owners[id].id for id in touched if id in owners)

    @cached_property
    def names_aside(self) -> dict[ObjectId, str]:
        """The names under which old types wait until nothing uses them any more."""
        found: dict[ObjectId, str] = {}
        for id in sorted(self.aside):
            name = bare_word(cast(Table | TopLevel, self.move.old.things[id]))
            found[id] = clip(name, LONGEST_NAME - len(_ASIDE)) + _ASIDE
        return found

    def _untie(self, table: Table) -> None:
        """Tables that point at each other, or at their partitions, go once they no longer do."""
        for foreign_key in table.foreign_keys:
            is_of_one = foreign_key.target == table.id and table.partition_by is None
            if foreign_key.target in self.move.gone and not is_of_one:
                self._fall(foreign_key)

    def _loosened(self) -> Iterator[Thing]:
        """Indexes and keys of partitioned tables that lose a part: none can be taken away."""
        old, new = self.move.old, self.move.new
        for part in old.things.values():
            whole = part_of(old, part)
            table = new.things.get(old.owners[part.id].id) if whole else None
            if whole is None or whole.id not in new.things or not isinstance(table, Table):
                continue
            now = new.things.get(part.id)
            above = part_of(new, now) if now else None
            parent = new.owners[whole.id]
            is_partition = table.partition_of and table.partition_of.parent == parent.id
            if is_partition and (above is None or above.id != whole.id):
                yield _topmost(old, whole)

    def _not_for_all(self) -> Iterator[Thing]:
        """Indexes and keys of partitioned tables that a partition which comes is not to have."""
        old, new = self.move.old, self.move.new
        for table in new.schema.tables:
            was = old.things.get(table.id)
            if table.partition_of is None or not self._arrives(table, was):
                continue
            for whole in lacking(new, table):
                if whole.id in old.things:
                    yield old.things[whole.id]

    def _arrives(self, table: Table, was: Thing | None) -> bool:
        """Whether the partition is made, or attached, by this plan."""
        if not isinstance(was, Table) or was.partition_of is None or table.partition_of is None:
            return True
        return table.id in self.dropped or was.partition_of.parent != table.partition_of.parent

    def _pairs(self) -> Iterator[tuple[Thing, Thing]]:
        """What stays and differs, and the parts of it that stay."""
        whole = (*self.move.objects, *self.move.tables)
        unlike = [(old, new) for old, new in whole if new.id in self.move.unlike]
        yield from unlike
        for old, new in unlike:
            yield from pairs(parts(old), parts(new))

    def _replace(self, thing: Thing) -> None:
        """Drop it first if nothing that stays is made of it; else it steps aside."""
        if self._is_built_in(thing, set()):
            self.aside.add(thing.id)
            for other in self.move.old.dependents(thing.id):
                self._follow(thing, other)
        else:
            self._fall(thing)

    def _is_built_in(self, thing: Thing, seen: set[ObjectId]) -> bool:
        """Whether rows that stay are stored in it."""
        seen.add(thing.id)
        for other in self.move.old.dependents(thing.id):
            if other.id in seen:
                continue
            if isinstance(other, Column) and self._is_type_of(thing, other):
                return True
            is_type = isinstance(other, Domain | CompositeType) or _is_range(other)
            if is_type and self._is_built_in(other, seen):
                return True
        return False

    def _fall(self, thing: Thing) -> None:
        if thing.id in self.dropped:
            return
        self.dropped.add(thing.id)
        for other in self.move.old.dependents(thing.id):
            self._follow(thing, other)

    def _follow(self, thing: Thing, other: Thing) -> None:
        """What the fall of a thing means for one that needs it."""
        match other:
            case Column():
                self._follow_column(thing, other)
            case Table():
                # What stays is taken from its parent before.
                if self.move.is_gone(other.id):
                    self._fall(other)
            case SqlObject() if other.kind in ATTACHMENTS or self._is_taken_out(thing, other):
                pass
            case Sequence():
                if not self.move.is_gone(other.id):
                    self.disowned.add(other.id)
            case Domain() if not mentions(other.type, getattr(thing, "name", "")):
                self.undefaulted.add(other.id)
            case Domain() | CompositeType():
                if other.id not in self.aside:
                    self._replace(other)
            case _ if _is_range(other):
                if other.id not in self.aside:
                    self._replace(other)
            case _:
                self._fall(other)

    def _is_taken_out(self, thing: Thing, publication: SqlObject) -> bool:
        """A publication just loses a table that goes; one that still names it is made anew."""
        now = self.move.new.things.get(publication.id)
        names_others = isinstance(now, SqlObject) and now.definition != publication.definition
        return publication.kind is Kind.PUBLICATION and isinstance(thing, Table) and names_others

    def _follow_column(self, thing: Thing, column: Column) -> None:
        if column.generated:
            self._fall(column)
        elif self._is_type_of(thing, column):
            self._retype(column)
        else:
            self.undefaulted.add(column.id)

    def _is_type_of(self, thing: Thing, column: Column) -> bool:
        if isinstance(thing, SqlObject) and thing.kind not in _TYPES:
            return False
        if not isinstance(thing, EnumType | Domain | CompositeType | Table | View | SqlObject):
            return False
        name = bare_word(thing)
        return mentions(column.type, name) or mentions(column.collation, name)

    def _retype(self, column: Column) -> None:
        if column.id in self.retyped or self.move.is_gone(column.id):
            return
        self.retyped.add(column.id)
        # PostgreSQL converts a default only where the cast is implicit.
        self.undefaulted.add(column.id)
        for other in self.move.old.dependents(column.id):
            # A table cannot change what it is partitioned by.
            if _blocks_retyping(other) or isinstance(other, Table):
                self._fall(other)


def _topmost(register: Register, whole: Thing) -> Thing:
    """Of the partitioned table above all others."""
    above = part_of(register, whole)
    return _topmost(register, above) if above else whole


def _is_retyped(old: Column, new: Column) -> bool:
    return (old.type, old.collation) != (new.type, new.collation)


def _becomes_identity(old: Column, new: Column) -> bool:
    """PostgreSQL refuses while there is a default."""
    return old.default is not None and new.identity is not None


def _blocks_retyping(thing: Thing) -> bool:
    """PostgreSQL refuses over these, but converts keys, indexes and checks by itself."""
    match thing:
        case SqlObject():
            return thing.kind in _BLOCKS_RETYPING
        case Column():
            return thing.generated is not None
        case View() | Policy() | Trigger() | ForeignKey():
            return True
        case _:
            return False


def _goes_first(thing: Thing) -> bool:
    """What holds rows, or is used by what does, goes last; all that hangs on it goes first."""
    match thing:
        case SqlObject():
            return thing.kind in HANGING
        case Table() | Column() | Sequence() | EnumType() | Domain() | CompositeType():
            return False
        case View() | Policy() | Trigger():
            return True
        case _:
            return hasattr(thing, "is_local")


def _is_range(thing: Thing) -> bool:
    return isinstance(thing, SqlObject) and thing.kind is Kind.TYPE
