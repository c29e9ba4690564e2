"""The parts of a DBML document as they were written, before they mean anything to PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from schemas.engine.read.dbml.tokens import Kind, Token


@dataclass(frozen=True, slots=True)
class Name:
    """A table or enum as DBML names it; an alias has no schema."""

    schema: str | None
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


@dataclass(frozen=True, slots=True)
class Setting:
    """`key: value` or a bare `key` in brackets; keys are lower case with single blanks."""

    key: str
    value: tuple[Token, ...]
    line: int

    @property
    def text(self) -> str:
        """The value as words: `no action`, a string's content."""
        return " ".join(token.text for token in self.value)


Settings = tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Endpoint:
    table: Name
    columns: tuple[str, ...]


Cardinality = Literal["<", ">", "-", "<>"]


@dataclass(frozen=True, slots=True)
class Ref:
    left: Endpoint
    sign: Cardinality
    right: Endpoint
    line: int
    name: str | None = None
    settings: Settings = ()
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class TypeName:
    """`app.status`, `varchar(20)`, `"timestamp with time zone"`, `int[]`."""

    parts: tuple[str, ...]
    arguments: str = ""
    """With its parentheses, as it stands."""
    dimensions: int = 0

    def __str__(self) -> str:
        return ".".join(self.parts) + self.arguments + "[]" * self.dimensions


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: TypeName
    settings: Settings
    line: int


@dataclass(frozen=True, slots=True)
class Key:
    """One member of an index."""

    text: str
    is_expression: bool


@dataclass(frozen=True, slots=True)
class Index:
    keys: tuple[Key, ...]
    settings: Settings
    line: int


@dataclass(frozen=True, slots=True)
class Check:
    expression: str
    settings: Settings
    line: int


@dataclass(slots=True)
class Table:
    """A table, or a TablePartial that others take in; `alias` is another name for it in refs."""

    name: Name
    line: int
    alias: str | None = None
    settings: Settings = ()
    members: list[Column | str] = field(default_factory=list)
    """Columns, and between them the names of the partials that stand there."""
    indexes: list[Index] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    name: str
    has_note: bool
    line: int


@dataclass(frozen=True, slots=True)
class Enum:
    name: Name
    labels: tuple[Label, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """An element that has no place in a database schema, or that nobody knows."""

    what: str
    line: int


@dataclass(slots=True)
class Document:
    tables: list[Table] = field(default_factory=list)
    partials: dict[str, Table] = field(default_factory=dict)
    enums: list[Enum] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


def setting(settings: Iterable[Setting], *keys: str) -> Setting | None:
    """The last setting of one of these names: a column's own come after its partial's."""
    return next((one for one in reversed(tuple(settings)) if one.key in keys), None)


def string(settings: Iterable[Setting], key: str) -> str:
    """The text of a setting, "" when it is not there."""
    found = setting(settings, key)
    return found.text if found else ""


def is_text(token: Token) -> bool:
    return token.kind in (Kind.STRING, Kind.NAME, Kind.WORD)
