"""Small pieces of SQL text that every statement is put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.engine.model import ObjectId, SequenceOptions, Table, View
from schemas.engine.names import literal, qualified, quote
from schemas.engine.write.statements.rereading import reread_alike

Relation = Table | View
"""Whatever can carry indexes, triggers and comments."""

_SKIPPED = re.compile(
    r"""(?<![A-Za-z0-9_])[eE]'(?:[^'\\]|''|\\.)*'   # escape string
      | '(?:[^']|'')*'
      | "(?:[^"]|"")*"
      | \$(\w*)\$.*?\$\1\$                          # dollar quotes
      | (?P<bracket>[()])""",
    re.VERBOSE | re.DOTALL,
)
_CALL_OR_NAME = re.compile(r'(?:(?:[a-z_]\w*|"(?:[^"]|"")+")\.)*(?:[a-z_]\w*|"(?:[^"]|"")+")')
_SUBQUERY = re.compile(r"\(\s*(?:SELECT|WITH|VALUES)\b", re.IGNORECASE)
_PLAIN_VALUE = re.compile(r"[A-Za-z_]\w*|-?\d+(?:\.\d+)?")


def relation_name(relation: Relation) -> str:
    return qualified(relation.schema, relation.name)


def column_list(table: Table, ids: Iterable[ObjectId]) -> str:
    return "(" + ", ".join(quote(name) for name in table.column_names(tuple(ids))) + ")"


def in_parentheses(expression: str) -> str:
    """The expression in exactly one pair of parentheses, as CHECK, USING and WHERE want it.

    Those of a subquery are its own.
    """
    text = reread_alike(expression.strip())
    return text if _is_one_group(text) and not _SUBQUERY.match(text) else f"({text})"


def key_expression(expression: str) -> str:
    """An expression as an index key: a bare name or call stays as it is, the rest is bracketed."""
    text = reread_alike(expression.strip())
    name = _CALL_OR_NAME.match(text)
    rest = text[name.end() :] if name else text
    if name and (not rest or _is_one_group(rest)):
        return text
    return in_parentheses(text)


def storage_clause(parameters: Iterable[tuple[str, str]]) -> str:
    """`WITH (fillfactor='70')`, or nothing."""
    settings = ", ".join(storage_setting(name, value) for name, value in parameters)
    return f" WITH ({settings})" if settings else ""


def storage_setting(name: str, value: str) -> str:
    return f"{storage_name(name)}={_setting_value(value)}"


def storage_name(name: str) -> str:
    """`toast.autovacuum_enabled` is two names, not one with a dot in it."""
    return ".".join(quote(part) for part in name.split(".", 1))


def sequence_clauses(options: SequenceOptions) -> list[str]:
    numbers = {
        "START WITH": options.start,
        "INCREMENT BY": options.increment,
        "MINVALUE": options.minimum,
        "MAXVALUE": options.maximum,
        "CACHE": options.cache,
    }
    clauses = [f"{word} {number}" for word, number in numbers.items() if number is not None]
    return [*clauses, "CYCLE"] if options.cycle else clauses


def every_sequence_clause(options: SequenceOptions) -> list[str]:
    """With PostgreSQL's own choice spelled out where none is given, as ALTER needs it."""
    return [
        f"INCREMENT BY {1 if options.increment is None else options.increment}",
        "NO MINVALUE" if options.minimum is None else f"MINVALUE {options.minimum}",
        "NO MAXVALUE" if options.maximum is None else f"MAXVALUE {options.maximum}",
        f"START WITH {sequence_start(options)}",
        f"CACHE {1 if options.cache is None else options.cache}",
        "CYCLE" if options.cycle else "NO CYCLE",
    ]


def sequence_start(options: SequenceOptions) -> int:
    """The first value; PostgreSQL's own choice where none is given."""
    rises = (options.increment or 1) > 0
    first = options.minimum if rises else options.maximum
    chosen = options.start if options.start is not None else first
    return chosen if chosen is not None else (1 if rises else -1)


def _is_one_group(text: str) -> bool:
    """Whether the bracket that opens the text is the one that closes it."""
    if not text.startswith("("):
        return False
    depth = 0
    for token in _SKIPPED.finditer(text):
        if token["bracket"] is None:
            continue
        depth += 1 if token["bracket"] == "(" else -1
        if depth == 0:
            return token.end() == len(text)
    return False


def _setting_value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else literal(value)
