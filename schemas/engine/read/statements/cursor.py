"""A place among the tokens of one statement, and the small phrases that all statements share."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.engine.builtin_types import SERIAL
from schemas.engine.read.statements.forms import Name
from schemas.engine.sql_text import NOTHING, Token
from schemas.engine.types import canonical_type

_TYPE_ENDINGS = (
    *("PRECISION", "VARYING", "WITH", "WITHOUT", "TIME", "ZONE"),
    *("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"),
)
_TYPE_PREFIXES = ("DOUBLE", "CHARACTER", "CHAR", "BIT", "NATIONAL", "TIMESTAMP", "TIME", "INTERVAL")


class Cursor:
    """Reads on from token to token; past the end it finds only empty ones, and never raises."""

    def __init__(self, script: str, tokens: Sequence[Token]) -> None:
        self._script, self._tokens = script, tokens
        self._at = 0

    @property
    def is_done(self) -> bool:
        return self._at >= len(self._tokens)

    def peek(self, ahead: int = 0) -> Token:
        at = self._at + ahead
        return self._tokens[at] if 0 <= at < len(self._tokens) else NOTHING

    def take(self) -> Token:
        token = self.peek()
        self._at += 1
        return token

    def sees(self, *words: str) -> bool:
        """Whether these key words or signs come next, in this order."""
        return all(self.peek(ahead).is_key(word) for ahead, word in enumerate(words))

    def accept(self, *words: str) -> bool:
        """Pass over these words if all of them come next."""
        if not self.sees(*words):
            return False
        self._at += len(words)
        return True

    def one_of(self, *words: str) -> str:
        """Pass over the next word if it is one of these; "" if not."""
        return self.take().text.upper() if self.peek().is_key(*words) else ""

    def accept_if_exists(self) -> bool:
        return self.accept("IF", "EXISTS")

    def accept_if_not_exists(self) -> bool:
        return self.accept("IF", "NOT", "EXISTS")

    def name(self) -> str:
        return self.take().value if self.peek().kind == "name" else ""

    def qualified(self) -> Name:
        """`schema.name`; of `database.schema.name` the last two."""
        schema, name = "", self.name()
        while name and self.accept("."):
            schema, name = name, self.name()
        return Name(schema, name)

    def names(self) -> tuple[Name, ...]:
        """Qualified names with commas between them, `ONLY` and `*` aside."""
        found = []
        while self.peek().kind == "name":
            self.accept("ONLY")
            found.append(self.qualified())
            self.accept("*")
            if not self.accept(","):
                break
        return tuple(found)

    def type(self) -> str:
        """The name of a type in PostgreSQL's own spelling; "" where there is none."""
        start = self._at
        self.accept("SETOF")
        first = self.peek()
        if not self.qualified().name:
            return ""
        if first.is_key(*_TYPE_PREFIXES):
            self._type_words()
        if self.sees("("):
            self.group()
        if first.is_key("TIMESTAMP", "TIME", "INTERVAL"):
            self._type_words()
        if self.accept("ARRAY") or self.sees("["):
            while self.accept("[") or self.accept("]") or self._is_array_size():
                pass
        text = self._text(start, self._at)
        return text.lower() if text.lower() in SERIAL else canonical_type(text)

    def _type_words(self) -> None:
        while self.peek().is_key(*_TYPE_ENDINGS):
            self.take()

    def _is_array_size(self) -> bool:
        if self.peek().kind == "number" and self.peek(-1).text == "[":
            self.take()
            return True
        return False

    def group(self) -> Cursor:
        """What stands in the parentheses that open here; nothing when none do."""
        if not self.accept("("):
            return Cursor(self._script, ())
        start, depth = self._at, 1
        while depth and not self.is_done:
            token = self.take()
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        end = self._at if depth else self._at - 1
        return Cursor(self._script, self._tokens[start:end])

    def items(self) -> list[Cursor]:
        """The rest of the tokens, cut at the commas that stand in no parentheses."""
        found, start, depth = [], self._at, 0
        while not self.is_done:
            token = self.take()
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0)
            if token.text == "," and depth <= 0:
                found.append(Cursor(self._script, self._tokens[start : self._at - 1]))
                start = self._at
        if start < self._at:
            found.append(Cursor(self._script, self._tokens[start : self._at]))
        return found

    def text_until(self, *stops: str) -> str:
        """The text up to one of these words outside parentheses, or to the end."""
        start, depth = self._at, 0
        while not self.is_done and not (depth <= 0 and self.peek().is_key(*stops)):
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(self.take().text, 0)
        return self._text(start, self._at)

    def until(self, *stops: str) -> Cursor:
        """The tokens up to one of these words outside parentheses."""
        start = self._at
        self.text_until(*stops)
        return Cursor(self._script, self._tokens[start : self._at])

    def skip_to(self, *stops: str) -> bool:
        """Pass on to one of these words outside parentheses; whether there is one."""
        self.text_until(*stops)
        return not self.is_done

    def pass_to(self, first: str, *rest: str) -> bool:
        """Pass over everything up to these words outside parentheses, and over them."""
        while self.skip_to(first):
            if self.accept(first, *rest):
                return True
            self.take()
        return False

    def rest(self) -> str:
        return self.text_until()

    @property
    def words(self) -> tuple[Token, ...]:
        """All tokens from here on."""
        return tuple(self._tokens[self._at :])

    def column_names(self) -> tuple[str, ...]:
        """`(a, b)` as names; expressions among them are passed over."""
        return tuple(item.name() for item in self.group().items() if len(item.words) == 1)

    def _text(self, start: int, end: int) -> str:
        if start >= min(end, len(self._tokens)):
            return ""
        return self._script[self._tokens[start].at : self._tokens[end - 1].end]
