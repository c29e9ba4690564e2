"""What statements are made of: names, and definitions of columns and constraints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from schemas.engine.names import qualified


class Name(NamedTuple):
    schema: str
    name: str

    def __str__(self) -> str:
        return qualified(self.schema, self.name)


ConstraintKind = Literal["PRIMARY KEY", "UNIQUE", "CHECK", "FOREIGN KEY", "EXCLUDE", "NOT NULL"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintDefinition:
    """A constraint as written in CREATE TABLE, ADD COLUMN, ADD CONSTRAINT or ALTER DOMAIN."""

    kind: ConstraintKind
    name: str = ""
    columns: tuple[str, ...] = ()
    expression: str = ""
    target: Name | None = None
    using_index: str = ""
    is_valid: bool = True
    is_enforced: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDefinition:
    name: str
    type: str
    collation: str = ""
    not_null: bool = False
    default: str = ""
    generated: str = ""
    is_virtual: bool = False
    is_identity: bool = False
    constraints: tuple[ConstraintDefinition, ...] = ()
