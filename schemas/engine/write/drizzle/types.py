"""PostgreSQL types as drizzle column builders."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.engine.builtin_types import INTERVAL_FIELDS
from schemas.engine.model import PUBLIC, EnumType
from schemas.engine.write.drizzle.literals import record, string
from schemas.engine.write.drizzle.module import Module

_PLAIN = {
    "smallint": "smallint",
    "integer": "integer",
    "real": "real",
    "double precision": "doublePrecision",
    "boolean": "boolean",
    "text": "text",
    "uuid": "uuid",
    "date": "date",
    "json": "json",
    "jsonb": "jsonb",
    "inet": "inet",
    "cidr": "cidr",
    "macaddr": "macaddr",
    "macaddr8": "macaddr8",
}
_LENGTHS = {"character varying": "varchar", "character": "char"}
_DIMENSIONS = {"bit": "bit", "vector": "vector", "halfvec": "halfvec", "sparsevec": "sparsevec"}
_MODES = {"bigint": "'bigint'", "point": "'xy'", "line": "'abc'"}
_SHAPE = re.compile(r"(?P<name>[^()]*)(?:\((?P<arguments>[^()]*)\)(?P<rest>[a-z ]*))?")
_NATIVE_START = re.compile(
    r"uuid|smallint|integer|bigint|boolean|text|varchar|serial|bigserial|smallserial|decimal"
    r"|numeric|real|json|jsonb|time|timestamp|date|interval|double|char|vector|geometry|halfvec"
    r"|sparsevec|bit|inet|cidr|macaddr|point|line"
)
"""drizzle-kit leaves type names that start like these unquoted."""


@dataclass(frozen=True, slots=True)
class Builder:
    """`varchar` with its options, to be called with the name of a column."""

    function: str
    options: str = ""
    arrays: int = 0
    is_exact: bool = True

    def call(self, column_name: str) -> str:
        arguments = ", ".join(part for part in (string(column_name), self.options) if part)
        return f"{self.function}({arguments})" + ".array()" * self.arrays


def builder(module: Module, type_name: str, *, collation: str | None = None) -> Builder:
    """What makes a column of this type."""
    base = type_name.rstrip("[]")
    arrays = type_name.count("[]", len(base))
    if collation and not arrays and _NATIVE_START.match(base):
        return Builder(module.custom_type(f"{base} COLLATE {collation}"))
    enum = module.enums.get(base)
    if enum:
        return Builder(_enum_function(module, enum), arrays=arrays, is_exact=not collation)
    known = _built_in(base)
    if known:
        function, options = known
        module.use(function)
        return Builder(function, record(options), arrays=arrays, is_exact=not collation)
    return Builder(module.custom_type(_quotable(base)), arrays=arrays, is_exact=not collation)


def _enum_function(module: Module, enum: EnumType) -> str:
    """drizzle-kit takes an enum named like a native type for that type, so it goes by its name."""
    looks_native = _NATIVE_START.match(enum.name) and (
        enum.schema != PUBLIC or enum.name != enum.name.lower()
    )
    if looks_native or not enum.labels:
        return module.custom_type(f'{enum.schema}"."{enum.name}')
    return module.exports[enum.id]


def _built_in(base: str) -> tuple[str, dict[str, str]] | None:
    """Function of drizzle-orm/pg-core, and its options."""
    shape = _SHAPE.fullmatch(base)
    if shape is None:
        return None
    name, arguments, rest = shape["name"], shape["arguments"], shape["rest"] or ""
    if name in _PLAIN:
        return _PLAIN[name], {}
    if name in _LENGTHS:
        return _LENGTHS[name], {"length": arguments} if arguments else {}
    if name in _DIMENSIONS and arguments:
        return _DIMENSIONS[name], {"dimensions": arguments}
    if name in _MODES:
        return name, {"mode": _MODES[name]}
    if name == "numeric":
        parts = arguments.split(",") if arguments else []
        return "numeric", dict(zip(("precision", "scale"), parts, strict=False))
    if name.startswith("interval"):
        return _interval(name, arguments)
    return _moment(name + rest, arguments)


def _interval(name: str, precision: str | None) -> tuple[str, dict[str, str]] | None:
    fields = name.removeprefix("interval").strip()
    options = {"fields": string(fields)} if fields else {}
    if precision:
        options["precision"] = precision
    return ("interval", options) if not fields or fields in INTERVAL_FIELDS else None


def _moment(words: str, precision: str | None) -> tuple[str, dict[str, str]] | None:
    kind, _, zone = words.partition(" ")
    if kind not in ("time", "timestamp") or zone not in ("", "with time zone", "without time zone"):
        return None
    options = {"precision": precision} if precision else {}
    if zone == "with time zone":
        options["withTimezone"] = "true"
    return kind, options


def _quotable(base: str) -> str:
    """drizzle-kit puts the name between quotes, so those inside are left open: `app"."mood`."""
    if base == '"char"':
        return 'pg_catalog"."char'
    if "(" in base:
        return base.removeprefix("public.")
    return base.replace('"', "").replace(".", '"."', 1)
