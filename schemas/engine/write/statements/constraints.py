"""Constraints: their definition with all options, and every ALTER of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard, assert_never

from schemas.engine.model import (
    Action,
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    IndexKey,
    ObjectId,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from schemas.engine.names import quote
from schemas.engine.write.statements.rereading import reread_alike
from schemas.engine.write.statements.text import (
    column_list,
    in_parentheses,
    relation_name,
    storage_clause,
)


def constraint_definition(schema: Schema, table: Table, constraint: Constraint) -> str:
    """`CONSTRAINT name …` as CREATE TABLE and ADD want it."""
    return f"CONSTRAINT {quote(constraint.name)} {constraint_body(schema, table, constraint)}"


def constraint_body(schema: Schema, table: Table, constraint: Constraint) -> str:
    """The definition without the name, as `pg_get_constraintdef` prints it."""
    match constraint:
        case PrimaryKey() | Unique():
            return _key(table, constraint)
        case Check():
            return check_body(constraint)
        case ForeignKey():
            return _foreign_key(schema, table, constraint)
        case Exclusion():
            return reread_alike(constraint.definition)
        case _:
            assert_never(constraint)


def check_body(check: Check) -> str:
    """Of a table or of a domain."""
    no_inherit = " NO INHERIT" if check.no_inherit else ""
    return f"CHECK {in_parentheses(check.expression)}{no_inherit}{_proof(check)}"


def add_constraint(schema: Schema, table: Table, constraint: Constraint) -> str:
    """A key of some partitions only is of the table alone; the partitions' are attached to it."""
    definition = constraint_definition(schema, table, constraint)
    only = "ONLY " if has_index(constraint) and not constraint.index.is_valid else ""
    return f"ALTER TABLE {only}{relation_name(table)} ADD {definition}"


def add_key_using_index(table: Table, key: PrimaryKey | Unique) -> str:
    """Of an index that is there under the key's name, as `index_of` has it."""
    kind = "PRIMARY KEY" if isinstance(key, PrimaryKey) else "UNIQUE"
    name = quote(key.name)
    definition = f"CONSTRAINT {name} {kind} USING INDEX {name}{_timing(key)}"
    return f"ALTER TABLE {relation_name(table)} ADD {definition}"


def index_of(key: PrimaryKey | Unique) -> Index:
    """The index that PostgreSQL would make for the key."""
    return Index(
        id=key.id,
        name=key.name,
        keys=tuple(IndexKey(column=column) for column in key.columns),
        is_unique=True,
        include=key.include,
        nulls_not_distinct=isinstance(key, Unique) and key.nulls_not_distinct,
        storage_parameters=key.index.storage_parameters,
    )


def only_on_parent(key: PrimaryKey | Unique) -> PrimaryKey | Unique:
    """The key of a partitioned table before those of its partitions are attached to it."""
    return replace(key, index=replace(key.index, is_valid=False))


def drop_constraint(table: Table, constraint: Constraint) -> str:
    return f"ALTER TABLE {relation_name(table)} DROP CONSTRAINT {quote(constraint.name)}"


def rename_constraint(table: Table, constraint: Constraint, name: str) -> str:
    names = f"{quote(constraint.name)} TO {quote(name)}"
    return f"ALTER TABLE {relation_name(table)} RENAME CONSTRAINT {names}"


def validate_constraint(table: Table, constraint: Constraint) -> str:
    return validate_named(table, constraint.name)


def validate_named(table: Table, name: str) -> str:
    return f"ALTER TABLE {relation_name(table)} VALIDATE CONSTRAINT {quote(name)}"


def set_constraint_timing(table: Table, key: ForeignKey) -> str:
    """Only foreign keys can change deferrability in place."""
    timing = _timing(key) or " NOT DEFERRABLE"
    return f"ALTER TABLE {relation_name(table)} ALTER CONSTRAINT {quote(key.name)}{timing}"


def has_index(constraint: Constraint) -> TypeGuard[PrimaryKey | Unique | Exclusion]:
    return isinstance(constraint, PrimaryKey | Unique | Exclusion)


def is_proven(constraint: Constraint) -> bool:
    """False for a check or foreign key that PostgreSQL has not checked against the rows."""
    if isinstance(constraint, Check | ForeignKey):
        return constraint.validated and constraint.enforced
    return True


def _key(table: Table, key: PrimaryKey | Unique) -> str:
    kind = "PRIMARY KEY" if isinstance(key, PrimaryKey) else "UNIQUE"
    if isinstance(key, Unique) and key.nulls_not_distinct:
        kind += " NULLS NOT DISTINCT"
    columns = _period_last(table, key.columns, "WITHOUT OVERLAPS" if key.without_overlaps else "")
    include = f" INCLUDE {column_list(table, key.include)}" if key.include else ""
    storage = storage_clause(key.index.storage_parameters)
    return f"{kind} {columns}{include}{storage}{_timing(key)}"


def _foreign_key(schema: Schema, table: Table, key: ForeignKey) -> str:
    target = schema.tables_by_id[key.target]
    columns, target_columns = key.columns, key.target_columns
    source = _period_first(table, columns) if key.period else column_list(table, columns)
    there = (
        _period_first(target, target_columns) if key.period else column_list(target, target_columns)
    )
    match = " MATCH FULL" if key.match_full else ""
    reference = f"REFERENCES {relation_name(target)} {there}{match}"
    return f"FOREIGN KEY {source} {reference}{_actions(table, key)}{_timing(key)}{_proof(key)}"


def _actions(table: Table, key: ForeignKey) -> str:
    update = "" if key.on_update is Action.NO_ACTION else f" ON UPDATE {key.on_update}"
    delete = "" if key.on_delete is Action.NO_ACTION else f" ON DELETE {key.on_delete}"
    if delete and key.on_delete_columns:
        delete += f" {column_list(table, key.on_delete_columns)}"
    return update + delete


def _period_first(table: Table, ids: tuple[ObjectId, ...]) -> str:
    """The last column of a temporal foreign key is its period."""
    *plain, period = (quote(name) for name in table.column_names(ids))
    return "(" + ", ".join([*plain, f"PERIOD {period}"]) + ")"


def _period_last(table: Table, ids: tuple[ObjectId, ...], words: str) -> str:
    columns = column_list(table, ids)
    return f"{columns[:-1]} {words})" if words else columns


def _timing(constraint: PrimaryKey | Unique | ForeignKey) -> str:
    if not constraint.deferrable:
        return ""
    return " DEFERRABLE INITIALLY DEFERRED" if constraint.initially_deferred else " DEFERRABLE"


def _proof(constraint: Check | ForeignKey) -> str:
    """NOT ENFORCED implies NOT VALID, and PostgreSQL prints only the former."""
    if not constraint.enforced:
        return " NOT ENFORCED"
    return "" if constraint.validated else " NOT VALID"
