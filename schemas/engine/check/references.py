"""References: ids lead somewhere, keys point at keys, what is needed is there."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.check.problem import Problem, problem
from schemas.engine.model import (
    PUBLIC,
    ForeignKey,
    Namespace,
    ObjectId,
    Schema,
    Sequence,
    Table,
    TopLevel,
)


def reference_problems(schema: Schema) -> Iterator[Problem]:
    namespaces = {PUBLIC, "", *(namespace.name for namespace in schema.namespaces)}
    known = _known_ids(schema)
    for table in schema.tables:
        at = (table.schema, table.name)
        yield from _home(table, namespaces, at)
        yield from _needs(table.id, table.depends_on, known, at)
        for trigger in table.triggers:
            yield from _needs(trigger.id, trigger.depends_on, known, (*at, trigger.name))
        for policy in table.policies:
            yield from _needs(policy.id, policy.depends_on, known, (*at, policy.name))
        for key in table.foreign_keys:
            yield from _foreign_key_problems(schema, table, key)
        yield from _parent_problems(schema, table)
    for thing in schema.objects:
        yield from _object_references(schema, thing, namespaces, known)


def _known_ids(schema: Schema) -> set[ObjectId]:
    known = {thing.id for thing in schema.objects}
    for table in schema.tables:
        known.add(table.id)
        known.update(table.columns_by_id)
        known.update(constraint.id for constraint in table.constraints)
    return known


def _home(thing: Table | TopLevel, namespaces: set[str], at: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(thing, Namespace) and thing.schema not in namespaces:
        message = f"There is no schema “{thing.schema}”: create it first."
        yield problem(thing.id, "reference/schema", at, message)


def _needs(
    subject: ObjectId,
    depends_on: tuple[ObjectId, ...],
    known: set[ObjectId],
    at: tuple[str, ...],
) -> Iterator[Problem]:
    if any(id not in known for id in depends_on):
        name = ".".join(at)
        message = f"{name} needs something that is no longer there: drop or change {name} first."
        yield problem(subject, "reference/dependency", at, message)


def _object_references(
    schema: Schema, thing: TopLevel, namespaces: set[str], known: set[ObjectId]
) -> Iterator[Problem]:
    if isinstance(thing, Namespace):
        return
    at = (thing.schema, thing.name)
    yield from _home(thing, namespaces, at)
    yield from _needs(thing.id, getattr(thing, "depends_on", ()), known, at)
    if isinstance(thing, Sequence) and thing.owned_by:
        owner, column = thing.owned_by
        table = schema.tables_by_id.get(owner)
        if table is None or column not in table.columns_by_id:
            message = f"The column that owns the sequence “{thing.name}” is no longer there."
            yield problem(thing.id, "reference/owner", at, message)


def _parent_problems(schema: Schema, table: Table) -> Iterator[Problem]:
    at = (table.schema, table.name)
    parents = schema.tables_by_id
    if table.partition_of is not None:
        parent = parents.get(table.partition_of.parent)
        if parent is None or parent.partition_by is None:
            message = f"{table.name} is a partition of a table that has no partitions."
            yield problem(table.id, "reference/partition", at, message)
    if any(id not in parents for id in table.inherits):
        message = f"{table.name} inherits from a table that is no longer there."
        yield problem(table.id, "reference/parent", at, message)
    if _is_own_ancestor(schema, table):
        message = f"{table.name} cannot be below itself: choose another parent."
        yield problem(table.id, "reference/circle", at, message)


def _is_own_ancestor(schema: Schema, table: Table) -> bool:
    above, waiting = set[ObjectId](), [table]
    while waiting:
        for id in _parents(waiting.pop()):
            if id not in above and id in schema.tables_by_id:
                waiting.append(schema.tables_by_id[id])
            above.add(id)
    return table.id in above


def _parents(table: Table) -> tuple[ObjectId, ...]:
    return table.inherits + ((table.partition_of.parent,) if table.partition_of else ())


def _foreign_key_problems(schema: Schema, table: Table, key: ForeignKey) -> Iterator[Problem]:
    at = (table.schema, table.name, key.name)
    target = schema.tables_by_id.get(key.target)
    if target is None:
        message = f"The table that {key.name} points at is not there."
        yield problem(key.id, "foreign-key/target", at, message)
    elif any(id not in target.columns_by_id for id in key.target_columns):
        message = f"{key.name} points at a column that {target.name} does not have."
        yield problem(key.id, "foreign-key/target", at, message)
    elif len(key.columns) != len(key.target_columns):
        message = f"{key.name} needs as many columns in {target.name} as in {table.name}."
        yield problem(key.id, "foreign-key/count", at, message)
    elif not key.period and _is_no_key(target, key.target_columns):
        names = ", ".join(target.column_names(key.target_columns))
        message = f"{key.name} needs a primary key or unique constraint on {target.name} ({names})."
        yield problem(key.id, "foreign-key/no-key", at, message)
    if not set(key.on_delete_columns) <= set(key.columns):
        message = f"{key.name} can only set columns of its own when a row of its target goes."
        yield problem(key.id, "foreign-key/on-delete-columns", at, message)


def _is_no_key(table: Table, columns: tuple[ObjectId, ...]) -> bool:
    return frozenset(columns) not in table.unique_sets(deferrable=False).values()
