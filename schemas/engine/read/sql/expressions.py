"""Expressions and queries of another database in PostgreSQL's words, by sqlglot.

What is nested too deep for sqlglot ends at Python's own limit on recursion; what is too large or
too slow, at those of the process that this runs in.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from schemas.engine.model import PUBLIC
from schemas.engine.names import quote
from schemas.engine.read.formats import Format

_LONGEST = 200_000
"""Characters of one expression or query."""
_RENAMED_FUNCTIONS = {
    "NEWID": "gen_random_uuid",
    "NEWSEQUENTIALID": "gen_random_uuid",
    "UUID": "gen_random_uuid",
    "SYS_GUID": "gen_random_uuid",
    "SYSDATETIME": "now",
    "SYSDATETIMEOFFSET": "now",
    "SYSUTCDATETIME": "now",
    "GETUTCDATE": "now",
    "UTC_TIMESTAMP": "now",
    "SYSTIMESTAMP": "now",
    "SYSDATE": "now",
}
_DEFAULT_SCHEMAS = {Format.TSQL: "dbo", Format.SQLITE: "main", Format.DUCKDB: "main"}
# sqlglot stumbles over some texts before it sees that they are wrong, and parses by recursion.
_STUMBLES = (
    *(SqlglotError, RecursionError),
    *(ValueError, IndexError, AttributeError, TypeError, KeyError),
)

# It reports every statement that it keeps as a command on a logger of its own.
logging.getLogger("sqlglot").setLevel(logging.CRITICAL)


def schema_of(format: Format, written: Sequence[str]) -> str:
    """PostgreSQL's schema for what stands before a name, databases and projects first."""
    if not written or format is Format.MYSQL:
        return PUBLIC
    is_default = written[-1].lower() == _DEFAULT_SCHEMAS.get(format)
    return PUBLIC if is_default else written[-1]


class Untranslatable(Exception):
    """sqlglot cannot read it, or knows no way to say it in PostgreSQL."""


class Expressions:
    def __init__(self, format: Format, names: Mapping[str, str]) -> None:
        """`names` gives the one spelling of a name by its lower case."""
        self._format, self._names = format, names

    def translate(self, source: str) -> str:
        """An expression; raises Untranslatable."""
        return self._written(self._parsed(f"SELECT {source}").expressions[0])

    def query(self, source: str) -> str:
        """A whole query; raises Untranslatable."""
        return self._written(self._parsed(source), pretty=True)

    def _parsed(self, source: str) -> exp.Expr:
        if len(source) > _LONGEST:
            raise Untranslatable
        try:
            parsed = sqlglot.parse_one(source, dialect=self._format.value)
        except _STUMBLES as error:
            raise Untranslatable from error
        if not isinstance(parsed, exp.Query) or not parsed.expressions:
            raise Untranslatable
        return parsed

    def _written(self, parsed: exp.Expr, *, pretty: bool = False) -> str:
        try:
            changed = parsed.transform(self._postgres)
            return changed.sql(dialect="postgres", pretty=pretty, comments=False)
        except _STUMBLES as error:
            raise Untranslatable from error

    def _postgres(self, node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Identifier):
            spelled = self._names.get(node.name.lower(), node.name)
            return exp.Identifier(this=spelled, quoted=quote(spelled) != spelled)
        if isinstance(node, exp.Anonymous | exp.Func) and not node.expressions:
            name = node.name if isinstance(node, exp.Anonymous) else node.sql_name()
            if renamed := _RENAMED_FUNCTIONS.get(name.upper()):
                return exp.Anonymous(this=renamed)
        if isinstance(node, exp.Column) and node.name.upper() in _RENAMED_FUNCTIONS:
            return exp.Anonymous(this=_RENAMED_FUNCTIONS[node.name.upper()])
        if isinstance(node, exp.Table) and node.db:
            schema = schema_of(self._format, [node.db])
            node.set("db", exp.to_identifier(schema))
            node.set("catalog", None)
        if isinstance(node, exp.Anonymous) and _is_now(node):
            return exp.CurrentTimestamp()
        return node


def _is_now(call: exp.Anonymous) -> bool:
    """SQLite's `datetime('now')`, whatever the zone."""
    first = call.expressions[0] if call.expressions else None
    return (
        call.name.upper() == "DATETIME" and isinstance(first, exp.Literal) and first.name == "now"
    )
