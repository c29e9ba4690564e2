"""One statement of another database as tokens, by sqlglot's tokenizers, and a cursor over them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import TokenType
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError

from schemas.engine.read.formats import Format
from schemas.engine.read.sql.cutting import Raw
from schemas.engine.read.translation import Unreadable, shortened

_STRINGS = {
    TokenType.STRING,
    TokenType.NATIONAL_STRING,
    TokenType.RAW_STRING,
    TokenType.HEREDOC_STRING,
}


_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    """Without quotes."""
    line: int
    """In the script."""
    start: int
    end: int
    """Places in the statement; `end` is one past the last character."""
    is_quoted: bool
    is_string: bool

    @property
    def word(self) -> str:
        """In capitals; "" for what is quoted, which is no key word."""
        return "" if self.is_quoted or self.is_string else self.text.upper()


def tokenize(raw: Raw, format: Format) -> list[Token]:
    """Raises Unreadable with the line of the statement."""
    try:
        found = Dialect.get_or_raise(format.value).tokenize(raw.text)
    except SqlglotError as error:
        message = f"This statement cannot be read: {shortened(raw.text)}"
        raise Unreadable(message, raw.line) from error
    tokens: list[Token] = []
    line, counted = raw.line, 0
    for token in found:
        line += raw.text.count("\n", counted, token.start)
        counted = token.start
        quoted = token.token_type is TokenType.IDENTIFIER
        string = token.token_type in _STRINGS
        if quoted or string:
            tokens.append(Token(token.text, line, token.start, token.end + 1, quoted, string))
        elif token.token_type is not TokenType.SEMICOLON:
            tokens += _words(raw.text, token.start, token.end + 1, line)
    return tokens


def _words(text: str, start: int, end: int, line: int) -> Iterator[Token]:
    """sqlglot takes `PRIMARY KEY` for one token; here they are two."""
    for word in _WORD.finditer(text, start, end):
        yield Token(word[0], line, word.start(), word.end(), False, False)


class Cursor:
    """Where a reading of tokens is; past the end stands a token without text."""

    def __init__(self, tokens: list[Token], text: str) -> None:
        self._tokens, self._text = tokens, text
        self._at = 0
        last = tokens[-1] if tokens else Token("", 1, 0, 0, False, False)
        self._end = Token("", last.line, last.end, last.end, False, False)

    @property
    def next(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else self._end

    @property
    def is_done(self) -> bool:
        return self._at >= len(self._tokens)

    def peek(self, ahead: int = 1) -> Token:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else self._end

    def advance(self) -> Token:
        token = self.next
        self._at += 1
        return token

    def skip(self, *words: str) -> bool:
        """Pass these key words or signs if all of them come next."""
        if all(self.peek(ahead).word == word for ahead, word in enumerate(words)):
            self._at += len(words)
            return True
        return False

    def skip_any(self, *words: str) -> str:
        """Pass whichever of these comes next, and say which."""
        if self.next.word in words and not self.is_done:
            return self.advance().word
        return ""

    def expect(self, *words: str) -> None:
        if not self.skip(*words):
            found = f"“{shortened(self.next.text)}”" if self.next.text else "the end"
            wanted = " ".join(words)
            raise Unreadable(f"“{wanted}” is expected here, not {found}.", self.next.line)

    def name(self) -> Token:
        token = self.advance()
        if not token.text or (token.text in "(),.;" and not token.is_quoted):
            found = f"“{token.text}”" if token.text else "the end of the statement"
            raise Unreadable(f"A name is expected here, not {found}.", token.line)
        return token

    def dotted(self) -> list[Token]:
        """`schema.name` in its parts."""
        parts = [self.name()]
        while self.skip("."):
            parts.append(self.name())
        return parts

    def group(self) -> Cursor:
        """The inside of the parentheses that open here."""
        line = self.next.line
        self.expect("(")
        start, depth = self._at, 1
        while depth:
            if self.is_done:
                raise Unreadable("A parenthesis is opened here and never closed.", line)
            token = self.advance()
            depth += (token.word == "(") - (token.word == ")")
        return Cursor(self._tokens[start : self._at - 1], self._text)

    def items(self) -> list[Cursor]:
        """What stands between the commas; those in parentheses or angles separate nothing."""
        found, start, depth = [], self._at, 0
        for at in range(self._at, len(self._tokens)):
            word = self._tokens[at].word
            depth += (word in ("(", "<")) - (word in (")", ">"))
            if word == "," and depth <= 0:
                found.append(Cursor(self._tokens[start:at], self._text))
                start, depth = at + 1, 0
        found.append(Cursor(self._tokens[start:], self._text))
        self._at = len(self._tokens)
        return [one for one in found if not one.is_done]

    def source(self) -> str:
        """The text of what is left."""
        if self.is_done:
            return ""
        return self._text[self.next.start : self._tokens[-1].end]

    def taken(self, since: int) -> Cursor:
        """What was passed since a place that `place` told."""
        return Cursor(self._tokens[since : self._at], self._text)

    @property
    def rest(self) -> list[Token]:
        return self._tokens[self._at :]

    @property
    def text(self) -> str:
        """Of the whole statement."""
        return self._text

    @property
    def place(self) -> int:
        return self._at
