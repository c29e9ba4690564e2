"""COMMENT ON everything that can have one; an empty comment removes it."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import (
    PUBLIC,
    Check,
    Column,
    CompositeType,
    Constraint,
    Domain,
    Extension,
    Namespace,
    Policy,
    Table,
    TopLevel,
    Trigger,
    View,
)
from schemas.engine.names import literal, quote
from schemas.engine.write.statements.objects import object_kind, object_name
from schemas.engine.write.statements.text import Relation, relation_name
from schemas.engine.write.statements.types import domain_not_null_name, type_name

COMMENT_OF_PUBLIC = "standard public schema"
"""Every new database says so."""


def table_comments(table: Table) -> Iterator[str]:
    """Of the table and its columns; those of its parts follow the parts."""
    if table.comment:
        yield comment_on_table(table)
    for column in table.columns:
        if column.comment:
            yield comment_on_column(table, column)


def object_comments(thing: TopLevel) -> Iterator[str]:
    """Of an object and of what has a name inside it."""
    if thing.comment or (isinstance(thing, Namespace | Extension) and thing.is_uncommented):
        yield comment_on_object(thing)
    if isinstance(thing, Domain):
        if thing.not_null_comment:
            yield comment_on_domain_not_null(thing)
        yield from (comment_on_domain_check(thing, c) for c in thing.checks if c.comment)
    if isinstance(thing, CompositeType | View):
        parts = thing.attributes if isinstance(thing, CompositeType) else thing.columns
        for part in parts:
            if part.comment:
                yield comment_on_attribute(thing, part.name, part.comment)


def comment_on_table(table: Table) -> str:
    return _comment("TABLE", relation_name(table), table.comment)


def comment_on_column(table: Table, column: Column) -> str:
    return _comment("COLUMN", f"{relation_name(table)}.{quote(column.name)}", column.comment)


def comment_on_constraint(table: Table, constraint: Constraint) -> str:
    target = f"{quote(constraint.name)} ON {relation_name(table)}"
    return _comment("CONSTRAINT", target, constraint.comment)


def comment_on_trigger(relation: Relation, trigger: Trigger) -> str:
    target = f"{quote(trigger.name)} ON {relation_name(relation)}"
    return _comment("TRIGGER", target, trigger.comment)


def comment_on_policy(table: Table, policy: Policy) -> str:
    return _comment("POLICY", f"{quote(policy.name)} ON {relation_name(table)}", policy.comment)


def comment_on_object(thing: TopLevel) -> str:
    if isinstance(thing, Namespace) and thing.name == PUBLIC:
        usual = "" if thing.is_uncommented else COMMENT_OF_PUBLIC
        return _comment("SCHEMA", quote(PUBLIC), thing.comment or usual)
    return _comment(object_kind(thing), object_name(thing), thing.comment)


def comment_on_domain_check(domain: Domain, check: Check) -> str:
    target = f"{quote(check.name)} ON DOMAIN {type_name(domain)}"
    return _comment("CONSTRAINT", target, check.comment)


def comment_on_domain_not_null(domain: Domain) -> str:
    target = f"{quote(domain_not_null_name(domain))} ON DOMAIN {type_name(domain)}"
    return _comment("CONSTRAINT", target, domain.not_null_comment)


def comment_on_not_null(table: Table, column: Column, *, name: str) -> str:
    target = f"{quote(name)} ON {relation_name(table)}"
    return _comment("CONSTRAINT", target, column.not_null.comment)


def comment_on_attribute(owner: CompositeType | View, name: str, comment: str) -> str:
    """Of an attribute of a composite type or a column of a view."""
    return _comment("COLUMN", f"{object_name(owner)}.{quote(name)}", comment)


def _comment(kind: str, target: str, comment: str) -> str:
    return f"COMMENT ON {kind} {target} IS {literal(comment) if comment else 'NULL'}"
