"""Whether CREATE OR REPLACE can turn one function, procedure or aggregate into another.

https://www.postgresql.org/docs/current/sql-createfunction.html: it cannot change the return type,
the names of arguments, the kind, or take a default away; everything else it can.
"""

from __future__ import annotations

from typing import NamedTuple

from schemas.engine.sql_clauses import clause_after
from schemas.engine.sql_text import Sql

_FIXED_OPTIONS = ("STYPE", "FINALFUNC", "FINALFUNC_EXTRA", "HYPOTHETICAL")
"""They decide the return type and kind of an aggregate."""


class _Argument(NamedTuple):
    text: str
    has_default: bool


def is_replaceable(old: str, new: str) -> bool:
    """Of definitions as `pg_get_functiondef` prints them, with the same input types."""
    was, now = clause_after(old, ""), clause_after(new, "")
    arguments = [_argument(item) for item in was.items], [_argument(item) for item in now.items]
    return (
        _head_words(was.head) == _head_words(now.head)
        and len(arguments[0]) == len(arguments[1])
        and all(_fits(a, b) for a, b in zip(*arguments, strict=True))
        and _returned(was.tail) == _returned(now.tail)
    )


def is_replaceable_aggregate(old: str, new: str) -> bool:
    was, now = clause_after(old, ""), clause_after(new, "")
    return was.items == now.items and _fixed(was.tail) == _fixed(now.tail)


def _head_words(head: str) -> str:
    return head.replace("OR REPLACE ", "")


def _argument(item: str) -> _Argument:
    words = list(Sql(item))
    at = next((n for n, word in enumerate(words) if word.is_key("DEFAULT", "=")), len(words))
    return _Argument(" ".join(word.text for word in words[:at]), at < len(words))


def _fits(old: _Argument, new: _Argument) -> bool:
    """An argument without a name may get one."""
    same = new.text == old.text or new.text.partition(" ")[2] == old.text
    return same and new.has_default >= old.has_default


def _returned(tail: str) -> tuple[str, bool]:
    """`RETURNS SETOF app.note`, and whether it is a window function."""
    returns, _, rest = tail.partition("\n LANGUAGE ")
    return returns.strip(), "\n WINDOW" in rest.partition("\nAS ")[0]


def _fixed(tail: str) -> list[str]:
    items = clause_after(tail, "").items
    return [item for item in items if item.split(" ")[0] in _FIXED_OPTIONS]
