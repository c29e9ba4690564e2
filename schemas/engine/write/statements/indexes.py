"""Indexes of tables and of materialized views."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Exclusion, Index, IndexKey, PrimaryKey, Table, Unique
from schemas.engine.names import literal, qualified, quote
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
    only = "" if index.is_valid else "ONLY "
    return (
        f"CREATE {unique}INDEX {quote(index.name)} ON {only}{relation_name(relation)} "
        f"USING {quote(index.method)} {_keys(relation, index)}{_options(relation, index)}"
    )


def index_settings(relation: Relation, index: Index) -> Iterator[str]:
    """Statements for what CREATE INDEX cannot say."""
    for number, key in enumerate(index.keys, start=1):
        if key.statistics is not None:
            yield set_index_statistics(relation, index, number, key.statistics)
    if index.comment:
        yield comment_on_index(relation, index)


def set_index_statistics(relation: Relation, index: Index, number: int, target: int | None) -> str:
    """Of a key that is an expression, by its place from 1."""
    action = f"ALTER COLUMN {number} SET STATISTICS {-1 if target is None else target}"
    return f"ALTER INDEX {index_name(relation, index)} {action}"


def comment_on_index(relation: Relation, index: Index) -> str:
    return _comment(relation, index.name, index.comment)


def comment_on_key_index(table: Table, key: PrimaryKey | Unique | Exclusion) -> str:
    """The index behind a constraint has a comment of its own, beside the constraint's."""
    return _comment(table, key.name, key.index.comment)


def _comment(relation: Relation, name: str, comment: str) -> str:
    text = literal(comment) if comment else "NULL"
    return f"COMMENT ON INDEX {qualified(relation.schema, name)} IS {text}"


def attach_index(parent: Relation, parent_index: str, part: Relation, part_index: str) -> str:
    """Let an index of a partition be the part of an index ONLY on its parent."""
    names = qualified(parent.schema, parent_index), qualified(part.schema, part_index)
    return f"ALTER INDEX {names[0]} ATTACH PARTITION {names[1]}"


def cluster_on(relation: Relation, index: str | None) -> str:
    """By the bare name of an index; None forgets it."""
    action = "SET WITHOUT CLUSTER" if index is None else f"CLUSTER ON {quote(index)}"
    return f"ALTER TABLE {relation_name(relation)} {action}"


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
    elif index.include_names:
        options += f" INCLUDE ({', '.join(map(quote, index.include_names))})"
    if index.nulls_not_distinct:
        options += " NULLS NOT DISTINCT"
    options += storage_clause(index.storage_parameters)
    if index.where:
        options += f" WHERE {in_parentheses(index.where)}"
    return options
