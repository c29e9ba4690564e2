"""What a script says after it has made a table: keys, defaults, indexes, comments."""

from __future__ import annotations

from schemas.engine.read.formats import Format
from schemas.engine.read.sql.cutting import Raw
from schemas.engine.read.sql.drafts import IndexDraft, SequenceDraft, TableDraft
from schemas.engine.read.sql.expressions import Untranslatable
from schemas.engine.read.sql.script import Script
from schemas.engine.read.sql.tables import TableReader
from schemas.engine.read.sql.tokens import Cursor, Token
from schemas.engine.read.translation import Unreadable


def alter_table(raw: Raw, cursor: Cursor, script: Script) -> bool:
    """ALTER TABLE; False for a table that the script has not made."""
    cursor.expect("ALTER", "TABLE")
    cursor.skip_any("ONLY")
    cursor.skip("IF", "EXISTS")
    table = script.table(cursor.dotted())
    if table is None:
        return False
    # WITH CHECK ADD, WITH NOCHECK ADD: whether old rows are looked at.
    if cursor.skip("WITH"):
        cursor.skip_any("CHECK", "NOCHECK")
    alteration = _Alteration(table, script)
    adding = False
    for action in cursor.items():
        adding = alteration.take(action, adding=adding)
    return True


class _Alteration:
    def __init__(self, table: TableDraft, script: Script) -> None:
        self._table, self._script = table, script
        self._reader = TableReader(table, script)

    def take(self, action: Cursor, *, adding: bool) -> bool:
        """One action. SQL Server says ADD once for several: whether the next is one is told."""
        if action.skip("ADD"):
            action.skip_any("COLUMN")
            self._add(action)
            return True
        if action.next.word in ("MODIFY", "CHANGE"):
            self._modify(action)
        elif action.next.word == "ALTER" and action.peek().word != "TABLE":
            self._alter_column(action)
        elif adding and action.next.word not in ("DROP", "AUTO_INCREMENT", "ENGINE", "RENAME"):
            self._add(action)
            return True
        else:
            self._ignore(action)
        return False

    def _add(self, action: Cursor) -> None:
        if action.next.word == "(":
            self._reader.body(action.group())
        elif self._is_default(action):
            self._default_for(action)
        else:
            self._reader.item(action)

    @staticmethod
    def _is_default(action: Cursor) -> bool:
        ahead = 2 if action.next.word == "CONSTRAINT" else 0
        return action.peek(ahead).word == "DEFAULT"

    def _default_for(self, action: Cursor) -> None:
        """`ADD CONSTRAINT df DEFAULT (0) FOR total`, as SQL Server has it."""
        if action.skip("CONSTRAINT"):
            action.name()
        action.expect("DEFAULT")
        start = action.place
        while not action.is_done and action.next.word != "FOR":
            action.advance()
        source = action.taken(start).source()
        action.expect("FOR")
        column = self._table.columns.get(action.name().text.lower())
        if column:
            self._reader.set_default(column, source)

    def _modify(self, action: Cursor) -> None:
        """MySQL repeats the whole column; where it stands does not change."""
        is_rename = action.advance().word == "CHANGE"
        action.skip_any("COLUMN")
        old = action.next.text.lower()
        if is_rename:
            action.name()
        order = list(self._table.columns)
        column = self._reader.column(action)
        if is_rename and column.name.lower() != old and old in self._table.columns:
            del self._table.columns[old]
            order = [column.name.lower() if name == old else name for name in order]
        self._table.columns = {name: self._table.columns[name] for name in order}

    def _alter_column(self, action: Cursor) -> None:
        action.expect("ALTER")
        action.skip_any("COLUMN")
        token = action.name()
        column = self._table.columns.get(token.text.lower())
        if column and action.skip("SET", "DEFAULT"):
            self._reader.set_default(column, action.source())
        elif column and action.skip("SET", "NOT", "NULL"):
            column.nullable = False
        elif column and action.next.word not in ("DROP", "SET"):
            self._retype(action, token)
        else:
            self._ignore(action)

    def _retype(self, action: Cursor, token: Token) -> None:
        """`ALTER COLUMN c bigint NOT NULL` of SQL Server says all of the column but its default."""
        before = self._table.columns[token.text.lower()]
        action.skip_any("TYPE")
        text = Cursor([token, *action.rest], action.text)
        column = self._reader.column(text)
        column.default = column.default or before.default

    def _ignore(self, action: Cursor) -> None:
        """Enabling a constraint, the next number: nothing that a design holds."""
        if action.is_done:
            return
        message = "An alteration that a new, empty table does not need."
        subject = f"{self._table.name}: {action.source()}"
        self._script.left_out.add(message, line=action.next.line, subject=subject)


def create_index(raw: Raw, cursor: Cursor, script: Script) -> bool:
    """CREATE INDEX in any dialect; False when it is of a kind that PostgreSQL has no like of."""
    cursor.expect("CREATE")
    is_unique = False
    while not cursor.skip("INDEX"):
        word = cursor.advance().word
        if word in ("FULLTEXT", "SPATIAL", "BITMAP", "COLUMNSTORE", "SEARCH", "VECTOR", "XML", ""):
            return False
        is_unique = is_unique or word == "UNIQUE"
    cursor.skip("IF", "NOT", "EXISTS")
    name = script.name(cursor.dotted()[-1]) if cursor.next.word != "ON" else ""
    if cursor.skip("USING"):
        cursor.advance()
    cursor.expect("ON")
    table = script.table(cursor.dotted())
    if table is None:
        return False
    keys = script.index_keys(cursor.group(), raw.line, subject=name)
    include = _included(cursor, script)
    where = _condition(raw, cursor, script)
    name = script.index_name(table, name)
    if keys:
        index = IndexDraft(keys, raw.line, name, is_unique, include, where)
        table.indexes.append(index)
    return True


def _included(cursor: Cursor, script: Script) -> tuple[str, ...]:
    if not cursor.skip("INCLUDE"):
        return ()
    return tuple(script.name(one.name()) for one in cursor.group().items())


def _condition(raw: Raw, cursor: Cursor, script: Script) -> str:
    """Of a partial index; one that cannot be translated is told, and the index covers all rows."""
    while not cursor.is_done and not cursor.skip("WHERE"):
        cursor.advance()
    start = cursor.place
    while not cursor.is_done and not (cursor.next.word == "WITH" and cursor.peek().word == "("):
        cursor.advance()
    source = cursor.taken(start).source()
    try:
        return script.expression(source) if source else ""
    except Untranslatable:
        message = "The condition of an index that cannot be translated."
        script.left_out.add(message, line=raw.line, subject=source)
        return ""


def create_sequence(cursor: Cursor, script: Script) -> None:
    """With where it starts and how it counts; what else it is told to do is PostgreSQL's choice."""
    while not cursor.skip("SEQUENCE"):
        cursor.advance()
    cursor.skip("IF", "NOT", "EXISTS")
    line = cursor.next.line
    schema, name = script.qualified_name(cursor.dotted())
    options = ""
    while not cursor.is_done:
        option = cursor.advance().word
        if option in ("START", "INCREMENT"):
            cursor.skip_any("WITH", "BY", "=")
            sign = cursor.skip_any("-")
            options += f" {option} {sign}{_number(cursor)}"
    script.sequences.append(SequenceDraft(schema, name, options, line))


def comment_on(cursor: Cursor, script: Script) -> bool:
    """COMMENT ON TABLE and COMMENT ON COLUMN, which Oracle and Snowflake have too."""
    cursor.expect("COMMENT")
    cursor.skip("IF", "EXISTS")
    cursor.expect("ON")
    kind = cursor.advance().word
    parts = cursor.dotted()
    if not cursor.skip("IS"):
        return False
    if kind == "TABLE" and (table := script.table(parts)):
        table.comment = cursor.advance().text
        return True
    table = script.table(parts[:-1]) if kind == "COLUMN" and len(parts) > 1 else None
    column = table.columns.get(parts[-1].text.lower()) if table else None
    if column:
        column.comment = cursor.advance().text
    return column is not None


def extended_property(cursor: Cursor, script: Script) -> bool:
    """`EXEC sp_addextendedproperty 'MS_Description', …`: how SQL Server keeps comments."""
    if script.format is not Format.TSQL:
        return False
    tokens = [token for token in cursor.rest if token.is_string]
    texts = [token.text for token in tokens]
    upper = [text.upper() for text in texts]
    if "MS_DESCRIPTION" not in upper or "TABLE" not in upper:
        return False
    description = texts[upper.index("MS_DESCRIPTION") + 1]
    at = upper.index("TABLE")
    schema = tokens[upper.index("SCHEMA") + 1 :][:1] if "SCHEMA" in upper else []
    table = script.table([*schema, *tokens[at + 1 : at + 2]])
    if table is None:
        return False
    if "COLUMN" not in upper[at:]:
        table.comment = description
        return True
    column = table.columns.get(texts[upper.index("COLUMN", at) + 1].lower())
    if column:
        column.comment = description
    return column is not None


def _number(cursor: Cursor) -> int:
    token = cursor.advance()
    if not (token.text.isascii() and token.text.isdigit() and len(token.text) < 20):
        raise Unreadable("A whole number is expected here.", token.line)
    return int(token.text)
