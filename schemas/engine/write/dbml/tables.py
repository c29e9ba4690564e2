"""One table in DBML; what DBML has no words for stands as a comment where it belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schemas.engine.model import (
    Check,
    Column,
    Exclusion,
    Index,
    ObjectId,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from schemas.engine.names import default_name
from schemas.engine.write.dbml.text import (
    default,
    expression,
    full_name,
    name,
    remark,
    string,
    type_name,
)
from schemas.engine.write.statements.columns import generated_clause
from schemas.engine.write.statements.constraints import constraint_definition
from schemas.engine.write.statements.indexes import create_index

_INDENT = "  "
_WIDEST = 40
"""Characters up to which names and types are lined up."""

Enums = Collection[tuple[str, str]]


def table_lines(schema: Schema, table: Table, enums: Enums) -> Iterator[str]:
    if table.partition_by:
        yield remark(f"Partitioned by {table.partition_by}.")
    yield f"Table {full_name(table.schema, table.name)} {{"
    yield from _columns(schema, table, enums)
    yield from _block("indexes", list(_indexes(schema, table)))
    yield from _block("checks", list(_checks(schema, table)))
    for constraint in table.constraints:
        if isinstance(constraint, Exclusion):
            yield _INDENT + remark(constraint_definition(schema, table, constraint))
    if table.comment:
        yield f"{_INDENT}Note: {string(table.comment)}"
    yield "}"


def _columns(schema: Schema, table: Table, enums: Enums) -> Iterator[str]:
    names = [name(column.name) for column in table.columns]
    types = [type_name(column.type, enums) for column in table.columns]
    wide, wider = _width(names), _width(types)
    for column, own, type_of in zip(table.columns, names, types, strict=True):
        settings = ", ".join(_settings(schema, table, column))
        yield from (_INDENT + remark(text) for text in _unsaid(schema, table, column))
        written = f"{type_of:<{wider}} [{settings}]" if settings else type_of
        yield f"{_INDENT}{own:<{wide}} {written}"


def _width(texts: list[str]) -> int:
    return min(_WIDEST, max(map(len, texts), default=0))


def _settings(schema: Schema, table: Table, column: Column) -> Iterator[str]:
    key, simple = table.primary_key, _simple_key(table)
    if simple and simple.columns == (column.id,):
        yield "pk"
    if _counts(schema, table, column):
        yield "increment"
    if not column.nullable and not (key and column.id in key.columns):
        yield "not null"
    if any(one.columns == (column.id,) for one in _simple_uniques(table)):
        yield "unique"
    if (written := _default(schema, table, column)) is not None:
        yield f"default: {written}"
    if column.comment:
        yield f"note: {string(column.comment)}"


def _default(schema: Schema, table: Table, column: Column) -> str | None:
    if column.default is None or _counts(schema, table, column):
        return None
    return default(column.default)


def _counts(schema: Schema, table: Table, column: Column) -> bool:
    """By an identity, or by a sequence of its own."""
    if column.identity:
        return True
    owner = (table.id, column.id)
    owned = any(sequence.owned_by == owner for sequence in schema.sequences)
    return owned and (column.default or "").startswith("nextval(")


def _unsaid(schema: Schema, table: Table, column: Column) -> Iterator[str]:
    if column.generated:
        yield f"{name(column.name)}: {generated_clause(column.generated)}"
    if column.collation:
        yield f"{name(column.name)}: COLLATE {column.collation}"
    has_default = column.default is not None and not _counts(schema, table, column)
    if has_default and _default(schema, table, column) is None:
        yield f"{name(column.name)}: DEFAULT {column.default}"


def _simple_key(table: Table) -> PrimaryKey | None:
    """The primary key when `pk` beside its one column says all of it."""
    key = table.primary_key
    if key is None or len(key.columns) != 1 or key.comment:
        return None
    return key if key.name == default_name(table.name, [], "pkey") else None


def _simple_uniques(table: Table) -> list[Unique]:
    return [
        unique
        for unique in table.uniques
        if len(unique.columns) == 1
        and not unique.comment
        and unique.name == default_name(table.name, table.column_names(unique.columns), "key")
    ]


def _indexes(schema: Schema, table: Table) -> Iterator[str]:
    simple: list[PrimaryKey | Unique] = [*_simple_uniques(table)]
    if key := _simple_key(table):
        simple.append(key)
    for one in table.constraints:
        if isinstance(one, PrimaryKey | Unique):
            if _has_more(one):
                yield remark(constraint_definition(schema, table, one))
            if one not in simple:
                yield _key(table, one)
    for index in sorted(table.indexes, key=lambda index: index.name):
        yield _index(table, index)


def _has_more(key: PrimaryKey | Unique) -> bool:
    """Whether DBML would tell only a part of it."""
    is_strict = isinstance(key, Unique) and key.nulls_not_distinct
    return bool(key.include or key.without_overlaps or key.deferrable or is_strict)


def _key(table: Table, key: PrimaryKey | Unique) -> str:
    kind = "pk" if isinstance(key, PrimaryKey) else "unique"
    return f"({_names(table, key.columns)}) [{kind}, name: {string(key.name)}{_note(key.comment)}]"


def _index(table: Table, index: Index) -> str:
    """As DBML, unless that would promise more than the index keeps."""
    keys = [_index_key(table, key.column, key.expression) for key in index.keys]
    is_plain = not (index.where or index.include or index.nulls_not_distinct)
    is_plain = is_plain and not any(
        key.descending or key.nulls_first is not None or key.operator_class or key.collation
        for key in index.keys
    )
    if not is_plain or None in keys:
        return remark(create_index(table, index))
    settings = ["unique"] if index.is_unique else []
    settings += [f"type: {name(index.method)}"] if index.method != "btree" else []
    settings.append(f"name: {string(index.name)}")
    listed = ", ".join(key for key in keys if key)
    return f"({listed}) [{', '.join(settings)}{_note(index.comment)}]"


def _index_key(table: Table, column: ObjectId | None, sql: str | None) -> str | None:
    if column is not None:
        return name(table.columns_by_id[column].name)
    return expression(sql or "")


def _checks(schema: Schema, table: Table) -> Iterator[str]:
    for check in table.checks:
        written = expression(check.expression)
        if written is None or _is_halfway(check):
            yield remark(constraint_definition(schema, table, check))
        if written is not None:
            yield f"{written} [name: {string(check.name)}]"


def _is_halfway(check: Check) -> bool:
    return check.no_inherit or not check.validated or not check.enforced


def _block(word: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{_INDENT}{word} {{"
        yield from (f"{_INDENT * 2}{line}" for line in lines)
        yield f"{_INDENT}}}"


def _names(table: Table, ids: tuple[ObjectId, ...]) -> str:
    return ", ".join(name(text) for text in table.column_names(ids))


def _note(comment: str) -> str:
    return f", note: {string(comment)}" if comment else ""
