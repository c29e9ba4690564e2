"""Objects that stay: types, sequences, views and verbatim ones, altered in place."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import (
    Attribute,
    CompositeType,
    Domain,
    EnumType,
    ObjectId,
    Sequence,
    SqlObject,
    TopLevel,
    View,
)
from schemas.engine.plan.actions import Action, key
from schemas.engine.plan.indexes import index_actions
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.register import is_routine
from schemas.engine.plan.sequences import sequence_steps
from schemas.engine.plan.sql_objects import alterations
from schemas.engine.plan.steps import Step
from schemas.engine.plan.tables import clustering
from schemas.engine.plan.triggers import trigger_actions
from schemas.engine.plan.types import attribute_steps, domain_steps, label_steps
from schemas.engine.plan.views import view_steps
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section
from schemas.engine.write.units import section_of


def object_actions(needs: Needs, old: TopLevel, new: TopLevel) -> Iterator[Action]:
    if steps := tuple(_steps(needs, old, new)):
        yield Action(
            key=key("make", new.id),
            section=Section.VIEWS if is_routine(new) else section_of(new),
            place=(getattr(new, "schema", ""), new.name),
            steps=steps,
            needs=needs.of(new),
        )
    if isinstance(old, Sequence) and isinstance(new, Sequence):
        yield from _ownership(needs, old, new)
    if isinstance(old, View) and isinstance(new, View):
        yield from index_actions(needs, old, new)
        yield from clustering(needs, old, new)
        yield from trigger_actions(needs, old, new)


def _steps(needs: Needs, old: TopLevel, new: TopLevel) -> Iterator[Step]:
    match old, new:
        case EnumType(), EnumType():
            yield from label_steps(old, new)
        case Domain(), Domain():
            yield from domain_steps(needs.fates, old, new)
        case CompositeType(), CompositeType():
            yield from attribute_steps(old, new)
        case Sequence(), Sequence():
            yield from sequence_steps(old, new)
        case View(), View():
            yield from view_steps(old, new)
        case SqlObject(), SqlObject():
            for statement in alterations(old, new) or ():
                yield Step(statement, f"Change {new.name}")
    yield from _comments(old, new)


def _ownership(needs: Needs, old: Sequence, new: Sequence) -> Iterator[Action]:
    was = None if new.id in needs.fates.disowned else old.owned_by
    if was == new.owned_by:
        return
    needed: tuple[ObjectId, ...] = new.owned_by or ()
    step = Step(sql.set_sequence_owner(needs.register.schema, new), f"Set the owner of {new.name}")
    yield Action(
        key=key("own", new.id),
        section=Section.SETTINGS,
        place=(new.schema, new.name),
        steps=(step,),
        needs=frozenset().union(*(needs.keys_of(id) for id in needed)),
    )


def _comments(old: TopLevel, new: TopLevel) -> Iterator[Step]:
    if old.comment != new.comment or getattr(old, "is_uncommented", False) != getattr(
        new, "is_uncommented", False
    ):
        yield Step(sql.comment_on_object(new), f"Comment on {new.name}")
    if isinstance(new, CompositeType | View) and isinstance(old, CompositeType | View):
        was = {a.name: a.comment for a in _attributes(old)}
        for attribute in _attributes(new):
            if was.get(attribute.name, "") != attribute.comment:
                statement = sql.comment_on_attribute(new, attribute.name, attribute.comment)
                yield Step(statement, f"Comment on {new.name}.{attribute.name}")


def _attributes(thing: CompositeType | View) -> tuple[Attribute, ...]:
    return thing.columns if isinstance(thing, View) else thing.attributes
