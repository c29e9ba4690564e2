"""DBML as PostgreSQL statements: schemas, enums, tables, indexes, comments, relationships."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import PUBLIC
from schemas.engine.names import literal, qualified, quote
from schemas.engine.read.dbml.elements import Document, Enum, Name, Ref
from schemas.engine.read.dbml.parser import parse
from schemas.engine.read.dbml.relationships import Keyed, Relationships, inline_refs
from schemas.engine.read.dbml.tables import TableWriter, with_partials
from schemas.engine.read.dbml.types import Types
from schemas.engine.read.translation import (
    Fragment,
    Remarks,
    Statement,
    Translation,
    fitting,
    listing,
    shortened,
    simple,
)


def read_dbml(text: str) -> Translation:
    """The statements a DBML document stands for; raises Unreadable with its line."""
    return _Reader(parse(text)).translation()


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._translated, self._left_out = Remarks(), Remarks()
        self._types = Types({enum.name for enum in document.enums}, self._translated)
        self._tables = [
            TableWriter(
                with_partials(table, document.partials),
                self._types,
                self._translated,
                self._left_out,
            )
            for table in document.tables
        ]
        self._by_name = {table.name: table.keyed() for table in self._tables}
        self._aliases = {
            table.alias: writer.name
            for table, writer in zip(document.tables, self._tables, strict=True)
            if table.alias
        }

    def translation(self) -> Translation:
        statements = [*self._schemas(), *self._extensions(), *self._enums()]
        for table in self._tables:
            statements += table.statements()
        relationships = Relationships(self._find, self._translated, self._left_out)
        for ref in self._refs():
            statements += relationships.statements(ref)
        for ignored in self._document.ignored:
            message = f"A database has no place for this: {shortened(ignored.what)}."
            self._left_out.add(message, line=ignored.line, subject=ignored.what)
        return Translation(tuple(statements), self._translated.all(), self._left_out.all())

    def _schemas(self) -> Iterator[Statement]:
        lines: dict[str, int] = {}
        for table in self._document.tables:
            lines.setdefault(table.name.schema or PUBLIC, table.line)
        for enum in self._document.enums:
            lines.setdefault(enum.name.schema or PUBLIC, enum.line)
        for name, line in lines.items():
            if name != PUBLIC:
                yield simple(f"CREATE SCHEMA {quote(name)}", line)

    def _extensions(self) -> Iterator[Statement]:
        for name, line in self._types.extensions.items():
            message = f"The extension {name} is created for its types."
            self._translated.add(message, line=line, subject=name)
            yield simple(f"CREATE EXTENSION {quote(name)}", line)

    def _enums(self) -> Iterator[Statement]:
        for enum in self._document.enums:
            self._tell_notes(enum)
            name = qualified(enum.name.schema or PUBLIC, enum.name.name)
            head = Fragment(f"CREATE TYPE {name} AS ENUM", enum.line)
            labels = [
                Fragment(literal(fitting(label.name, self._translated, label.line)), label.line)
                for label in enum.labels
            ]
            yield listing(head, labels)

    def _tell_notes(self, enum: Enum) -> None:
        for label in enum.labels:
            if label.has_note:
                message = "PostgreSQL has no comments on the values of an enum."
                self._left_out.add(message, line=label.line, subject=f"{enum.name}: {label.name}")

    def _refs(self) -> Iterator[Ref]:
        for table in self._tables:
            for column in table.columns:
                yield from inline_refs(table.name, column)
        yield from self._document.refs

    def _find(self, name: Name) -> Keyed | None:
        if name.schema is None and (target := self._aliases.get(name.name)):
            return self._by_name.get(target)
        return self._by_name.get(Name(name.schema or PUBLIC, name.name))
