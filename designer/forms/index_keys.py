"""Index keys as people type them: `user_id, lower(email) text_pattern_ops, created_at DESC`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from schemas.engine.model import IndexKey, Table

_IDENTIFIER = r'(?:"(?:[^"]|"")+"|[^\W\d][\w$]*)'
_QUALIFIED = rf"{_IDENTIFIER}(?:\.{_IDENTIFIER})*"
_PIECE = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | \$(\w*)\$.*?\$\1\$ | [^'"$] | .""",
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(_QUALIFIED)
_ENDING = re.compile(
    rf"""\s* (?:COLLATE\s+(?P<collation>{_QUALIFIED}))?
         \s* (?P<operator_class>(?!(?:ASC|DESC|NULLS)\b){_QUALIFIED}(?:\s*\([^()]*\))?)?
         \s* (?P<order>ASC|DESC)?
         \s* (?:NULLS\s+(?P<nulls>FIRST|LAST))? \s*""",
    re.VERBOSE | re.IGNORECASE,
)


def read_keys(text: str, table: Table) -> tuple[IndexKey, ...]:
    """Raises ValidationError with the first key that cannot be read, and why."""
    return tuple(_read_key(part.strip(), table) for part in split_at_commas(text))


def split_at_commas(text: str) -> Iterator[str]:
    """The parts between commas that stand outside brackets and quotes."""
    depth, part = 0, ""
    for piece in (match.group() for match in _PIECE.finditer(text)):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and depth == 0:
            yield part
            part = ""
        else:
            part += piece
    yield part


def _read_key(text: str, table: Table) -> IndexKey:
    subject = _subject(text)
    ending = _ENDING.fullmatch(text[len(subject) :])
    if not subject or not ending:
        raise ValidationError(
            f"“{text}” is no index key: give a column, a call, or an expression in parentheses."
        )
    order = {
        "collation": ending["collation"],
        "operator_class": ending["operator_class"],
        "descending": (ending["order"] or "").upper() == "DESC",
        "nulls_first": ending["nulls"].upper() == "FIRST" if ending["nulls"] else None,
    }
    if not _NAME.fullmatch(subject):
        return IndexKey(expression=subject, **order)
    column = table.column_named(_unquoted(subject))
    if column is None:
        raise ValidationError(f"{table.name} has no column {_unquoted(subject)}.")
    return IndexKey(column=column.id, **order)


def _subject(text: str) -> str:
    """The name, call or bracketed expression that a key starts with; empty when there is none."""
    name = _NAME.match(text)
    start = name.end() if name else 0
    if not text[start:].startswith("("):
        return text[:start]
    depth, end = 0, start
    for piece in (match.group() for match in _PIECE.finditer(text, start)):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        end += len(piece)
        if depth == 0:
            return text[:end]
    return ""


def _unquoted(identifier: str) -> str:
    """Unquoted names are folded to lower case, as PostgreSQL reads them."""
    if identifier.startswith('"'):
        return identifier[1:-1].replace('""', '"')
    return identifier.lower()
