"""What follows a rename by itself, as in PostgreSQL: the texts that name the renamed thing.

Types, defaults, checks, generated columns, index expressions, policies, triggers, exclusions,
partition keys, and qualified names in views and verbatim objects. String bodies of functions do
not follow, in PostgreSQL neither: `cascade` makes changes of their own for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from schemas.engine.expressions import (
    QualifiedName,
    rename_column,
    rename_in_trigger,
    rename_qualified,
    rename_qualifier,
)
from schemas.engine.model import (
    Attribute,
    Check,
    Column,
    CompositeType,
    Constraint,
    Domain,
    Exclusion,
    Extension,
    Index,
    Namespace,
    Policy,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
    View,
)
from schemas.engine.queries import rename_queried_column
from schemas.engine.types import extension_type_names

Rewrite = Callable[[str], str]
Names = Mapping[QualifiedName, QualifiedName]


def after_column_rename(table: Table, old: str, new: str) -> Table:
    """The table with its own expressions saying `new` for `old`."""

    def rewrite(text: str) -> str:
        return rename_column(text, old, new, qualifiers=(table.name,))

    triggers = tuple(
        replace(t, definition=rename_in_trigger(t.definition, old, new)) for t in table.triggers
    )
    return replace(_rewritten_expressions(table, rewrite), triggers=triggers)


def after_queried_column_rename(table: Table, read: QualifiedName, old: str, new: str) -> Table:
    """The table with its policies saying `new` where their subqueries read `old` of `read`."""

    def rewrite(text: str) -> str:
        return rename_queried_column(text, read, old, new, bare=False)

    return replace(table, policies=tuple(_policy(policy, rewrite) for policy in table.policies))


def after_table_rename(table: Table, old: str) -> Table:
    """The table, which has its new name already, with its own `old.column` rewritten."""
    return _rewritten_expressions(table, lambda text: rename_qualifier(text, old, table.name))


def after_renames_of_table(table: Table, names: Names) -> Table:
    """The table with every qualified name that has a new one rewritten."""

    def rewrite(text: str) -> str:
        return rename_qualified(text, names)

    columns = tuple(_column_names(column, rewrite) for column in table.columns)
    triggers = tuple(_trigger(trigger, rewrite) for trigger in table.triggers)
    table = _rewritten_expressions(replace(table, columns=columns), rewrite)
    return replace(table, triggers=triggers)


def after_renames_of_object(thing: TopLevel, names: Names) -> TopLevel:
    """The object with every qualified name that has a new one rewritten."""

    def rewrite(text: str) -> str:
        return rename_qualified(text, names)

    match thing:
        case View():
            return replace(
                thing,
                definition=rewrite(thing.definition),
                columns=_attributes(thing.columns, rewrite),
                indexes=tuple(_index(index, rewrite) for index in thing.indexes),
                triggers=tuple(_trigger(trigger, rewrite) for trigger in thing.triggers),
            )
        case Domain():
            return replace(
                thing,
                type=rewrite(thing.type),
                default=_optional(thing.default, rewrite),
                checks=tuple(
                    replace(check, expression=rewrite(check.expression)) for check in thing.checks
                ),
            )
        case CompositeType():
            return replace(thing, attributes=_attributes(thing.attributes, rewrite))
        case SqlObject():
            return replace(thing, name=rewrite(thing.name), definition=rewrite(thing.definition))
        case _:
            return thing


def mentions(thing: Table | TopLevel, names: Names) -> bool:
    """Whether any text of it might contain one of the names; cheaper than rewriting them all."""
    schemas = {name.schema.replace('"', '""').lower() for name in names}
    texts = _texts_of_table(thing) if isinstance(thing, Table) else _texts_of_object(thing)
    return any(schema in text.lower() for text in texts for schema in schemas)


def names_in(tables: Iterable[Table], objects: Iterable[TopLevel], namespace: str) -> Iterator[str]:
    """Bare names of everything in a schema; functions without their arguments."""
    for table in tables:
        if table.schema == namespace:
            yield table.name
    for thing in objects:
        if isinstance(thing, Namespace) or thing.schema != namespace:
            continue
        if isinstance(thing, Extension):
            yield from extension_type_names(thing)
        else:
            yield bare_name(thing)


def bare_name(thing: TopLevel) -> str:
    """`touch` for the function `touch(integer)`."""
    return thing.name.partition("(")[0] if isinstance(thing, SqlObject) else thing.name


# Where texts are


def _texts_of_table(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield column.type
        yield column.default or ""
        yield column.generated.expression if column.generated else ""
    for constraint in table.constraints:
        if isinstance(constraint, Check):
            yield constraint.expression
        elif isinstance(constraint, Exclusion):
            yield constraint.definition
    yield from _texts_of_relation(table)
    for policy in table.policies:
        yield from (policy.using or "", policy.check or "")
    yield table.partition_by or ""


def _texts_of_relation(relation: Table | View) -> Iterator[str]:
    for index in relation.indexes:
        yield index.where or ""
        yield from (key.expression or "" for key in index.keys)
    yield from (trigger.definition for trigger in relation.triggers)


def _texts_of_object(thing: TopLevel) -> Iterator[str]:
    match thing:
        case View():
            yield thing.definition
            yield from (attribute.type for attribute in thing.columns)
            yield from _texts_of_relation(thing)
        case Domain():
            yield from (thing.type, thing.default or "")
            yield from (check.expression for check in thing.checks)
        case CompositeType():
            yield from (attribute.type for attribute in thing.attributes)
        case SqlObject():
            yield from (thing.name, thing.definition)


# Texts of a table


def _rewritten_expressions(table: Table, rewrite: Rewrite) -> Table:
    """All texts but types, defaults and triggers."""
    return replace(
        table,
        columns=tuple(_generated(column, rewrite) for column in table.columns),
        constraints=tuple(_constraint(c, rewrite) for c in table.constraints),
        indexes=tuple(_index(index, rewrite) for index in table.indexes),
        policies=tuple(_policy(policy, rewrite) for policy in table.policies),
        partition_by=_optional(table.partition_by, rewrite),
    )


def _generated(column: Column, rewrite: Rewrite) -> Column:
    if column.generated is None:
        return column
    expression = rewrite(column.generated.expression)
    return replace(column, generated=replace(column.generated, expression=expression))


def _column_names(column: Column, rewrite: Rewrite) -> Column:
    type, default = rewrite(column.type), _optional(column.default, rewrite)
    if (type, default) == (column.type, column.default):
        return column
    return replace(column, type=type, default=default)


def _constraint(constraint: Constraint, rewrite: Rewrite) -> Constraint:
    match constraint:
        case Check():
            return replace(constraint, expression=rewrite(constraint.expression))
        case Exclusion():
            return replace(constraint, definition=rewrite(constraint.definition))
        case _:
            return constraint


def _index(index: Index, rewrite: Rewrite) -> Index:
    if index.where is None and all(key.expression is None for key in index.keys):
        return index
    keys = tuple(replace(key, expression=_optional(key.expression, rewrite)) for key in index.keys)
    return replace(index, keys=keys, where=_optional(index.where, rewrite))


def _policy(policy: Policy, rewrite: Rewrite) -> Policy:
    return replace(
        policy, using=_optional(policy.using, rewrite), check=_optional(policy.check, rewrite)
    )


def _trigger(trigger: Trigger, rewrite: Rewrite) -> Trigger:
    return replace(trigger, definition=rewrite(trigger.definition))


def _attributes(attributes: tuple[Attribute, ...], rewrite: Rewrite) -> tuple[Attribute, ...]:
    return tuple(replace(attribute, type=rewrite(attribute.type)) for attribute in attributes)


def _optional(text: str | None, rewrite: Rewrite) -> str | None:
    return None if text is None else rewrite(text)
