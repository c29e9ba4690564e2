"""Three-way merge: what two people made of one design, as one design again.

Things are the same when their ids are. What only one side changed is as that side wants it; what
both changed in different ways is a `Clash`; what each side could do by itself but both cannot do
together, as when one drops a column that the other indexes, is an `Issue`. Nothing is raised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from schemas.engine.canonical import by_id, canonical
from schemas.engine.errors import Issue
from schemas.engine.merge.additions import as_one
from schemas.engine.merge.conflict import WHOLE, Choice, Choices, Clash, Referee, Value, Where
from schemas.engine.merge.conflict import Versions as _Versions
from schemas.engine.merge.names import Designs, in_final_names
from schemas.engine.merge.problems import problems_of
from schemas.engine.merge.things import merged_thing
from schemas.engine.model import Schema

__all__ = ["WHOLE", "Choice", "Choices", "Clash", "Merged", "Value", "Where", "merge"]

_NOTHING_CHOSEN: Choices = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of a merge; fit to be stored only when it `is_clean`."""

    schema: Schema
    """Mine where a clash is not decided."""
    clashes: tuple[Clash, ...]
    """Those that no choice decides."""
    problems: tuple[Issue, ...]
    """Why PostgreSQL would refuse the schema, as far as neither side is to blame alone."""

    @property
    def is_clean(self) -> bool:
        return not (self.clashes or self.problems)


def merge(base: Schema, mine: Schema, theirs: Schema, choices: Choices = _NOTHING_CHOSEN) -> Merged:
    """Law: `canonical(merge(a, b, a).schema) == canonical(merge(a, a, b).schema) == canonical(b)`.

    What both sides added under one name keeps the id it has in mine.
    """
    referee = Referee(choices)
    mine = canonical(mine)
    theirs = _sharing(as_one(base, mine, theirs), mine)
    designs = in_final_names(Designs(_sharing(base, mine), mine, theirs), referee)
    merged = Schema(
        tables=by_id(_merged("tables", designs, referee)),
        objects=by_id(_merged("objects", designs, referee)),
    )
    return Merged(
        schema=merged,
        clashes=referee.clashes,
        problems=problems_of(mine, theirs, merged),
    )


def _merged(collection: str, designs: Designs, referee: Referee) -> Iterator[Any]:
    sides = [{thing.id: thing for thing in getattr(each, collection)} for each in designs]
    base, mine, theirs = sides
    for id in {**mine, **theirs, **base}:
        thing = merged_thing(_Versions(*(side.get(id) for side in sides)), (), referee)
        if thing is not None:
            yield thing


def _sharing(design: Schema, model: Schema) -> Schema:
    """The design in canonical order, with what is the same in the model being the very same.

    What is the same need not be looked into any more, and most of two designs is.
    """
    known = {thing.id: thing for thing in (*model.tables, *model.objects)}

    def shared(thing: Any) -> Any:
        return known[thing.id] if known.get(thing.id) == thing else thing

    design = canonical(design)
    return Schema(
        tables=tuple(shared(table) for table in design.tables),
        objects=tuple(shared(thing) for thing in design.objects),
    )
