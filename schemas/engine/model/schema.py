"""The whole design."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from schemas.engine.model.constraints import ForeignKey
from schemas.engine.model.identity import ObjectId
from schemas.engine.model.objects import (
    CompositeType,
    Domain,
    EnumType,
    Extension,
    Namespace,
    Sequence,
    SqlObject,
    TopLevel,
    UserType,
    View,
)
from schemas.engine.model.tables import Table


@dataclass(frozen=True, kw_only=True)
class Schema:
    """The whole design of one database. Order is meaningful only for columns and enum labels."""

    tables: tuple[Table, ...] = ()
    objects: tuple[TopLevel, ...] = field(default=())

    @cached_property
    def tables_by_id(self) -> dict[ObjectId, Table]:
        return {table.id: table for table in self.tables}

    @cached_property
    def objects_by_id(self) -> dict[ObjectId, TopLevel]:
        return {thing.id: thing for thing in self.objects}

    @cached_property
    def not_null_names(self) -> frozenset[tuple[str, str]]:
        """(schema, name) of constraints that PostgreSQL may not choose for a NOT NULL any more."""
        chosen = {
            (table.schema, column.not_null_name)
            for table in self.tables
            for column in table.columns
            if column.not_null_name
        }
        named = {(table.schema, c.name) for table in self.tables for c in table.constraints}
        return frozenset(chosen | {name for name in named if "not_null" in name[1]})

    @property
    def namespaces(self) -> tuple[Namespace, ...]:
        return tuple(o for o in self.objects if isinstance(o, Namespace))

    @property
    def extensions(self) -> tuple[Extension, ...]:
        return tuple(o for o in self.objects if isinstance(o, Extension))

    @property
    def enums(self) -> tuple[EnumType, ...]:
        return tuple(o for o in self.objects if isinstance(o, EnumType))

    @property
    def types(self) -> tuple[UserType, ...]:
        return tuple(o for o in self.objects if isinstance(o, EnumType | Domain | CompositeType))

    @property
    def sequences(self) -> tuple[Sequence, ...]:
        return tuple(o for o in self.objects if isinstance(o, Sequence))

    @property
    def views(self) -> tuple[View, ...]:
        return tuple(o for o in self.objects if isinstance(o, View))

    @property
    def sql_objects(self) -> tuple[SqlObject, ...]:
        return tuple(o for o in self.objects if isinstance(o, SqlObject))

    def table_named(self, schema: str, name: str) -> Table | None:
        return next((t for t in self.tables if (t.schema, t.name) == (schema, name)), None)

    def referencing(self, table: ObjectId) -> tuple[tuple[Table, ForeignKey], ...]:
        """Every foreign key that points at a table, with the table that holds it."""
        return tuple((t, key) for t in self.tables for key in t.foreign_keys if key.target == table)
