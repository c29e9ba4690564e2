"""Indexes of tables and of materialized views."""

from __future__ import annotations

from schemas.engine.model import Index, IndexKey, Table
from schemas.engine.names import qualified, quote
from schemas.engine.write.statements.text import (
    Relation,
    column_list,
    in_parentheses,
    key_expression,
    relation_name,
    storage_clause,
    storage_name,
    storage_setting,
)


def create_index(relation: Relation, index: Index) -> str:
    unique = "UNIQUE " if index.is_unique else ""
    return (
        f"CREATE {unique}INDEX {quote(index.name)} ON {relation_name(relation)} "
        f"USING {quote(index.method)} {_keys(relation, index)}{_options(relation, index)}"
    )


def drop_index(relation: Relation, index: Index) -> str:
    return f"DROP INDEX {index_name(relation, index)}"


def rename_index(relation: Relation, index: Index, name: str) -> str:
    return f"ALTER INDEX {index_name(relation, index)} RENAME TO {quote(name)}"


def set_index_storage(relation: Relation, index: Index, name: str, value: str) -> str:
    return f"ALTER INDEX {index_name(relation, index)} SET ({storage_setting(name, value)})"


def reset_index_storage(relation: Relation, index: Index, name: str) -> str:
    return f"ALTER INDEX {index_name(relation, index)} RESET ({storage_name(name)})"


def index_name(relation: Relation, index: Index) -> str:
    """Qualified: an index lives in the schema of its table."""
    return qualified(relation.schema, index.name)


def index_key(relation: Relation, key: IndexKey) -> str:
    parts = [_key_subject(relation, key)]
    if key.collation:
        parts.append(f"COLLATE {key.collation}")
    if key.operator_class:
        parts.append(key.operator_class)
    if key.descending:
        parts.append("DESC")
    if key.nulls_first is not None and key.nulls_first != key.descending:
        parts.append("NULLS FIRST" if key.nulls_first else "NULLS LAST")
    return " ".join(parts)


def _keys(relation: Relation, index: Index) -> str:
    return "(" + ", ".join(index_key(relation, key) for key in index.keys) + ")"


def _key_subject(relation: Relation, key: IndexKey) -> str:
    if key.column is not None and isinstance(relation, Table):
        return quote(relation.columns_by_id[key.column].name)
    return key_expression(key.expression or "")


def _options(relation: Relation, index: Index) -> str:
    options = ""
    if index.include and isinstance(relation, Table):
        options += f" INCLUDE {column_list(relation, index.include)}"
    if index.nulls_not_distinct:
        options += " NULLS NOT DISTINCT"
    options += storage_clause(index.storage_parameters)
    if index.where:
        options += f" WHERE {in_parentheses(index.where)}"
    return options
