"""Columns with what hangs on them: default, identity, generation, NOT NULL, a simple key."""

from __future__ import annotations

import re

from schemas.engine.model import Column, Identity, Sequence, SequenceOptions, Table
from schemas.engine.names import default_name
from schemas.engine.write.drizzle.literals import record, sql_template, string
from schemas.engine.write.drizzle.module import Module
from schemas.engine.write.drizzle.types import Builder, builder
from schemas.engine.write.statements import in_parentheses

_TEXT_LITERAL = re.compile(r"'((?:[^']|'')*)'(?:::[\w .\"]+(?:\(\d+\))?)?")
_NUMBER = re.compile(r"-?\d{1,15}")
_TEXTS = frozenset({"text", "varchar", "char"})
_MOMENTS = frozenset({"timestamp", "date", "time"})
_SERIALS = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}


def column_code(module: Module, table: Table, column: Column) -> str:
    """`varchar('email', { length: 255 }).notNull()`."""
    serial = serial_of(module, table, column)
    if serial:
        options = record({"mode": "'bigint'"}) if serial == "bigserial" else ""
        made = Builder(module.use(serial), options)
        return made.call(column.name) + _primary(table, column)
    made = builder(module, column.type, collation=column.collation)
    code = made.call(column.name) + (_primary(table, column) or _required(column))
    if column.generated:
        expression = sql_template(in_parentheses(column.generated.expression)[1:-1])
        return f"{code}.generatedAlwaysAs({module.sql(expression)})"
    if column.identity:
        return code + _identity(table, column, column.identity)
    return code + _default(module, made, column)


def is_simple_key(table: Table, column: Column) -> bool:
    """Whether `.primaryKey()` says it all: one column and the usual name."""
    key = table.primary_key
    if key is None or key.columns != (column.id,):
        return False
    return key.name == default_name(table.name, [], "pkey")


def serial_of(module: Module, table: Table, column: Column) -> str | None:
    """`serial` and its kin, if the sequence is just as they would make it."""
    sequence = owned_sequence(module, table, column)
    if sequence is None or column.nullable or sequence.options != SequenceOptions():
        return None
    usual = default_name(table.name, [column.name], "seq")
    is_usual = (sequence.schema, sequence.name) == (table.schema, usual)
    return _SERIALS.get(column.type) if is_usual and sequence.type == column.type else None


def owned_sequence(module: Module, table: Table, column: Column) -> Sequence | None:
    if not (column.default or "").startswith("nextval("):
        return None
    owner = (table.id, column.id)
    return next((s for s in module.schema.sequences if s.owned_by == owner), None)


def sequence_options(options: SequenceOptions) -> dict[str, str]:
    """Numbers as strings where they exceed what JavaScript can hold."""
    values = {
        "startWith": options.start,
        "increment": options.increment,
        "minValue": options.minimum,
        "maxValue": options.maximum,
        "cache": options.cache,
    }
    written = {name: _number(value) for name, value in values.items() if value is not None}
    return written | ({"cycle": "true"} if options.cycle else {})


def _number(value: int) -> str:
    return str(value) if abs(value) < 2**53 else string(str(value))


def _primary(table: Table, column: Column) -> str:
    return ".primaryKey()" if is_simple_key(table, column) else ""


def _required(column: Column) -> str:
    return "" if column.nullable else ".notNull()"


def _identity(table: Table, column: Column, identity: Identity) -> str:
    """Always with its name: drizzle-kit would cut a long one differently than PostgreSQL."""
    name = identity.sequence_name or default_name(table.name, [column.name], "seq")
    options = record({"name": string(name)} | sequence_options(identity.options))
    kind = "generatedAlwaysAsIdentity" if identity.always else "generatedByDefaultAsIdentity"
    return f".{kind}({options})"


def _default(module: Module, made: Builder, column: Column) -> str:
    default = column.default
    if default is None:
        return ""
    if made.function == "uuid" and default == "gen_random_uuid()" and not made.arrays:
        return ".defaultRandom()"
    if made.function in _MOMENTS and default == "now()" and not made.arrays:
        return ".defaultNow()"
    plain = None if made.arrays else _plain_default(module, made, column, default)
    return f".default({plain or module.sql(sql_template(default))})"


def _plain_default(module: Module, made: Builder, column: Column, default: str) -> str | None:
    """A value of TypeScript where that gives the same default in PostgreSQL."""
    if made.function == "boolean" and default in ("true", "false"):
        return default
    if made.function in ("smallint", "integer") and _NUMBER.fullmatch(default):
        return default
    text = _TEXT_LITERAL.fullmatch(default)
    if text is None:
        return None
    value = text.group(1).replace("''", "'")
    enum = next((e for e in module.schema.enums if module.exports[e.id] == made.function), None)
    if made.function in _TEXTS or (enum and value in enum.labels):
        return string(value)
    return None
