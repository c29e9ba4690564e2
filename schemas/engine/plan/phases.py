"""Which steps must be committed before others run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.engine.model import EnumType
from schemas.engine.names import literal
from schemas.engine.plan.move import Move
from schemas.engine.plan.steps import Step

_ADDS_LABEL = "ADD VALUE"


def in_phases(move: Move, steps: Iterable[Step]) -> Iterator[Step]:
    """A label that was added to an enum can be used only once that is committed."""
    labels = _new_labels(move)
    phase, is_pending = 0, False
    for step in steps:
        if labels and step.sql.startswith("ALTER TYPE") and _ADDS_LABEL in step.sql:
            is_pending = True
        elif is_pending and any(label in step.sql for label in labels):
            phase, is_pending = phase + 1, False
        yield replace(step, phase=phase) if phase else step


def _new_labels(move: Move) -> list[str]:
    """Written as SQL writes them."""
    return [
        literal(label)
        for old, new in move.objects
        if isinstance(old, EnumType) and isinstance(new, EnumType)
        for label in new.labels
        if label not in old.labels
    ]
