"""The TypeScript module being written: its names, imports and type helpers."""

from __future__ import annotations

import re

from schemas.engine.model import PUBLIC, EnumType, ObjectId, Schema, Sequence, Table, View
from schemas.engine.names import qualified
from schemas.engine.write.drizzle.literals import string

_CORE_WORDS = """
    bigint bigserial bit boolean char check cidr customType date doublePrecision foreignKey
    halfvec index inet integer interval json jsonb line macaddr macaddr8 numeric pgEnum pgPolicy
    pgMaterializedView pgSchema pgSequence pgTable pgView point primaryKey real serial smallint
    smallserial sparsevec text time timestamp unique uniqueIndex uuid varchar vector
    PgTableExtraConfigValue
"""
CORE = frozenset(_CORE_WORDS.split())
"""What a schema may import from drizzle-orm/pg-core."""

_JAVASCRIPT_WORDS = """
    arguments await break case catch class const continue debugger default delete do else enum
    eval export extends false finally for function if implements import in instanceof interface
    let new null package private protected public return static super switch this throw true try
    typeof undefined var void while with yield NaN Infinity
"""
_RESERVED = CORE | frozenset(_JAVASCRIPT_WORDS.split()) | {"sql", "table"}
_TAKEN_KEYS = frozenset({"_", "getSQL", "enableRLS", "shouldOmitSQLParens", "constructor"})


def camel(name: str) -> str:
    """`full_name` as `fullName`; always an identifier."""
    first, *rest = re.findall(r"[A-Za-z0-9]+", name) or ["unnamed"]
    word = first[:1].lower() + first[1:] + "".join(part[:1].upper() + part[1:] for part in rest)
    return f"_{word}" if word[0].isdigit() else word


def different(wanted: str, taken: set[str]) -> str:
    """The name wanted, or with the first number that makes it free; it is taken then."""
    number, name = 2, wanted
    while name in taken:
        name, number = f"{wanted}{number}", number + 1
    taken.add(name)
    return name


Named = Table | EnumType | Sequence | View


class Module:
    """Names of everything exported, and what turned out to be needed on the way."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.imports: set[str] = set()
        self.needs_sql = False
        self.custom_types: dict[str, str] = {}
        """Type text as drizzle-kit wants it -> name of its helper."""
        self._taken = set(_RESERVED)
        names = sorted({thing.schema for thing in _named(schema)} - {PUBLIC})
        self.namespaces = {name: different(camel(name), self._taken) for name in names}
        self.exports: dict[ObjectId, str] = {}
        for thing in _named(schema):
            self.exports[thing.id] = self._export_name(thing.schema, thing.name)
        self.enums = {qualified(enum.schema, enum.name): enum for enum in schema.enums}
        """By the name of the type that columns have."""
        self.keys = {table.id: _column_keys(table) for table in schema.tables}

    def use(self, name: str) -> str:
        """A name of drizzle-orm/pg-core, imported."""
        self.imports.add(name)
        return name

    def sql(self, template: str) -> str:
        self.needs_sql = True
        return template

    def maker(self, schema_name: str, kind: str) -> str:
        """`pgTable`, or `freight.table` in a schema of its own; kind is Table, Enum …"""
        if schema_name == PUBLIC:
            return self.use(f"pg{kind}")
        return f"{self.namespaces[schema_name]}.{kind[0].lower()}{kind[1:]}"

    def custom_type(self, text: str) -> str:
        """The helper for a type that has no builder, made on first use."""
        if text not in self.custom_types:
            self.use("customType")
            self.custom_types[text] = different(f"{camel(text)}Type", self._taken)
        return self.custom_types[text]

    def head(self) -> list[str]:
        """Imports, schemas and type helpers."""
        lines = []
        if self.namespaces:
            self.use("pgSchema")
        if self.needs_sql:
            lines.append("import { sql } from 'drizzle-orm';")
        if self.imports:
            names = sorted(self.imports, key=str.lower)
            words = [f"type {n}" if n == "PgTableExtraConfigValue" else n for n in names]
            lines += ["import {", *(f"  {n}," for n in words), "} from 'drizzle-orm/pg-core';"]
        if self.namespaces:
            lines.append("")
        for name, export in self.namespaces.items():
            lines.append(f"export const {export} = pgSchema({string(name)});")
        if self.custom_types:
            lines.append("")
        for text, helper in self.custom_types.items():
            lines.append(
                f"const {helper} = customType<{{ data: string }}>"
                f"({{ dataType: () => {string(text)} }});"
            )
        return lines

    def _export_name(self, schema_name: str, name: str) -> str:
        """The schema comes before the name only where two schemas have the same."""
        plain = camel(name)
        if plain in self._taken and schema_name != PUBLIC:
            plain = camel(f"{schema_name}_{name}")
        elif plain in _RESERVED:
            plain = f"{plain}Table"
        return different(plain, self._taken)


def _named(schema: Schema) -> list[Named]:
    """Everything that the module exports, those of `public` first."""
    drawn = [table for table in schema.tables if table.partition_of is None]
    named: list[Named] = [*drawn, *schema.enums, *schema.sequences, *schema.views]
    return sorted(named, key=lambda thing: (thing.schema != PUBLIC, thing.schema, thing.name))


def _column_keys(table: Table) -> dict[ObjectId, str]:
    taken = set(_TAKEN_KEYS)
    return {column.id: different(camel(column.name), taken) for column in table.columns}
