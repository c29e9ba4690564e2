"""Tables and objects that stay, apart from their columns: types, settings, keys, indexes."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.changes import AlterConstraint, AlterIndex, AlterTrigger
from schemas.engine.model import (
    CompositeType,
    Constraint,
    Domain,
    EnumType,
    ForeignKey,
    PrimaryKey,
    Sequence,
    SqlObject,
    Table,
    Unique,
)
from schemas.engine.plan.move import Move, is_altered_in_place
from schemas.engine.plan.notes import BUILDS_INDEX, BUILDS_KEY, CHECKS_KEY, SCANS
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql


def type_steps(move: Move) -> Iterator[Step]:
    """Types, sequences and functions altered in place, before the columns that use them."""
    for new in move.after.objects:
        old = move.before.objects_by_id.get(new.id)
        match old, new:
            case EnumType(), EnumType() if new.id not in move.replaced_enums:
                yield from _label_steps(old, new)
            case Domain(), Domain():
                yield from _domain_steps(old, new)
            case CompositeType(), CompositeType():
                yield from _attribute_steps(old, new)
            case Sequence(), Sequence() if (old.type, old.options) != (new.type, new.options):
                yield Step(sql.alter_sequence(new), f"Alter sequence {new.name}")
            case SqlObject(), SqlObject() if old.definition != new.definition:
                yield from _definition_steps(old, new)


def _label_steps(old: EnumType, new: EnumType) -> Iterator[Step]:
    """From the back, so that the label before which one goes is always there."""
    following: str | None = None
    for label in reversed(new.labels):
        if label not in old.labels:
            describe = f"Add label {label} to {new.name}"
            yield Step(sql.add_enum_label(new, label, before=following), describe)
        following = label


def _domain_steps(old: Domain, new: Domain) -> Iterator[Step]:
    if old.default != new.default:
        yield Step(sql.set_domain_default(new, new.default), f"Set the default of {new.name}")
    if old.nullable != new.nullable:
        notes = () if new.nullable else (SCANS,)
        statement = sql.set_domain_nullable(new, new.nullable)
        yield Step(statement, f"Change whether {new.name} may be NULL", notes)
    was = {check.id: check for check in old.checks}
    now = {check.id: check for check in new.checks}
    for id, check in was.items():
        if now.get(id) != check:
            yield Step(sql.drop_domain_check(new, check), f"Drop check {check.name} of {new.name}")
    for id, check in now.items():
        if was.get(id) != check:
            describe = f"Add check {check.name} to {new.name}"
            yield Step(sql.add_domain_check(new, check), describe, (SCANS,))


def _attribute_steps(old: CompositeType, new: CompositeType) -> Iterator[Step]:
    was = {attribute.name: attribute for attribute in old.attributes}
    now = {attribute.name: attribute for attribute in new.attributes}
    for name in was.keys() - now.keys():
        yield Step(sql.drop_attribute(new, was[name]), f"Drop attribute {name} of {new.name}")
    for name, attribute in now.items():
        if name not in was:
            yield Step(sql.add_attribute(new, attribute), f"Add attribute {name} to {new.name}")
        elif (was[name].type, was[name].collation) != (attribute.type, attribute.collation):
            describe = f"Change the type of attribute {name} of {new.name}"
            yield Step(sql.set_attribute_type(new, attribute), describe)


def _definition_steps(old: SqlObject, new: SqlObject) -> Iterator[Step]:
    """CREATE OR REPLACE keeps what depends on a function; the rest is dropped first."""
    if not new.definition.lstrip().upper().startswith("CREATE OR REPLACE"):
        yield Step(sql.drop_object(new), f"Drop {new.name} to make it anew")
    for statement in sql.create_object(new):
        yield Step(statement, f"Change {new.name}")


def table_steps(move: Move) -> Iterator[Step]:
    """Settings of the tables themselves."""
    for old, new in move.tables:
        yield from _partition_steps(move, old, new)
        yield from _inheritance_steps(move, old, new)
        yield from _storage_steps(old, new)
        if old.is_unlogged != new.is_unlogged:
            yield Step(sql.set_logged(new), f"Change whether {new.name} is logged")
        if old.row_security != new.row_security:
            yield Step(sql.set_row_security(new), f"Set row security of {new.name}")
        if old.force_row_security != new.force_row_security:
            yield Step(sql.set_force_row_security(new), f"Set row security of {new.name}")


def _partition_steps(move: Move, old: Table, new: Table) -> Iterator[Step]:
    if old.partition_of == new.partition_of:
        return
    if old.partition_of and old.partition_of.parent in move.after.tables_by_id:
        statement = sql.detach_partition(move.after, new, old.partition_of)
        yield Step(statement, f"Detach partition {new.name}")
    if new.partition_of:
        statement = sql.attach_partition(move.after, new, new.partition_of)
        yield Step(statement, f"Attach partition {new.name}", (SCANS,))


def _inheritance_steps(move: Move, old: Table, new: Table) -> Iterator[Step]:
    parents = move.after.tables_by_id
    for id in old.inherits:
        if id not in new.inherits and id in parents:
            yield Step(sql.no_inherit(new, parents[id]), f"End inheritance of {new.name}")
    for id in new.inherits:
        if id not in old.inherits:
            describe = f"Let {new.name} inherit {parents[id].name}"
            yield Step(sql.inherit(new, parents[id]), describe)


def _storage_steps(old: Table, new: Table) -> Iterator[Step]:
    was, now = dict(old.storage_parameters), dict(new.storage_parameters)
    for name in sorted(was.keys() - now.keys()):
        yield Step(sql.reset_storage_parameter(new, name), f"Reset {name} of {new.name}")
    for name, value in now.items():
        if was.get(name) != value:
            statement = sql.set_storage_parameter(new, name, value)
            yield Step(statement, f"Set {name} of {new.name}")


def key_steps(move: Move) -> Iterator[Step]:
    """Keys, checks, exclusions and indexes; foreign keys wait for the keys they need."""
    for old, new in move.tables:
        yield from _constraint_steps(move, old, new)
        yield from _index_steps(move, old, new)
        if old.replica_identity != new.replica_identity:
            yield Step(sql.set_replica_identity(new), f"Set the replica identity of {new.name}")


def _constraint_steps(move: Move, old: Table, new: Table) -> Iterator[Step]:
    kept = {constraint.id for constraint in old.constraints}
    for constraint in new.constraints:
        if isinstance(constraint, ForeignKey) or not constraint.is_local:
            continue
        if constraint.id not in kept or constraint.id in move.rebuilt_children:
            yield _add_constraint(move, new, constraint)


def _add_constraint(move: Move, table: Table, constraint: Constraint) -> Step:
    match constraint:
        case PrimaryKey() | Unique():
            notes: tuple[str, ...] = (BUILDS_KEY,)
        case ForeignKey():
            notes = (CHECKS_KEY,) if sql.is_proven(constraint) else ()
        case _:
            notes = (SCANS,) if sql.is_proven(constraint) else ()
    describe = f"Add constraint {constraint.name} to {table.name}"
    return Step(sql.add_constraint(move.after, table, constraint), describe, notes)


def _index_steps(move: Move, old: Table, new: Table) -> Iterator[Step]:
    kept = {index.id for index in old.indexes}
    for index in new.indexes:
        if index.is_local and (index.id not in kept or index.id in move.rebuilt_children):
            statement = sql.create_index(new, index)
            yield Step(statement, f"Create index {index.name}", (BUILDS_INDEX,))
    for change in move.of(AlterIndex):
        if change.table == new.id and change.index not in move.rebuilt_children:
            yield from _index_storage_steps(old, new, change)


def _index_storage_steps(old: Table, new: Table, change: AlterIndex) -> Iterator[Step]:
    before = next(i for i in old.indexes if i.id == change.index)
    after = next(i for i in new.indexes if i.id == change.index)
    was, now = dict(before.storage_parameters), dict(after.storage_parameters)
    for name in sorted(was.keys() - now.keys()):
        yield Step(sql.reset_index_storage(new, after, name), f"Reset {name} of {after.name}")
    for name, value in now.items():
        if was.get(name) != value:
            statement = sql.set_index_storage(new, after, name, value)
            yield Step(statement, f"Set {name} of {after.name}")


def foreign_key_steps(move: Move) -> Iterator[Step]:
    for old, new in move.tables:
        kept = {key.id for key in old.foreign_keys}
        for key in new.foreign_keys:
            if key.is_local and (key.id not in kept or key.id in move.rebuilt_children):
                yield _add_constraint(move, new, key)
    for change in move.of(AlterConstraint):
        if is_altered_in_place(change, move.before):
            yield from _in_place_steps(move, change)


def _in_place_steps(move: Move, change: AlterConstraint) -> Iterator[Step]:
    table = move.after.tables_by_id[change.table]
    constraint = next(c for c in table.constraints if c.id == change.constraint)
    if change.set.get("validated"):
        statement = sql.validate_constraint(table, constraint)
        yield Step(statement, f"Validate {constraint.name} of {table.name}")
    if isinstance(constraint, ForeignKey) and change.set.keys() & {
        "deferrable",
        "initially_deferred",
    }:
        statement = sql.set_constraint_timing(table, constraint)
        yield Step(statement, f"Change when {constraint.name} is checked")


def trigger_and_policy_steps(move: Move) -> Iterator[Step]:
    for old, new in move.tables:
        kept = {t.id for t in old.triggers} | {p.id for p in old.policies}
        for trigger in new.triggers:
            if trigger.id not in kept or trigger.id in move.rebuilt_children:
                describe = f"Create trigger {trigger.name} on {new.name}"
                yield Step(sql.create_trigger(trigger), describe)
                if trigger.enabled != "ORIGIN":
                    statement = sql.set_trigger_enabled(new, trigger)
                    yield Step(statement, f"Set when {trigger.name} fires")
        for policy in new.policies:
            if policy.id not in kept or policy.id in move.rebuilt_children:
                describe = f"Create policy {policy.name} on {new.name}"
                yield Step(sql.create_policy(new, policy), describe)
    for change in move.of(AlterTrigger):
        if "enabled" in change.set and change.trigger not in move.rebuilt_children:
            table = move.after.tables_by_id[change.table]
            trigger = next(t for t in table.triggers if t.id == change.trigger)
            statement = sql.set_trigger_enabled(table, trigger)
            yield Step(statement, f"Set when {trigger.name} fires")
