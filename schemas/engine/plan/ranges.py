"""A range type that steps aside: its multirange and their constructors have names of their own."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import SqlObject
from schemas.engine.names import LONGEST_NAME, clip, qualified, quote
from schemas.engine.sql_clauses import clause_after


def constructors_aside(range_type: SqlObject, name: str) -> Iterator[str]:
    """Once the range itself has the name given, so have what PostgreSQL made along with it."""
    options = dict(
        item.split(" = ", 1) for item in clause_after(range_type.definition, "RANGE").items
    )
    multirange = options.get("MULTIRANGE_TYPE_NAME")
    if multirange is None:
        return
    subtype, aside = options["SUBTYPE"], qualified(range_type.schema, name)
    other = quote(clip(f"{name}_multirange", LONGEST_NAME))
    yield f"ALTER TYPE {multirange} RENAME TO {other}"
    made = f"{quote(range_type.schema)}.{range_type.name}"
    for arguments in (f"{subtype}, {subtype}", f"{subtype}, {subtype}, text"):
        yield f"ALTER FUNCTION {made}({arguments}) RENAME TO {quote(name)}"
    for arguments in ("", aside, f"{aside}[]"):
        yield f"ALTER FUNCTION {multirange}({arguments}) RENAME TO {other}"
