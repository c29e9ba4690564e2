"""Owners, privileges and default privileges: from what an object has by now to what it should have.

An object that a plan makes belongs to whoever runs the plan, and has what the default privileges
of the database before give it; one that stays has what it had. Only the difference is granted and
revoked. Default privileges change last, so that they reach nothing that the plan makes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from schemas.engine.model import (
    ATTACHMENTS,
    PUBLIC,
    Kind,
    Namespace,
    ObjectId,
    Schema,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
)
from schemas.engine.names import quote
from schemas.engine.plan.actions import Action, Key, key
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.needs import Needs
from schemas.engine.plan.steps import Step
from schemas.engine.privileges import (
    RUNNER,
    Rights,
    Target,
    given_rights,
    rights_in,
    turning,
    united,
)
from schemas.engine.sql_clauses import statements_of
from schemas.engine.write import statements as sql
from schemas.engine.write.order import Section

Thing = Table | TopLevel
_OWNER_OF_PUBLIC = "pg_database_owner"
_DEFAULTS = {
    "TABLE": "TABLES",
    "SEQUENCE": "SEQUENCES",
    "FUNCTION": "FUNCTIONS",
    "PROCEDURE": "FUNCTIONS",
    "TYPE": "TYPES",
    "SCHEMA": "SCHEMAS",
}
"""What ALTER DEFAULT PRIVILEGES calls the kinds that GRANT names."""


class _Attached:
    """What is attached to what in a design."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.owners: dict[ObjectId, SqlObject] = {}
        self.privileges: dict[ObjectId, list[SqlObject]] = defaultdict(list)
        self.defaults: dict[tuple[object, ...], SqlObject] = {}
        self._defaults_by_name: dict[str, SqlObject] = {}
        for one in schema.sql_objects:
            if one.kind is Kind.DEFAULT_PRIVILEGES:
                self.defaults[_place(one)] = self._defaults_by_name[one.name] = one
            elif one.kind is Kind.OWNER and one.depends_on:
                self.owners[one.depends_on[0]] = one
            elif one.kind is Kind.PRIVILEGES and one.depends_on:
                self.privileges[one.depends_on[0]].append(one)

    def owner(self, thing: Thing) -> str:
        if found := self.owners.get(thing.id):
            return found.definition.rpartition(" OWNER TO ")[2]
        is_public = isinstance(thing, Namespace) and thing.name == PUBLIC
        return _OWNER_OF_PUBLIC if is_public else RUNNER

    def texts(self, thing: Thing) -> dict[str, SqlObject]:
        """By what they are about: the object, or the sequence behind an identity column of it."""
        return {one.name.removeprefix("ON "): one for one in self.privileges.get(thing.id, ())}

    def by_itself(self, target: Target, schema_name: str) -> Rights:
        """What an object has that the runner of a plan makes in this database."""
        about = _DEFAULTS.get(target.on.partition(" ")[0])
        if about is None or not self.defaults:
            return given_rights(target)
        in_all = self._defaults_by_name.get(f"ON {about}")
        in_one = self._defaults_by_name.get(f"IN SCHEMA {quote(schema_name)} ON {about}")
        rights = _rights(in_all, _default_target(in_all)) if in_all else given_rights(target)
        return united(rights, _rights(in_one, _default_target(in_one))) if in_one else rights


def attachment_actions(needs: Needs) -> Iterator[Action]:
    """One for the owner and one for the privileges of each object that needs it."""
    move = needs.fates.move
    before, after = _Attached(move.before), _Attached(move.after)
    for thing in (*move.after.tables, *move.after.objects):
        yield from _owner_action(needs, before, after, thing)
        yield from _privilege_action(needs, before, after, thing)


def default_privilege_steps(fates: Fates) -> Iterator[Step]:
    """At the very end."""
    before, after = _Attached(fates.move.before), _Attached(fates.move.after)
    for place in dict.fromkeys((*before.defaults, *after.defaults)):
        was, now = before.defaults.get(place), after.defaults.get(place)
        named = now or was
        if named is None or (now is None and any(map(fates.goes, named.depends_on))):
            continue
        target = _default_target(named)
        old = _rights(was, _default_target(was)) if was else given_rights(target)
        for statement in _turning(target, old, now):
            yield Step(statement, f"Change default privileges {named.name}")


# Owners


def _owner_action(
    needs: Needs, before: _Attached, after: _Attached, thing: Thing
) -> Iterator[Action]:
    was = _owner_so_far(needs, before, thing)
    now = after.owner(thing)
    if was == now or (isinstance(thing, SqlObject) and thing.kind in ATTACHMENTS):
        return
    target = sql.owner_target(thing)
    step = Step(sql.set_owner(target, now), f"Let {now} own {target}")
    yield Action(
        key=_owner_key(thing),
        section=Section.OWNERS,
        # Sequences that belong to a table follow it, and go nowhere without it.
        place=(isinstance(thing, Sequence), target),
        steps=(step,),
        needs=needs.keys_of(thing.id) | _owning_table(thing),
    )


def _owner_so_far(needs: Needs, before: _Attached, thing: Thing) -> str:
    """The schema `public` is never made: it is in every database."""
    is_made = needs.is_made(thing.id)
    is_public = isinstance(thing, Namespace) and thing.name == PUBLIC
    return RUNNER if is_made and not is_public else before.owner(thing)


def _owner_key(thing: Thing) -> Key:
    return key("own", thing.id, "role")


def _owning_table(thing: Thing) -> frozenset[Key]:
    if isinstance(thing, Sequence) and thing.owned_by:
        return frozenset({key("own", thing.owned_by[0], "role")})
    return frozenset()


# Privileges


def _privilege_action(
    needs: Needs, before: _Attached, after: _Attached, thing: Thing
) -> Iterator[Action]:
    steps = tuple(_privilege_steps(needs, before, after, thing))
    if steps:
        yield Action(
            key=key("make", thing.id, "privileges"),
            section=Section.PRIVILEGES,
            place=(getattr(thing, "schema", ""), thing.name),
            steps=steps,
            needs=needs.keys_of(thing.id) | {_owner_key(thing)} | _columns(needs, thing),
        )


def _columns(needs: Needs, thing: Thing) -> frozenset[Key]:
    columns = thing.columns if isinstance(thing, Table) else ()
    return frozenset(one for column in columns for one in needs.keys_of(column.id))


def _privilege_steps(
    needs: Needs, before: _Attached, after: _Attached, thing: Thing
) -> Iterator[Step]:
    was = None if needs.is_made(thing.id) else needs.fates.move.first.things[thing.id]
    assert was is None or isinstance(was, Thing)
    old_texts, texts = before.texts(was) if was else {}, after.texts(thing)
    fresh = frozenset(_made_with(was, thing)) if before.defaults or texts else frozenset()
    own, old_own = sql.grant_target(thing), sql.grant_target(was) if was else None
    staying = [on for on in old_texts if on != old_own and on in _sequences(thing)]
    told = (own, *texts, *staying, *sorted(fresh)) if texts or old_texts or fresh else ()
    for on in dict.fromkeys(told):
        if on is None:
            continue
        target = Target(on, owner=after.owner(thing))
        if was is None or on in fresh:
            old = before.by_itself(target, getattr(thing, "schema", ""))
        else:
            old_target = Target(old_own if old_own and on == own else on, before.owner(was))
            old = _rights(old_texts.get(old_target.on), old_target)
            old = _of_columns_there(needs.fates, was, thing, old)
        for statement in _turning(target, old, texts.get(on)):
            yield Step(statement, f"Change privileges on {on}")


def _made_with(was: Thing | None, thing: Thing) -> Iterator[str]:
    """What has its privileges from the default ones: the object, or a sequence inside it."""
    if was is None and (own := sql.grant_target(thing)):
        yield own
    there = set(_sequences(was).values()) if was else set()
    yield from (on for on, column in _sequences(thing).items() if column not in there)


def _sequences(thing: Thing) -> dict[str, ObjectId]:
    """The sequences behind identity columns, as GRANT names them, and their columns."""
    if not isinstance(thing, Table) or thing.partition_of:
        return {}
    return {
        f"SEQUENCE {sql.identity_sequence(thing, column)}": column.id
        for column in thing.columns
        if column.identity
    }


def _turning(target: Target, old: Rights, wanted: SqlObject | None) -> Iterator[str]:
    """Statements that are not of our own writing are run as they are."""
    new = rights_in(wanted.definition, target) if wanted else given_rights(target)
    if new is None and wanted is not None:
        yield from statements_of(wanted.definition)
    else:
        yield from turning(target, old, new or {})


def _rights(told: SqlObject | None, target: Target) -> Rights:
    rights = rights_in(told.definition, target) if told else None
    return given_rights(target) if rights is None else rights


def _of_columns_there(fates: Fates, was: Thing, now: Thing, rights: Rights) -> Rights:
    """Rights to a column go with it, and stay when it gets another name."""
    if not isinstance(was, Table) or not isinstance(now, Table):
        return rights
    names = {
        quote(old.name): quote(now.columns_by_id[old.id].name)
        for old in was.columns
        if old.id in now.columns_by_id and old.id not in fates.dropped
    }
    return {
        holder._replace(column=names.get(holder.column, "")): held
        for holder, held in rights.items()
        if not holder.column or holder.column in names
    }


# Default privileges


def _place(one: SqlObject) -> tuple[object, ...]:
    """Schemas are known by their ids: they may get other names."""
    return one.depends_on, one.name.partition("IN SCHEMA")[0], one.name.rpartition("ON ")[2]


def _default_target(one: SqlObject) -> Target:
    """From `FOR ROLE x IN SCHEMA y ON TABLES`."""
    place, _, on = one.name.rpartition("ON ")
    role = place.removeprefix("FOR ROLE ").partition(" IN SCHEMA ")[0].strip()
    owner = role if place.startswith("FOR ROLE ") else RUNNER
    return Target(on, owner, f"ALTER DEFAULT PRIVILEGES {place}")
