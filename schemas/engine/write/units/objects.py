"""Units of what stands beside tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.model import (
    Extension,
    Namespace,
    ObjectId,
    Sequence,
    TopLevel,
    UserType,
    View,
)
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section, Unit, UnitKey
from schemas.engine.write.units.graph import (
    CREATE,
    INDEXES,
    KEYS,
    QUERY,
    SHELL,
    Graph,
    created,
    full_name,
    needed_ids,
    section_of,
)
from schemas.engine.write.units.relations import index_statements, trigger_unit


class ObjectUnits:
    def __init__(self, graph: Graph) -> None:
        self._graph, self._schema = graph, graph.schema

    def of(self, thing: TopLevel) -> Iterator[Unit]:
        if isinstance(thing, View):
            yield from self._view_units(thing)
            return
        if thing.id in self._graph.shells:
            yield Unit(
                key=(thing.id, SHELL),
                section=Section.TYPES,
                name=full_name(thing),
                statements=(f"CREATE TYPE {sql.object_name(thing)}",),
            )
        statements = [] if _is_there_already(thing) else list(sql.create_object(thing))
        yield Unit(
            key=(thing.id, CREATE),
            section=section_of(thing),
            name=full_name(thing),
            statements=(*statements, *sql.object_comments(thing)),
            needs=self._object_needs(thing),
        )
        if isinstance(thing, Sequence) and thing.owned_by:
            yield self._graph.part(
                thing,
                "owner",
                section=Section.SETTINGS,
                statements=[sql.set_sequence_owner(self._schema, thing)],
                needs=created([thing.owned_by[0]]),
            )

    def _view_units(self, view: View) -> Iterator[Unit]:
        is_circular = view.id in self._graph.circular
        made_first = replace(view, is_populated=view.is_populated or view.id in self._graph.emptied)
        head = Unit(
            key=(view.id, CREATE),
            section=Section.VIEWS,
            name=full_name(view),
            statements=(sql.create_view_placeholder(view),),
            needs=created(id for id in view.depends_on if self._is_type(id)),
        )
        details = [*sql.view_settings(view), *sql.object_comments(view)]
        needs = self._object_needs(view)
        if is_circular:
            yield head
            statements = [sql.replace_view(view), *details]
            section = Section.VIEWS
            yield self._graph.part(view, QUERY, section=section, statements=statements, needs=needs)
        else:
            statements = [sql.create_view(made_first), *details]
            yield replace(head, statements=tuple(statements), needs=needs)
        yield from self._view_parts(view)

    def _is_type(self, id: ObjectId) -> bool:
        return isinstance(self._schema.objects_by_id.get(id), UserType | Extension)

    def _object_needs(self, thing: TopLevel) -> frozenset[UnitKey]:
        needed = needed_ids(thing)
        if isinstance(thing, View):
            # A query that groups by a primary key is accepted only once there is the key.
            return created(needed) | {(id, KEYS) for id in needed}
        if thing.id in self._graph.shells:
            return created(needed) | {(thing.id, SHELL)}
        return frozenset(
            (id, SHELL) if thing.id in self._graph.shells.get(id, ()) else (id, CREATE)
            for id in needed
        )

    def _view_parts(self, view: View) -> Iterator[Unit]:
        statements = list(index_statements(view))
        if clustered := sql.clustered_index(view):
            statements.append(sql.cluster_on(view, clustered.name))
        if view.id in self._graph.emptied:
            statements.append(sql.refresh(view))
        if statements:
            users = (v.id for v in self._schema.views if view.id in v.depends_on)
            section, needs = Section.VIEW_INDEXES, created(users)
            yield self._graph.part(
                view, INDEXES, section=section, statements=statements, needs=needs
            )
        yield from (trigger_unit(self._graph, view, trigger) for trigger in view.triggers)


def _is_there_already(thing: TopLevel) -> bool:
    return isinstance(thing, Namespace) and thing.name == "public"
