"""DDL of other databases as PostgreSQL statements.

The structure of tables is read here; expressions and queries go through sqlglot. Every statement
of the script ends in one of three ways: it is part of what is run, it is told as translated, or it
is told as left out, with the reason.
"""

from __future__ import annotations

from schemas.engine.read.formats import Format
from schemas.engine.read.sql.agreeing import agree_on_types
from schemas.engine.read.sql.alterations import (
    alter_table,
    comment_on,
    create_index,
    create_sequence,
    extended_property,
)
from schemas.engine.read.sql.cutting import Raw, cut
from schemas.engine.read.sql.drafts import ViewDraft
from schemas.engine.read.sql.expressions import Untranslatable
from schemas.engine.read.sql.script import Script
from schemas.engine.read.sql.tables import TableReader, new_table, table_options
from schemas.engine.read.sql.tokens import Cursor, tokenize
from schemas.engine.read.sql.types import read_type
from schemas.engine.read.sql.writing import write
from schemas.engine.read.translation import Translation, Unreadable

_ROWS = "Rows are not part of a design."
_SESSION = "A setting of the session, or a command of another database's shell."
_ROUTINE = "A routine in another database's language: write it anew in PL/pgSQL."
_EMPTY = "A new, empty database has nothing to drop."
_SERVER = "What belongs to the server or to roles is no part of a design."
_UNKNOWN = "A statement that PostgreSQL has no like of, or that cannot be translated."
_NO_TABLE = "It is about a table that the script does not create."

_LEFT_OUT = {
    **dict.fromkeys(
        ("INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE", "COPY", "LOAD", "TRUNCATE", "SELECT"),
        _ROWS,
    ),
    **dict.fromkeys(
        ("SET", "USE", "PRAGMA", "BEGIN", "START", "COMMIT", "ROLLBACK", "END", "LOCK", "UNLOCK"),
        _SESSION,
    ),
    **dict.fromkeys(("PRINT", "DECLARE", "IF", "PROMPT", "WHENEVER", "SAVEPOINT", "GO"), _SESSION),
    **dict.fromkeys(("ANALYZE", "OPTIMIZE", "VACUUM", "CHECK", "FLUSH", "RAISERROR"), _SESSION),
    **dict.fromkeys(("EXEC", "EXECUTE", "CALL", "DO"), _ROUTINE),
    **dict.fromkeys(("GRANT", "REVOKE", "DENY"), _SERVER),
    "DROP": _EMPTY,
}
_KINDS = {
    **dict.fromkeys(
        ("PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "PACKAGE", "EVENT", "ASSEMBLY"), _ROUTINE
    ),
    **dict.fromkeys(
        ("DATABASE", "USER", "ROLE", "LOGIN", "TABLESPACE", "WAREHOUSE", "STAGE"), _SERVER
    ),
}
_BEFORE_TABLE = {"OR", "REPLACE", "TEMPORARY", "TEMP", "GLOBAL", "LOCAL", "TRANSIENT", "EXTERNAL"}
_BEFORE_TABLE |= {"IF", "NOT", "EXISTS", "UNLOGGED", "VIRTUAL", "HYBRID", "ICEBERG", "DYNAMIC"}


def read_sql(text: str, format: Format) -> Translation:
    """The statements that a script of another database stands for; raises Unreadable."""
    reader = _Reader(format)
    for raw in cut(text, format):
        reader.take(raw)
    script = reader.script
    if format is Format.SQLITE:
        agree_on_types(script)
    statements = tuple(write(script))
    return Translation(statements, script.translated.all(), script.left_out.all())


class _Reader:
    def __init__(self, format: Format) -> None:
        self.script = Script(format)

    def take(self, raw: Raw) -> None:
        """Only of what it takes to make a table may nothing be amiss."""
        try:
            self._take(raw)
        except Unreadable:
            if _kind(raw) == "TABLE" and raw.words[0] == "CREATE":
                raise
            self._leave_out(raw, _UNKNOWN)

    def _take(self, raw: Raw) -> None:
        verb = raw.words[0] if raw.words else ""
        if "SP_ADDEXTENDEDPROPERTY" in raw.words[:4] and self._describes(raw):
            return
        if reason := _LEFT_OUT.get(verb):
            self._leave_out(raw, reason)
        elif verb == "CREATE":
            self._create(raw)
        elif verb == "ALTER" and "TABLE" in raw.words[:2]:
            if not alter_table(raw, self._cursor(raw), self.script):
                self._leave_out(raw, _NO_TABLE)
        elif verb == "COMMENT":
            if not comment_on(self._cursor(raw), self.script):
                self._leave_out(raw, _NO_TABLE)
        else:
            self._leave_out(raw, _UNKNOWN)

    def _describes(self, raw: Raw) -> bool:
        return extended_property(self._cursor(raw), self.script)

    def _create(self, raw: Raw) -> None:
        kind = _kind(raw)
        if kind == "TABLE":
            self._create_table(raw)
        elif kind == "VIEW":
            self._create_view(raw)
        elif kind == "INDEX":
            if not create_index(raw, self._cursor(raw), self.script):
                self._leave_out(raw, _UNKNOWN)
        elif kind == "TYPE":
            self._create_type(raw)
        elif kind == "SEQUENCE":
            create_sequence(self._cursor(raw), self.script)
        elif kind == "SCHEMA":
            self._leave_out(raw, "A schema is created when something is in it.")
        else:
            self._leave_out(raw, _KINDS.get(kind, _UNKNOWN))

    def _create_table(self, raw: Raw) -> None:
        cursor = self._cursor(raw)
        while not cursor.skip("TABLE"):
            cursor.advance()
        while cursor.next.word in _BEFORE_TABLE:
            cursor.advance()
        table = new_table(cursor.dotted(), self.script)
        if cursor.next.word != "(":
            self._leave_out(raw, "A table made of a query or of another table.")
            return
        self.script.add_table(table)
        reader = TableReader(table, self.script)
        reader.body(cursor.group())
        table_options(table, cursor, self.script)

    def _create_view(self, raw: Raw) -> None:
        cursor = self._cursor(raw)
        while not cursor.is_done and not cursor.skip("VIEW"):
            cursor.advance()
        cursor.skip("IF", "NOT", "EXISTS")
        parts = cursor.dotted()
        schema, name = self.script.qualified_name(parts)
        while not cursor.is_done and not cursor.skip("AS"):
            cursor.advance()
        try:
            query = self.script.query(cursor.source())
        except Untranslatable:
            self._leave_out(raw, "A view whose query cannot be translated.")
            return
        # mysqldump makes a stand-in first: the last one counts, at the place of the last.
        self.script.views.pop((schema, name), None)
        self.script.views[schema, name] = ViewDraft(schema, name, query, raw.line)

    def _create_type(self, raw: Raw) -> None:
        """`CREATE TYPE dbo.Flag FROM bit NOT NULL` is another name for a type."""
        cursor = self._cursor(raw)
        cursor.expect("CREATE")
        cursor.expect("TYPE")
        name = cursor.dotted()[-1].text
        if not cursor.skip("FROM"):
            self._leave_out(raw, _UNKNOWN)
            return
        found = read_type(cursor, self.script.format)
        self.script.aliases[name.lower()] = found
        message = f"The type {name} is another name for {found.sql}, which takes its place."
        self.script.translated.add(message, line=raw.line, subject=name)

    def _cursor(self, raw: Raw) -> Cursor:
        return Cursor(tokenize(raw, self.script.format), raw.text)

    def _leave_out(self, raw: Raw, reason: str) -> None:
        self.script.left_out.add(reason, line=raw.line, subject=raw.text)


_KNOWN_KINDS = {"TABLE", "VIEW", "INDEX", "TYPE", "SCHEMA", "SEQUENCE", *_KINDS}


def _kind(raw: Raw) -> str:
    """Of what a CREATE creates."""
    return next((word for word in raw.words[1:] if word in _KNOWN_KINDS), "")
