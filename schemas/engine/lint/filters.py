"""Conditions that no index can serve: a column inside a call or a calculation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from schemas.engine.effects.statements import sources
from schemas.engine.effects.world import World
from schemas.engine.sql_text import Token

_OPENS = ("WHERE", "ON", "HAVING", "WHEN")
_CLOSES = ("SELECT", "FROM", "GROUP", "ORDER", "SET", "RETURNING", "THEN", "VALUES", "LIMIT", "AS")
_NO_CALLS = frozenset(
    ("and", "or", "not", "in", "exists", "any", "all", "some", "between", "like", "ilike", "is")
)
_LONGEST_CALL = 200
"""Tokens of a call that are looked at, so that calls within calls cost no more than others."""
_SIGNS = frozenset("+-*/%")


def indexed_columns(query: str, world: World) -> set[str]:
    """Columns that lead an index of a table which the query reads."""
    relations = [world.relation(name) for name in sources(query)]
    indexes = (i for relation in relations if relation for i in relation.indexes.values())
    return {column for index in indexes for column in index.columns}


def hidden_columns(tokens: Sequence[Token], columns: Collection[str]) -> Iterator[str]:
    """Those of the columns that a condition compares only after doing something with them."""
    if not columns:
        return
    inside = [False]
    for place, token in enumerate(tokens):
        if token.text == "(":
            inside.append(inside[-1])
        elif token.text == ")":
            inside = inside[:-1] or [False]
        elif token.is_key(*_OPENS):
            inside[-1] = True
        elif token.is_key(*_CLOSES):
            inside[-1] = False
        elif inside[-1] and token.kind == "name":
            if token.value in columns and _is_calculated(tokens, place):
                yield token.value
            elif _is_call(tokens, place):
                yield from (c for c in _arguments(tokens, place + 1) if c in columns)


def _is_call(tokens: Sequence[Token], place: int) -> bool:
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return after == "(" and tokens[place].value not in _NO_CALLS


def _is_calculated(tokens: Sequence[Token], place: int) -> bool:
    """`c + 1` or `-c`; what stands alone on the other side of a comparison is no column."""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    start = place - 2 if tokens[place - 1].text == "." else place
    before, first = tokens[start - 1], tokens[start - 2]
    is_negated = before.text == "-" and (first.is_key("WHERE", "AND", "OR", "NOT", "ON", "("))
    return after in _SIGNS or is_negated


def _arguments(tokens: Sequence[Token], place: int) -> Iterator[str]:
    """Names between the bracket here and its closing one, queries aside."""
    depth = 0
    for token in tokens[place : place + _LONGEST_CALL]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 or token.is_key("SELECT"):
            return
        if token.kind == "name":
            yield token.value
