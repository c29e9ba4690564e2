"""What a catalog holds and a design cannot say yet, so that nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.sandbox.catalog.indexes import is_broken
from schemas.sandbox.catalog.rows import Catalog


def unread(catalog: Catalog) -> Iterator[str]:
    """One sentence for each thing left out of the schema that was read."""
    for indexes in catalog.indexes.values():
        for row in indexes:
            if is_broken(catalog, row):
                yield f"The index {row['name']} is invalid and was left out."
