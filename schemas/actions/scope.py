"""How much of a design an edit has to see."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.engine.changes import Change
from schemas.engine.model import Schema
from schemas.engine.touched import (
    may_be_mentioned,
    names_introduced,
    needs_everything,
    tables_touched,
)
from schemas.models import Branch
from schemas.models.mapping import load_schema, load_tables


def load_for(branch: Branch, changes: Sequence[Change]) -> Schema:
    """As much of a branch as these changes can touch, depend on or collide with."""
    if needs_everything(changes):
        return load_schema(branch)
    return load_tables(
        branch,
        tables_touched(changes),
        names=names_introduced(changes),
        with_mentions=may_be_mentioned(changes),
    )
