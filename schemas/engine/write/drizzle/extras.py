"""What stands in the third argument of a table: keys, checks, indexes and policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.engine.model import (
    Action,
    ForeignKey,
    Index,
    IndexKey,
    ObjectId,
    Policy,
    Table,
)
from schemas.engine.write.drizzle.columns import is_simple_key
from schemas.engine.write.drizzle.literals import record, sql_template, string
from schemas.engine.write.drizzle.module import Module
from schemas.engine.write.statements import in_parentheses, index_key


def extras(module: Module, table: Table) -> Iterator[str]:
    """One piece of code each, in a stable order, indented by two but for its first line."""
    yield from _primary_key(module, table)
    for key in sorted(table.foreign_keys, key=lambda key: key.name):
        if key.target in module.exports:
            yield _foreign_key(module, table, key)
    for unique in sorted(table.uniques, key=lambda unique: unique.name):
        if not unique.without_overlaps:
            nulls = ".nullsNotDistinct()" if unique.nulls_not_distinct else ""
            columns = _columns(module, table, unique.columns)
            yield f"{module.use('unique')}({string(unique.name)}).on({columns}){nulls}"
    for check in sorted(table.checks, key=lambda check: check.name):
        expression = module.sql(sql_template(in_parentheses(check.expression)[1:-1]))
        yield f"{module.use('check')}({string(check.name)}, {expression})"
    for index in sorted(table.indexes, key=lambda index: index.name):
        yield _index(module, table, index)
    for policy in sorted(table.policies, key=lambda policy: policy.name):
        yield _policy(module, policy)


def _primary_key(module: Module, table: Table) -> Iterator[str]:
    key = table.primary_key
    if key and not key.without_overlaps and not any(is_simple_key(table, c) for c in table.columns):
        columns = _columns(module, table, key.columns)
        name = string(key.name)
        yield f"{module.use('primaryKey')}({{ name: {name}, columns: [{columns}] }})"


def _foreign_key(module: Module, table: Table, key: ForeignKey) -> str:
    target = module.schema.tables_by_id[key.target]
    there = module.exports[target.id]
    columns = _columns(module, table, key.columns)
    foreign_columns = _columns(module, target, key.target_columns, owner=there)
    code = (
        f"{module.use('foreignKey')}({{\n"
        f"    name: {string(key.name)},\n"
        f"    columns: [{columns}],\n"
        f"    foreignColumns: [{foreign_columns}],\n"
        "  })"
    )
    for method, action in (("onDelete", key.on_delete), ("onUpdate", key.on_update)):
        if action is not Action.NO_ACTION:
            code += f".{method}({string(action.lower())})"
    return code


def _index(module: Module, table: Table, index: Index) -> str:
    keys = ", ".join(_index_key(module, table, key) for key in index.keys)
    function = module.use("uniqueIndex" if index.is_unique else "index")
    on = f".on({keys})" if index.method == "btree" else f".using({string(index.method)}, {keys})"
    code = f"{function}({string(index.name)}){on}"
    if index.where:
        code += f".where({module.sql(sql_template(in_parentheses(index.where)[1:-1]))})"
    if index.storage_parameters:
        parameters = {string(name): string(value) for name, value in index.storage_parameters}
        code += f".with({record(parameters)})"
    return code


def _index_key(module: Module, table: Table, key: IndexKey) -> str:
    """Raw SQL for what the builders would drop: an operator class together with an order."""
    is_ordered = key.descending or key.nulls_first is not None
    is_raw = key.collation or (key.operator_class and (is_ordered or "(" in key.operator_class))
    if key.column is None or is_raw:
        return module.sql(sql_template(index_key(table, key)))
    code = f"table.{module.keys[table.id][key.column]}"
    if key.operator_class:
        return f"{code}.op({string(key.operator_class)})"
    if not is_ordered:
        return code
    # PostgreSQL's DESC has nulls first, drizzle's has them last: always say which.
    nulls_first = key.descending if key.nulls_first is None else key.nulls_first
    order = "desc" if key.descending else "asc"
    return f"{code}.{order}().{'nullsFirst' if nulls_first else 'nullsLast'}()"


def _policy(module: Module, policy: Policy) -> str:
    options = {
        "as": string("permissive" if policy.is_permissive else "restrictive"),
        "for": string(policy.command.lower()),
        "to": "[" + ", ".join(string(role) for role in policy.roles) + "]",
    }
    for name, condition in (("using", policy.using), ("withCheck", policy.check)):
        if condition is not None:
            options[name] = module.sql(sql_template(in_parentheses(condition)[1:-1]))
    return f"{module.use('pgPolicy')}({string(policy.name)}, {record(options)})"


def _columns(module: Module, table: Table, ids: Iterable[ObjectId], *, owner: str = "table") -> str:
    return ", ".join(f"{owner}.{module.keys[table.id][id]}" for id in ids)
