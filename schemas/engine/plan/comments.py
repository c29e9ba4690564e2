"""Comments of what stays or is made again; what is new brings its own."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Attribute, CompositeType, Table, View
from schemas.engine.plan.move import Move
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql


def comment_steps(move: Move) -> Iterator[Step]:
    for old, new in move.tables:
        for statement in _table_comments(move, old, new):
            yield Step(statement, f"Comment on {new.name}")
    for thing in move.after.objects:
        was = move.before.objects_by_id.get(thing.id)
        if was is None or thing.id in move.rebuilt_views:
            continue
        if was.comment != thing.comment:
            yield Step(sql.comment_on_object(thing), f"Comment on {thing.name}")
        if isinstance(thing, CompositeType | View) and isinstance(was, CompositeType | View):
            yield from _attribute_comments(was, thing)


def _attribute_comments(old: CompositeType | View, new: CompositeType | View) -> Iterator[Step]:
    was = {a.name: a.comment for a in _attributes(old)}
    for attribute in _attributes(new):
        if was.get(attribute.name, "") != attribute.comment:
            statement = sql.comment_on_attribute(new, attribute.name, attribute.comment)
            yield Step(statement, f"Comment on {new.name}.{attribute.name}")


def _attributes(thing: CompositeType | View) -> tuple[Attribute, ...]:
    return thing.columns if isinstance(thing, View) else thing.attributes


def _table_comments(move: Move, old: Table, new: Table) -> Iterator[str]:
    if old.comment != new.comment:
        yield sql.comment_on_table(new)
    was = _comments(move, old)
    for column in new.columns:
        if was.get(column.id, "") != column.comment:
            yield sql.comment_on_column(new, column)
    for constraint in new.constraints:
        if was.get(constraint.id, "") != constraint.comment:
            yield sql.comment_on_constraint(new, constraint)
    for index in new.indexes:
        if was.get(index.id, "") != index.comment:
            yield sql.comment_on_index(new, index)
    for trigger in new.triggers:
        if was.get(trigger.id, "") != trigger.comment:
            yield sql.comment_on_trigger(new, trigger)
    for policy in new.policies:
        if was.get(policy.id, "") != policy.comment:
            yield sql.comment_on_policy(new, policy)


def _comments(move: Move, table: Table) -> dict[object, str]:
    """What is made again starts without a comment."""
    children = (
        *table.columns,
        *table.constraints,
        *table.indexes,
        *table.triggers,
        *table.policies,
    )
    return {c.id: c.comment for c in children if c.id not in move.rebuilt_children}
