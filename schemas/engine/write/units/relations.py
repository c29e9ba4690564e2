"""What tables and views both have: indexes and triggers."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import (
    Table,
    Trigger,
    View,
)
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section, Unit, UnitKey
from schemas.engine.write.units.graph import Graph, created, parents_of


def index_statements(relation: Table | View) -> Iterator[str]:
    for index in sorted(relation.indexes, key=lambda index: index.name):
        yield sql.create_index(relation, index)
        yield from sql.index_settings(relation, index)


def trigger_unit(graph: Graph, relation: Table | View, trigger: Trigger) -> Unit:
    statements = [sql.create_trigger(trigger)] if trigger.is_local else []
    if trigger.enabled != "ORIGIN" or not trigger.is_local:
        statements.append(sql.set_trigger_enabled(relation, trigger))
    if trigger.comment:
        statements.append(sql.comment_on_trigger(relation, trigger))
    return graph.part(
        relation,
        f"trigger {trigger.name}",
        section=Section.TRIGGERS,
        statements=statements,
        needs=created(trigger.depends_on) | _triggers_above(relation, trigger),
    )


def _triggers_above(relation: Table | View, trigger: Trigger) -> frozenset[UnitKey]:
    """What must have made a trigger that comes from the partitioned table."""
    above = parents_of(relation) if isinstance(relation, Table) and not trigger.is_local else ()
    return frozenset((id, f"trigger {trigger.name}") for id in above)
