"""What people wrote about things, which a script that does not speak of it leaves as it is."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Any

from schemas.engine.match.matching import children_of
from schemas.engine.model import Schema, Table, TopLevel

_COLLECTIONS = {"columns", "constraints", "indexes", "triggers", "policies", "checks"}


def keep_descriptions(after: Schema, before: Schema) -> Schema:
    """The design after, with the comments of the design before where it has none itself."""
    wholes = {**before.tables_by_id, **before.objects_by_id}
    return Schema(
        tables=tuple(_described(table, wholes.get(table.id)) for table in after.tables),
        objects=tuple(_described(thing, wholes.get(thing.id)) for thing in after.objects),
    )


def _described(new: Any, old: Table | TopLevel | None) -> Any:
    if old is None or old == new:
        return new
    columns = old.columns if isinstance(old, Table) else ()
    known = {child.id: child.comment for child in (*columns, *children_of(old))}
    fields: dict[str, Any] = {"comment": new.comment or old.comment}
    for name in sorted(_COLLECTIONS & {field.name for field in dataclass_fields(new)}):
        children = getattr(new, name)
        if any(getattr(child, "id", None) in known and not child.comment for child in children):
            fields[name] = tuple(
                replace(child, comment=child.comment or known.get(child.id, ""))
                for child in children
            )
    return replace(new, **fields)
