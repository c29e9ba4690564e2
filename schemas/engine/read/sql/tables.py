"""CREATE TABLE of another database, clause by clause.

The structure is read here, from tokens, because dialects and their versions differ most in options
that do not matter to PostgreSQL: an unknown word costs no table, it is told. Only expressions are
left to sqlglot.
"""

from __future__ import annotations

from collections.abc import Callable

from schemas.engine.names import literal, qualified, quote
from schemas.engine.read.formats import Format
from schemas.engine.read.sql.drafts import (
    CheckDraft,
    ColumnDraft,
    EnumDraft,
    ForeignKeyDraft,
    IndexDraft,
    KeyDraft,
    TableDraft,
)
from schemas.engine.read.sql.expressions import Untranslatable
from schemas.engine.read.sql.script import Script
from schemas.engine.read.sql.tokens import Cursor, Token
from schemas.engine.read.sql.types import TypeDraft, read_type, set_check
from schemas.engine.read.translation import fitting

_TABLE_WORDS = ("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "KEY", "INDEX", "FULLTEXT")
_NO_COLUMNS = (*_TABLE_WORDS, "SPATIAL", "LIKE", "PERIOD", "EXCLUDE")
_INTEGERS = ("smallint", "integer", "int", "bigint")
_COLUMN_WORDS = {
    *("NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "REFERENCES", "CHECK", "COLLATE", "COMMENT"),
    *("CONSTRAINT", "AUTO_INCREMENT", "AUTOINCREMENT", "IDENTITY", "GENERATED", "AS", "ON", "KEY"),
    *("CHARACTER", "CHARSET", "OPTIONS", "INVISIBLE", "VISIBLE", "ENCODE", "ENABLE", "DISABLE"),
    *("MASKED", "SPARSE", "ROWGUIDCOL", "PERSISTED", "STORED", "VIRTUAL", "COLUMN_FORMAT"),
    *("STORAGE", "WITH", "AFTER", "FIRST", "MASKING", "TAG", "DISTKEY", "SORTKEY", "FOR"),
}
_ACTIONS = ("CASCADE", "RESTRICT")


class TableReader:
    """Reads the parts of one table into its draft."""

    def __init__(self, table: TableDraft, script: Script) -> None:
        self.table, self._script = table, script
        self._is_unsigned = False

    def body(self, cursor: Cursor) -> None:
        for item in cursor.items():
            self.item(item)

    def item(self, item: Cursor) -> None:
        """A column or a constraint."""
        if item.next.word in _NO_COLUMNS and not self._is_column_named_so(item):
            self.constraint(item)
        else:
            self.column(item)

    # Columns

    def column(self, item: Cursor) -> ColumnDraft:
        token = item.name()
        column = ColumnDraft(self._script.name(token), token.line)
        self.table.columns[token.text.lower()] = column
        self._is_unsigned = False
        if item.is_done or item.next.word in _COLUMN_WORDS:
            self._untyped(column, item)
        else:
            self._type(column, read_type(item, self._script.format))
        while not item.is_done:
            self._column_clause(column, item)
        self._finish(column)
        return column

    def _untyped(self, column: ColumnDraft, item: Cursor) -> None:
        """SQL Server's computed columns and any column of SQLite need none."""
        is_arithmetic = item.next.word == "AS" and not any(one.is_string for one in item.rest)
        column.type = "numeric" if is_arithmetic else "text"
        self._tell(f"A column without a type becomes {column.type}.", column)

    def _is_column_named_so(self, item: Cursor) -> bool:
        """`key varchar(10)`, `index int`: a type follows, not a name and a parenthesis."""
        if item.next.word in ("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "LIKE"):
            return False
        return item.peek(1).word not in ("(", "KEY", "INDEX") and item.peek(2).word != "("

    def _type(self, column: ColumnDraft, found: TypeDraft) -> None:
        column.type = found.sql
        if found.labels:
            self._labelled(column, found)
        elif not found.is_known:
            own = self._script.own_type(found.source)
            column.type = own or "text"
            if own is None:
                message = f"The type {found.source} is unknown: text stands in its place."
                self._tell(message, column)
        elif not found.is_same:
            self._tell(f"The type {found.source} becomes {found.sql}.", column)
        self._is_unsigned = found.is_unsigned

    def _labelled(self, column: ColumnDraft, found: TypeDraft) -> None:
        if found.is_set:
            column.type = "text[]"
            self._check(set_check(quote(column.name), found.labels), column.line)
            self._tell("A SET becomes an array with a check.", column)
            return
        name = self._script.free_type_name(self.table.schema, f"{self.table.name}_{column.name}")
        column.type = qualified(self.table.schema, name)
        self._script.enums.append(EnumDraft(self.table.schema, name, found.labels, column.line))
        self._tell("An ENUM becomes a type of its own, named after its column.", column)

    def _column_clause(self, column: ColumnDraft, item: Cursor) -> None:
        """Passes one clause; a word that means nothing to PostgreSQL is told."""
        token = item.advance()
        if read := self._clauses().get(token.word):
            read(column, item)
        elif token.word not in _SILENT:
            message = f"“{token.text}” has no place in a column of PostgreSQL."
            self._script.left_out.add(message, line=token.line, subject=self._subject(column))

    def _clauses(self) -> dict[str, Callable[[ColumnDraft, Cursor], None]]:
        return {
            "NOT": self._not_null,
            "DEFAULT": self._default,
            "PRIMARY": self._primary,
            "UNIQUE": self._unique,
            "REFERENCES": self._references,
            "CHECK": self._column_check,
            "COMMENT": self._comment,
            "COLLATE": self._collation,
            "CHARACTER": self._collation,
            "CHARSET": self._collation,
            "CONSTRAINT": self._named_clause,
            "AUTO_INCREMENT": self._counting,
            "AUTOINCREMENT": self._counting,
            "IDENTITY": self._identity,
            "GENERATED": self._generated,
            "AS": self._computed,
            "ON": self._on,
            "OPTIONS": self._options,
            "ENCODE": self._storage,
            "COLUMN_FORMAT": self._storage,
            "STORAGE": self._storage,
            "WITH": self._with,
        }

    def _not_null(self, column: ColumnDraft, item: Cursor) -> None:
        if item.skip("NULL"):
            column.nullable = False
        else:
            # NOT FOR REPLICATION, NOT ENFORCED.
            item.skip("FOR", "REPLICATION")

    def _default(self, column: ColumnDraft, item: Cursor) -> None:
        place = item.place
        self._skip_expression(item)
        self.set_default(column, item.taken(place).source())

    def set_default(self, column: ColumnDraft, source: str) -> None:
        """A default that PostgreSQL cannot have is told, and the column goes without."""
        bare = source.strip("() ")
        if bare.upper() == "NULL" or not bare:
            return
        if bare.strip("'").startswith("0000-00-00"):
            self._lose("PostgreSQL has no date 0000-00-00: the default is dropped.", column)
        elif column.type == "boolean" and (truth := _truth(bare)):
            column.default = truth
        elif column.type == "text[]" and bare.startswith("'"):
            column.default = literal("{" + bare.strip("'") + "}")
        else:
            self._translated_default(column, source)

    def _translated_default(self, column: ColumnDraft, source: str) -> None:
        try:
            column.default = self._script.expression(source)
        except Untranslatable:
            self._lose(f"The default {source} cannot be translated.", column)

    def _primary(self, column: ColumnDraft, item: Cursor) -> None:
        item.skip("KEY")
        item.skip_any("CLUSTERED", "NONCLUSTERED")
        item.skip_any("ASC", "DESC")
        self.table.primary_key = KeyDraft((column.name,), column.line)

    def _unique(self, column: ColumnDraft, item: Cursor) -> None:
        item.skip_any("KEY")
        self.table.uniques.append(KeyDraft((column.name,), column.line))

    def _references(self, column: ColumnDraft, item: Cursor, name: str = "") -> None:
        self._foreign_key((column.name,), item, column.line, name)

    def _column_check(self, column: ColumnDraft, item: Cursor, name: str = "") -> None:
        self._translated_check(item.group(), column.line, name)

    def _comment(self, column: ColumnDraft, item: Cursor) -> None:
        item.skip("=")
        column.comment = item.advance().text

    def _collation(self, column: ColumnDraft, item: Cursor) -> None:
        item.skip("SET")
        item.skip("=")
        told = item.advance().text
        message = f"The collation or character set {told} is not kept: text is UTF-8 here."
        self._script.left_out.add(message, line=column.line, subject=self._subject(column))

    def _named_clause(self, column: ColumnDraft, item: Cursor) -> None:
        name = self._script.name(item.name())
        if item.skip("CHECK"):
            self._column_check(column, item, name)
        elif item.skip("REFERENCES"):
            self._references(column, item, name)
        elif item.skip("UNIQUE"):
            self.table.uniques.append(KeyDraft((column.name,), column.line, name))
        elif item.skip("PRIMARY", "KEY"):
            self.table.primary_key = KeyDraft((column.name,), column.line, name)

    def _counting(self, column: ColumnDraft, item: Cursor) -> None:
        """Snowflake counts `START 1 INCREMENT 1`, and from others nothing follows."""
        while item.skip_any("START", "INCREMENT", "WITH", "BY", "=", "ORDER", "NOORDER"):
            if item.next.text.isdigit():
                item.advance()
        column.identity = ""
        self._tell("A column that counts up by itself becomes an identity.", column)

    def _identity(self, column: ColumnDraft, item: Cursor) -> None:
        numbers = [one.source() for one in item.group().items()] if item.next.word == "(" else []
        if len(numbers) == 2 and numbers != ["1", "1"]:
            column.identity = f" (START WITH {numbers[0]} INCREMENT BY {numbers[1]})"
        else:
            column.identity = ""
        self._tell("A column that counts up by itself becomes an identity.", column)

    def _generated(self, column: ColumnDraft, item: Cursor) -> None:
        item.skip_any("ALWAYS")
        if item.skip("BY", "DEFAULT"):
            item.skip("ON", "NULL")
        item.expect("AS")
        if item.skip("IDENTITY"):
            self._identity(column, item)
        elif item.skip("ROW"):
            self._lose("System-versioned columns keep no history here.", column)
            item.skip_any("START", "END")
            item.skip("HIDDEN")
        else:
            self._computed(column, item)

    def _computed(self, column: ColumnDraft, item: Cursor) -> None:
        source = item.group().source()
        item.skip_any("PERSISTED", "STORED", "VIRTUAL")
        try:
            column.generated = self._script.expression(source)
        except Untranslatable:
            self._lose(f"The computed column {column.name} cannot be translated.", column)
        else:
            self._tell("A computed column becomes a generated one, and is stored.", column)

    def _on(self, column: ColumnDraft, item: Cursor) -> None:
        if item.skip("UPDATE"):
            self._skip_expression(item)
            self._lose("ON UPDATE needs a trigger in PostgreSQL: it is dropped.", column)
        else:
            # ON CONFLICT ABORT of SQLite, ON [PRIMARY] of SQL Server.
            item.skip("CONFLICT")
            item.advance()

    def _options(self, column: ColumnDraft, item: Cursor) -> None:
        for option in item.group().items():
            if option.skip("DESCRIPTION", "="):
                column.comment = option.advance().text
            else:
                message = f"The option {option.next.text} is not kept."
                self._script.left_out.add(message, line=column.line, subject=self._subject(column))

    def _storage(self, column: ColumnDraft, item: Cursor) -> None:
        item.advance()
        self._lose("How a column is stored is not kept.", column)

    def _with(self, column: ColumnDraft, item: Cursor) -> None:
        """Index options after an inline key; masking functions."""
        if item.next.word == "(":
            item.group()

    def _finish(self, column: ColumnDraft) -> None:
        """Clauses come in any order; what they mean together is known at the end."""
        key = self.table.primary_key
        is_row_id = key is not None and key.columns == (column.name,)
        is_lite = self._script.format is Format.SQLITE
        if is_lite and is_row_id and column.type == "bigint" and column.identity is None:
            column.identity = ""
            self._tell("An INTEGER PRIMARY KEY numbers its rows: it becomes an identity.", column)
        if column.identity is not None:
            column.default = None
            if column.type not in _INTEGERS:
                column.type = "bigint"
        elif self._is_unsigned:
            self._check(f"{quote(column.name)} >= 0", column.line)

    # Constraints

    def constraint(self, item: Cursor) -> None:
        line, name = item.next.line, ""
        if item.skip("CONSTRAINT") and item.next.word not in _NO_COLUMNS:
            name = self._script.name(item.name())
        if item.skip("PRIMARY", "KEY"):
            self.table.primary_key = KeyDraft(self._key_columns(item), line, name)
        elif item.skip("FOREIGN", "KEY"):
            if item.next.word != "(":
                name = name or self._script.name(item.name())
            columns = self._names(item.group())
            item.expect("REFERENCES")
            self._foreign_key(columns, item, line, name)
        elif item.skip("CHECK"):
            self._translated_check(item.group(), line, name)
        elif item.skip("UNIQUE"):
            item.skip_any("KEY", "INDEX")
            self._unique_key(item, line, name)
        elif item.skip_any("KEY", "INDEX"):
            self._inline_index(item, line)
        else:
            message = "An index or constraint that PostgreSQL has no like of."
            self._script.left_out.add(message, line=line, subject=item.source())

    def _unique_key(self, item: Cursor, line: int, name: str) -> None:
        item.skip_any("CLUSTERED", "NONCLUSTERED")
        if item.next.word != "(":
            name = name or self._script.name(item.name())
        keys = self._index_keys(item, line)
        # Names of constraints are names of indexes in PostgreSQL, unique in a schema, not a table.
        name = self._script.index_name(self.table, name)
        plain = tuple(key.strip('"').replace('""', '"') for key in keys)
        if all(self.table.columns.get(key.lower()) for key in plain):
            names = tuple(self.table.columns[key.lower()].name for key in plain)
            self.table.uniques.append(KeyDraft(names, line, name))
        else:
            self.table.indexes.append(IndexDraft(keys, line, name, is_unique=True))

    def _inline_index(self, item: Cursor, line: int) -> None:
        name = self._script.name(item.name()) if item.next.word != "(" else ""
        if item.skip("USING"):
            item.advance()
        keys = self._index_keys(item, line)
        self.table.indexes.append(IndexDraft(keys, line, self._script.index_name(self.table, name)))
        message = "A KEY inside CREATE TABLE becomes an index of its own."
        self._script.translated.add(message, line=line, subject=f"{self.table.name}.{name}")

    def _key_columns(self, item: Cursor) -> tuple[str, ...]:
        item.skip_any("CLUSTERED", "NONCLUSTERED")
        if item.skip("USING"):
            item.advance()
        if item.next.word != "(":
            item.advance()
        return self._names(item.group())

    def _index_keys(self, item: Cursor, line: int) -> tuple[str, ...]:
        if item.skip("USING"):
            item.advance()
        return self._script.index_keys(item.group(), line, subject=self.table.name)

    def _names(self, group: Cursor) -> tuple[str, ...]:
        """Columns of a key; how long a prefix counts and in which order does not matter here."""
        return tuple(self._script.name(one.name()) for one in group.items())

    def _foreign_key(self, columns: tuple[str, ...], item: Cursor, line: int, name: str) -> None:
        schema, target = self._script.qualified_name(item.dotted())
        theirs = self._names(item.group()) if item.next.word == "(" else ()
        actions = ""
        while not item.is_done and item.next.word not in _ENDS_REFERENCE:
            if item.next.word == "ON" and item.peek().word in ("DELETE", "UPDATE"):
                item.advance()
                actions += self._action(item)
            else:
                item.advance()
        self.table.foreign_keys.append(
            ForeignKeyDraft(columns, qualified(schema, target), theirs, line, name, actions)
        )

    def _action(self, item: Cursor) -> str:
        event = item.advance().word
        if item.skip("NO", "ACTION"):
            return ""
        if item.skip("SET", "NULL"):
            return f" ON {event} SET NULL"
        if item.skip("SET", "DEFAULT"):
            return f" ON {event} SET DEFAULT"
        action = item.skip_any(*_ACTIONS)
        return f" ON {event} {action}" if action else ""

    def _translated_check(self, group: Cursor, line: int, name: str) -> None:
        source = group.source()
        try:
            self._check(self._script.expression(source), line, name)
        except Untranslatable:
            message = "A check that cannot be translated."
            self._script.left_out.add(message, line=line, subject=source)

    def _check(self, expression: str, line: int, name: str = "") -> None:
        self.table.checks.append(CheckDraft(expression, line, name))

    # Passing and telling

    def _skip_expression(self, item: Cursor) -> None:
        """Up to the next clause of the column."""
        item_start = item.place
        while not item.is_done:
            if item.place > item_start and item.next.word in _COLUMN_WORDS - {"KEY", "AS"}:
                return
            if item.next.word == "(":
                item.group()
            else:
                item.advance()

    def _subject(self, column: ColumnDraft) -> str:
        return f"{self.table.name}.{column.name}"

    def _tell(self, message: str, column: ColumnDraft) -> None:
        self._script.translated.add(message, line=column.line, subject=self._subject(column))

    def _lose(self, message: str, column: ColumnDraft) -> None:
        self._script.left_out.add(message, line=column.line, subject=self._subject(column))


_SILENT = {"NULL", "KEY", "ASC", "DESC", "ENABLE", "VISIBLE", "FOR", "REPLICATION", "ENFORCED", ","}
_ENDS_REFERENCE = {"DEFAULT", "COMMENT", "CHECK", "UNIQUE", "PRIMARY", "CONSTRAINT", "COLLATE"}


def _truth(text: str) -> str:
    """What databases without booleans write for them."""
    bare = text.lower().removeprefix("b").strip("'()")
    return {"0": "false", "1": "true", "false": "false", "true": "true"}.get(bare, "")


def table_options(table: TableDraft, cursor: Cursor, script: Script) -> None:
    """What stands behind the columns: a comment is kept, storage and partitions are told."""
    words: list[Token] = []
    while not cursor.is_done:
        if cursor.skip("COMMENT"):
            cursor.skip("=")
            table.comment = cursor.advance().text
        elif cursor.skip("OPTIONS"):
            for option in cursor.group().items():
                if option.skip("DESCRIPTION", "="):
                    table.comment = option.advance().text
        else:
            words.append(cursor.advance())
    if words:
        message = "Storage options of a table are not kept: engines, character sets, partitions."
        subject = " ".join(token.text for token in words[:12])
        script.left_out.add(message, line=words[0].line, subject=f"{table.name}: {subject}")


def new_table(parts: list[Token], script: Script) -> TableDraft:
    schema, name = script.qualified_name(parts)
    return TableDraft(schema, fitting(name, script.translated, parts[0].line), parts[0].line)
