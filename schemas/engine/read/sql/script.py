"""What is known of a whole script while its statements are read one by one."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.engine.names import clip, quote
from schemas.engine.read.formats import Format
from schemas.engine.read.sql.drafts import EnumDraft, SequenceDraft, TableDraft, ViewDraft
from schemas.engine.read.sql.expressions import Expressions, Untranslatable, schema_of
from schemas.engine.read.sql.tokens import Cursor, Token
from schemas.engine.read.sql.types import TypeDraft
from schemas.engine.read.translation import Remarks, fitting


class Script:
    """The tables, types and views so far, and the one spelling of every name.

    Most databases take `Orders` and `orders` for one name. The first spelling is kept, in quotes
    where PostgreSQL needs them, and every other follows it.
    """

    def __init__(self, format: Format) -> None:
        self.format = format
        self.translated, self.left_out = Remarks(), Remarks()
        self.tables: dict[tuple[str, str], TableDraft] = {}
        self.views: dict[tuple[str, str], ViewDraft] = {}
        self.enums: list[EnumDraft] = []
        self.sequences: list[SequenceDraft] = []
        self.aliases: dict[str, TypeDraft] = {}
        """Types that the script makes of others, by name in lower case."""
        self._names: dict[str, str] = {}
        self._indexes: set[tuple[str, str]] = set()
        self._expressions = Expressions(format, self._names)

    # Names

    def name(self, token: Token) -> str:
        """In its one spelling, short enough for PostgreSQL."""
        spelled = self._names.setdefault(token.text.lower(), token.text)
        return fitting(spelled, self.translated, token.line)

    def qualified_name(self, parts: Sequence[Token]) -> tuple[str, str]:
        """Schema and name; databases and projects in front of them are not kept."""
        token = parts[-1]
        pieces = token.text.split(".") if self.format is Format.BIGQUERY else [token.text]
        name = self._names.setdefault(pieces[-1].lower(), pieces[-1])
        above = [part.text for part in parts[:-1]] + pieces[:-1]
        schema = schema_of(self.format, above)
        schema = self._names.setdefault(schema.lower(), schema)
        return (
            fitting(schema, self.translated, token.line),
            fitting(name, self.translated, token.line),
        )

    def table(self, parts: Sequence[Token]) -> TableDraft | None:
        schema, name = self.qualified_name(parts)
        return self.tables.get((schema, name.lower()))

    def add_table(self, table: TableDraft) -> None:
        self.tables[table.schema, table.name.lower()] = table

    def index_name(self, table: TableDraft, wanted: str) -> str:
        """Others name indexes per table, PostgreSQL per schema: the second gets another name."""
        if not wanted:
            return ""
        name = wanted
        if (table.schema, name) in self._indexes or (table.schema, name.lower()) in self.tables:
            name = self._free(table.schema, f"{table.name}_{wanted}")
            message = (
                f"PostgreSQL has one {wanted} in a schema: others are named after their table."
            )
            self.translated.add(message, line=table.line, subject=f"{table.name}.{wanted}")
        self._indexes.add((table.schema, name))
        return name

    def _free(self, schema: str, wanted: str) -> str:
        name, number = clip(wanted), 1
        while (schema, name) in self._indexes or (schema, name.lower()) in self.tables:
            number += 1
            name = f"{clip(wanted, 58)}_{number}"
        return name

    def free_type_name(self, schema: str, wanted: str) -> str:
        """A name for a type that no table and no other type has."""
        taken = {enum.name.lower() for enum in self.enums if enum.schema == schema}
        name, number = clip(wanted), 1
        while name.lower() in taken or (schema, name.lower()) in self.tables:
            number += 1
            name = f"{clip(wanted, 58)}_{number}"
        return name

    def own_type(self, source: str) -> str | None:
        """What a type of the script's own stands for."""
        word = source.replace("[", "").replace("]", "").rpartition(".")[2].strip('"` ').lower()
        found = self.aliases.get(word)
        return found.sql if found else None

    # Expressions

    def expression(self, source: str) -> str:
        """In PostgreSQL's words; raises Untranslatable."""
        return self._expressions.translate(source)

    def query(self, source: str) -> str:
        return self._expressions.query(source)

    def index_keys(self, group: Cursor, line: int, *, subject: str) -> tuple[str, ...]:
        """Keys in SQL: columns, in their order, or expressions."""
        found = []
        for item in group.items():
            try:
                found.append(self._index_key(item))
            except Untranslatable:
                message = "A key of an index that cannot be translated."
                self.left_out.add(message, line=line, subject=f"{subject}: {item.source()}")
        return tuple(found)

    @staticmethod
    def _is_expression(item: Cursor) -> bool:
        """`(a + b)` or `lower(a)`, but not MySQL's `a(10)`."""
        if item.next.word == "(":
            return True
        return item.peek().word == "(" and not item.peek(2).text.isdigit()

    def _index_key(self, item: Cursor) -> str:
        if self._is_expression(item):
            return f"({self.expression(item.source())})"
        token = item.name()
        key = quote(self.name(token))
        if item.next.word == "(":
            item.group()
            message = "An index on the beginning of a text becomes one on all of it."
            self.translated.add(message, line=token.line, subject=token.text)
        while not item.is_done:
            if item.skip("DESC"):
                key += " DESC"
            else:
                item.advance()
        return key
