"""Code as HTML lines with a few token classes, coloured on the server by Pygments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments.lexer import Lexer, RegexLexer, bygroups
from pygments.lexers.data import JsonLexer
from pygments.lexers.javascript import TypeScriptLexer
from pygments.lexers.sql import PostgresLexer
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    _TokenType,
)

LONGEST_COLOURED = 300_000
"""Characters; Pygments takes about a second for this many, so longer texts stay plain."""


class MermaidLexer(RegexLexer):
    """Mermaid's entity-relationship diagrams, the only kind Tablewright writes."""

    name = "Mermaid ERD"
    tokens = {  # noqa: RUF012  Pygments wants a plain class attribute
        "root": [
            (r"%%.*", Comment),
            (r"^[ \t]*(erDiagram|direction)\b", Keyword),
            (r"\b(PK|FK|UK)\b", Keyword),
            (r'"[^"\n]*"', String),
            (r"[|}o]{2}(--|\.\.)[|{o]{2}", Operator),
            (r"^([ \t]+)([\w.\[\](),-]+)([ \t]+)(?=\w)", bygroups(Text, Keyword.Type, Text)),
            (r"[\w-]+", Name),
            (r"[{}:,]", Punctuation),
            (r"[ \t]+|\n", Text),
            (r".", Text),
        ]
    }


class MarkdownLexer(RegexLexer):
    """The Markdown that Tablewright writes; Pygments' own is quadratic on blank lines."""

    name = "Markdown"
    tokens = {  # noqa: RUF012
        "root": [
            (r"^#{1,6} .*", Generic.Heading),
            (r"`[^`\n]+`", String),
            (r"\*\*[^*\n]+\*\*", Generic.Strong),
            (r"[|]", Comment),
            (r"[^`*|\n]+|\n", Text),
            (r".", Text),
        ]
    }


LEXERS: dict[str, type[Lexer]] = {
    "postgres": PostgresLexer,
    "sql": PostgresLexer,
    "json": JsonLexer,
    "markdown": MarkdownLexer,
    "mermaid": MermaidLexer,
    "typescript": TypeScriptLexer,
}

CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (String, "string"),
    (Number, "number"),
    (Generic.Heading, "keyword"),
    (Generic.Subheading, "keyword"),
    (Generic.Strong, "strong"),
    (Keyword.Type, "type"),
    (Name.Builtin, "type"),
    (Name.Tag, "type"),
    (Name.Function, "type"),
    (Keyword, "keyword"),
)


def code_lines(
    text: str, language: str, *, first: int = 1, marked: int | None = None
) -> SafeString:
    """One `<span class="line">` for each line of `text`, numbered from `first`.

    Line number `marked` carries `data-marked`. An unknown language stays uncoloured.
    """
    lines = list(_lines_of_html(text, language))
    while lines and not lines[-1]:
        lines.pop()
    return mark_safe("".join(_line(first + i, html, marked) for i, html in enumerate(lines)))  # noqa: S308  built from escaped pieces


def _line(number: int, html: str, marked: int | None) -> str:
    mark = " data-marked" if number == marked else ""
    return f'<span class="line" data-line="{number}"{mark}>{html}\n</span>'


def _lines_of_html(text: str, language: str) -> Iterator[str]:
    line: list[str] = []
    for name, value in _pieces(text.replace("\r\n", "\n"), language):
        head, *rest = value.split("\n")
        line.append(_piece(name, head))
        for part in rest:
            yield "".join(line)
            line = [_piece(name, part)]
    yield "".join(line)


def _piece(name: str | None, text: str) -> str:
    if not text or name is None:
        return str(escape(text))
    return f'<span class="tok-{name}">{escape(text)}</span>'


def _pieces(text: str, language: str) -> Iterator[tuple[str | None, str]]:
    lexer = LEXERS.get(language)
    if lexer is None or len(text) > LONGEST_COLOURED:
        yield None, text
        return
    # Pygments strips blank lines at both ends unless told not to; line numbers need them.
    for token, value in lexer(stripnl=False, ensurenl=False).get_tokens(text):
        yield _class_of(token), value


@cache
def _class_of(token: _TokenType) -> str | None:
    return next((name for kind, name in CLASSES if token in kind), None)
