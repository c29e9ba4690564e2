"""A script of another database cut into statements, as its own shell would: one linear pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.engine.read.formats import Format

_WITH_BACKSLASHES = (Format.MYSQL, Format.BIGQUERY)
_WITH_HASH_COMMENTS = (Format.MYSQL, Format.BIGQUERY)
_WITH_BRACKETS = (Format.TSQL, Format.SQLITE)
_WITH_DOLLARS = (Format.REDSHIFT, Format.SNOWFLAKE, Format.DUCKDB)
_KEPT_WORDS = 8

# psql's cousins have commands of a line of their own: these end a statement as a semicolon does.
_SEPARATORS = {
    Format.TSQL: r"^[ \t]*GO(?:[ \t]+\d+)?[ \t]*;?[ \t]*\r?$",
    Format.ORACLE: r"^[ \t]*/[ \t]*\r?$",
}
_DELIMITER = r"^[ \t]*DELIMITER[ \t]+(?P<delimiter>\S+)[^\n]*$"
# Transact-SQL needs no semicolons: what begins a line with one of these begins a statement.
_BEGINS = {
    *("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "SET", "USE"),
    *("EXEC", "EXECUTE", "PRINT", "IF", "GRANT", "DENY", "DECLARE", "BEGIN", "COMMIT", "RAISERROR"),
}
_ROUTINES = {"PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "PACKAGE", "EVENT"}
_OPEN_ENDED = {"IF", "LOOP", "WHILE", "REPEAT", "FOR"}
"""What `END` may be followed by where no counted BEGIN is closed."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One statement as it stands, without its terminator."""

    text: str
    line: int
    words: tuple[str, ...]
    """Its first unquoted words in capitals."""


def cut(text: str, format: Format) -> Iterator[Raw]:
    if format is Format.MYSQL:
        text = _with_version_comments(text)
    cutter = _Cutter(text, format)
    return cutter.statements()


def _lexer(format: Format) -> re.Pattern[str]:
    hash_comment = r"|#[^\n]*" if format in _WITH_HASH_COMMENTS else ""
    escapes = r"\\.|" if format in _WITH_BACKSLASHES else ""
    inside = r"[^'\\]++" if escapes else r"[^']++"
    kinds = [
        rf"(?P<blank>--[^\n]*{hash_comment}|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?)",
        rf"(?P<string>'(?:{inside}|{escapes}'')*+'?"
        rf"|\"(?:{inside.replace(chr(39), chr(34))}|{escapes}\"\")*+\"?|`[^`]*+`?)",
    ]
    if format in _WITH_BRACKETS:
        kinds.append(r"(?P<bracket>\[[^\]\n]*+\]?)")
    if format in _WITH_DOLLARS:
        kinds.append(r"(?P<dollar>\$(?P<tag>\w*)\$.*?(?:\$(?P=tag)\$|\Z))")
    if separator := _SEPARATORS.get(format):
        kinds.append(f"(?P<separator>{separator})")
    if format is Format.MYSQL:
        kinds.append(_DELIMITER)
    kinds += [r"(?P<word>[^\W\d][\w$#]*+)", r"(?P<sign>\S)"]
    return re.compile("|".join(kinds), re.DOTALL | re.MULTILINE | re.IGNORECASE)


class _Cutter:
    def __init__(self, text: str, format: Format) -> None:
        self._text, self._format = text, format
        self._lexer = _lexer(format)
        self._terminator = ";"
        self._line, self._line_at = 1, 0
        self._begin()

    def _begin(self) -> None:
        self._start: int | None = None
        self._words: list[str] = []
        self._depth = self._blocks = 0
        self._last = ""

    def statements(self) -> Iterator[Raw]:
        position = 0
        while found := self._lexer.search(self._text, position):
            position = found.end()
            kind, text = str(found.lastgroup), found[0]
            if kind == "tag":
                kind = "dollar"
            if kind == "blank":
                continue
            if kind in ("separator", "delimiter"):
                yield from self._end(found.start())
                self._terminator = found["delimiter"] if kind == "delimiter" else self._terminator
            elif self._ends(text, found.start()):
                yield from self._end(found.start())
                position = found.start() + len(self._terminator)
            else:
                if kind == "word" and self._starts_new(text, found.start()):
                    yield from self._end(found.start())
                self._take(kind, text, found.start())
        yield from self._end(len(self._text))

    def _ends(self, text: str, at: int) -> bool:
        if self._terminator != ";":
            return self._text.startswith(self._terminator, at)
        return text == ";" and self._depth <= 0 and not self._is_in_routine()

    def _is_in_routine(self) -> bool:
        """Bodies hold semicolons: Oracle's and SQL Server's end with a line of its own."""
        if not self._is_routine():
            return False
        return self._format in _SEPARATORS or self._blocks > 0

    def _is_routine(self) -> bool:
        return self._words[:1] in (["CREATE"], ["ALTER"]) and bool(_ROUTINES & set(self._words))

    def _starts_new(self, word: str, at: int) -> bool:
        if self._format is not Format.TSQL or self._start is None or self._depth > 0:
            return False
        if self._is_routine() or "VIEW" in self._words[:4]:
            return False
        before = self._text[self._text.rfind("\n", 0, at) + 1 : at]
        return word.upper() in _BEGINS and not before.strip()

    def _take(self, kind: str, text: str, at: int) -> None:
        if self._start is None:
            self._start = at
        if kind == "sign":
            self._depth += (text == "(") - (text == ")")
        elif kind == "word":
            self._word(text.upper())

    def _word(self, word: str) -> None:
        if len(self._words) < _KEPT_WORDS:
            self._words.append(word)
        openers = _OPEN_ENDED if self._last == "END" else ("BEGIN", "CASE")
        if word in openers:
            self._blocks += 1
        elif word == "END":
            self._blocks -= 1
        self._last = word

    def _end(self, until: int) -> Iterator[Raw]:
        if self._start is not None:
            self._line += self._text.count("\n", self._line_at, self._start)
            self._line_at = self._start
            text = self._text[self._start : until].rstrip()
            yield Raw(text, self._line, tuple(self._words))
        self._begin()


_VERSIONED = re.compile(
    r"(?P<kept>'(?:[^'\\]++|\\.|'')*+'|`[^`]*+`|--[^\n]*|/\*(?!!)(?:[^*]++|\*(?!/))*+\*/)"
    r"|(?P<open>/\*!\d*)|(?P<close>\*/)",
    re.DOTALL,
)


def _with_version_comments(text: str) -> str:
    """`/*!50001 CREATE … */` is run by MySQL: blanks in place of the marks, so that lines stay."""
    return _VERSIONED.sub(lambda found: found["kept"] or " " * len(found[0]), text)
