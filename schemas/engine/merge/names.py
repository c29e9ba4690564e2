"""The names that things have in the end, given to all three designs before they are compared.

What differs then is no mere consequence of a rename: texts that follow it say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from schemas.engine.apply import carry_out
from schemas.engine.canonical import canonical
from schemas.engine.diff import renames
from schemas.engine.merge.conflict import Referee, Versions, Where
from schemas.engine.model import Namespace, ObjectId, Schema, Table, TopLevel

Designs = Versions
"""Three designs: the base, mine, theirs."""
_RENAMED = ("columns", "constraints", "indexes")
_Names = Mapping[ObjectId, str]


def in_final_names(designs: Designs, referee: Referee) -> Designs:
    names = _final_names(designs, referee)
    _tell_schemas_apart(designs, names, referee)
    homes = _final_homes(designs, names, referee)
    return Designs(*(_renamed(design, names, homes) for design in designs))


def _final_names(designs: Designs, referee: Referee) -> dict[ObjectId, str]:
    named = [_names(design) for design in designs]
    found: dict[ObjectId, str] = {}
    for id in dict.fromkeys(chain(*named)):
        versions = Versions(*(names.get(id) for names in named))
        if versions.mine is None or versions.theirs is None:
            found[id] = versions.some[-1]
        elif versions.mine == versions.theirs:
            found[id] = versions.mine[-1]
        else:
            at = versions.mine
            last = Versions(*(path and path[-1] for path in versions))
            found[id] = referee.decide(Where(id, "name"), at, last)
    return found


def _tell_schemas_apart(designs: Designs, names: dict[ObjectId, str], referee: Referee) -> None:
    """A schema that would get the name of another keeps its own: all in it is known by it."""
    base, mine, theirs = ({each.id: each.name for each in d.namespaces} for d in designs)
    taken: dict[str, ObjectId] = {}
    staying = [id for id in {**mine, **theirs} if id not in base or (id in mine and id in theirs)]
    # Those that keep their names come first.
    for id in sorted(staying, key=lambda id: names[id] != base.get(id, names[id])):
        if names[id] in taken:
            wanted = Versions(base.get(id), mine.get(id), theirs.get(id))
            chosen = referee.ask(Where(id, "name"), (wanted.some,), wanted) or wanted.some
            names[id] = _free(chosen if chosen not in taken else base.get(id, chosen), taken)
        taken[names[id]] = id
    for id in {**base, **mine, **theirs}:
        if id not in staying:
            names[id] = _free(names[id], taken)
            taken[names[id]] = id


def _free(name: str, taken: Container[str]) -> str:
    """What goes makes way for what gets its name."""
    while name in taken:
        name += "_"
    return name


def _names(design: Schema) -> dict[ObjectId, tuple[str, ...]]:
    """The path of all that has a rename of its own."""
    found: dict[ObjectId, tuple[str, ...]] = {}
    for thing in (*design.tables, *design.objects):
        path = (thing.name,) if isinstance(thing, Namespace) else (thing.schema, thing.name)
        found[thing.id] = path
        for child in _children(thing):
            found[child.id] = (*path, child.name)
    return found


def _children(thing: Table | TopLevel) -> tuple[Any, ...]:
    if isinstance(thing, Table):
        return (*thing.columns, *thing.constraints, *thing.indexes)
    return ()


def _final_homes(designs: Designs, names: _Names, referee: Referee) -> dict[ObjectId, str]:
    """The schema that each table and object is in, told by its id where it has one."""
    homes = [_homes(design) for design in designs]
    found: dict[ObjectId, str] = {}
    for id in dict.fromkeys(chain(*homes)):
        # By their new names already: what only goes along with its schema is not moved.
        ids = (home.get(id) for home in homes)
        versions = Versions(*(None if home is None else names.get(home, home) for home in ids))
        if versions.mine is None or versions.theirs is None:
            found[id] = versions.some
        else:
            at = (versions.mine, names[id])
            found[id] = referee.decide(Where(id, "schema"), at, versions)
    return found


def _homes(design: Schema) -> dict[ObjectId, Any]:
    known = {namespace.name: namespace.id for namespace in design.namespaces}
    things = (t for t in (*design.tables, *design.objects) if not isinstance(t, Namespace))
    return {thing.id: known.get(thing.schema, thing.schema) for thing in things}


def _renamed(design: Schema, names: _Names, homes: _Names) -> Schema:
    """In two steps, so that names may be exchanged without texts taking one for the other."""
    aside = {**names, **_aside(design, names, homes)}
    for goal in (_goal(design, aside, homes), _goal(design, names, homes)):
        if changes := renames(design, goal):
            design = canonical(carry_out(design, changes))
    return design


def _aside(design: Schema, names: _Names, homes: _Names) -> dict[ObjectId, str]:
    """Names that nothing has, for what gets the name of something else."""
    wholes = [t for t in (*design.tables, *design.objects) if not isinstance(t, Namespace)]
    used = Counter(thing.name for thing in wholes)
    moving = [
        thing
        for thing in wholes
        if (homes[thing.id], names[thing.id]) != (thing.schema, thing.name)
    ]
    taken: list[Any] = [t for t in moving if used[names[t.id]] > (t.name == names[t.id])]
    for table in design.tables:
        columns = {column.name for column in table.columns}
        taken += [c for c in table.columns if names[c.id] != c.name and names[c.id] in columns]
    return {thing.id: thing.id.hex for thing in taken}


def _goal(design: Schema, names: _Names, homes: _Names) -> Schema:
    return Schema(
        tables=tuple(_named(table, names, homes) for table in design.tables),
        objects=tuple(_named(thing, names, homes) for thing in design.objects),
    )


def _named(thing: Any, names: _Names, homes: _Names) -> Any:
    fields: dict[str, Any] = {"name": names[thing.id]}
    if not isinstance(thing, Namespace):
        fields["schema"] = homes[thing.id]
    for collection in _RENAMED if isinstance(thing, Table) else ():
        children = getattr(thing, collection)
        if any(names[child.id] != child.name for child in children):
            fields[collection] = tuple(replace(c, name=names[c.id]) for c in children)
    is_new = any(getattr(thing, name) != value for name, value in fields.items())
    return replace(thing, **fields) if is_new else thing
