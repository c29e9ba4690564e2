"""Which database a script was written for, told by words that only its own scripts have."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemas.engine.read.formats import Format

_LOOKED_AT = 400_000
"""Characters; a dump tells what it is at its beginning."""
_MOST = 5
"""How often one mark counts, so that a long table does not outvote the rest."""

_MARKS: Mapping[Format, tuple[str, ...]] = {
    Format.POSTGRES: (
        r"\bSERIAL\s+(?:PRIMARY|NOT|UNIQUE)",
        r"\b(?:bigserial|timestamptz|jsonb|bytea|tsvector)\b",
        r"::\s*[a-z]",
        r"\bLANGUAGE\s+(?:plpgsql|sql)\b",
        r"\$\w*\$",
        r"\bcharacter varying\b",
        r"\bCREATE\s+EXTENSION\b",
        r"PostgreSQL database dump",
        r"\bOWNER\s+TO\b",
        r"\bAS\s+ENUM\b",
    ),
    Format.DBML: (
        r"^\s*(?:Table|TablePartial)\s+[\w\".]+[^\n(;]*\{\s*$",
        r"^\s*Ref\b[^\n:{]*[:{]",
        r"^\s*Enum\s+[\w\".]+\s*\{",
        r"\[[^\]\n]*\b(?:pk|increment|ref\s*:|not null|note\s*:)",
        r"^\s*(?:Project|TableGroup)\s+[\w\"]+\s*[\[{]",
    ),
    Format.MYSQL: (
        r"\bAUTO_INCREMENT\b",
        r"\bENGINE\s*=\s*\w+",
        r"`\w+`",
        r"/\*!\d{5}",
        r"\bUNSIGNED\b",
        r"\b(?:tiny|medium)int\b",
        r"\bON\s+UPDATE\s+CURRENT_TIMESTAMP",
        r"\bDEFAULT\s+CHARSET\b",
        r"^\s*DELIMITER\s",
        r"(?:MySQL|MariaDB) dump",
    ),
    Format.SQLITE: (
        r"\bAUTOINCREMENT\b",
        r"\bPRAGMA\s+\w+",
        r"\bWITHOUT\s+ROWID\b",
        r"\bsqlite_\w+",
        r"\bINTEGER\s+PRIMARY\s+KEY\b",
    ),
    Format.TSQL: (
        r"^\s*GO\s*;?\s*$",
        r"\[\w+\]\s*\.\s*\[\w+\]",
        r"\[\w+\]\s+\[\w+\]",
        r"\bIDENTITY\s*\(\s*\d+\s*,",
        r"\bNVARCHAR\s*\(",
        r"\b(?:UNIQUEIDENTIFIER|DATETIME2|DATETIMEOFFSET|SMALLDATETIME)\b",
        r"\b(?:NON)?CLUSTERED\b",
        r"\b(?:NEWID|GETDATE|SYSUTCDATETIME)\s*\(",
        r"\bsp_addextendedproperty\b",
    ),
    Format.BIGQUERY: (
        r"\b(?:STRUCT|ARRAY)\s*<",
        r"\bOPTIONS\s*\(",
        r"\b(?:INT64|FLOAT64|BIGNUMERIC)\b",
        r"`[\w-]+\.[\w-]+\.\w+`",
        r"\bCLUSTER\s+BY\b",
        r"\bSTRING\b(?!\s*\()",
    ),
    Format.ORACLE: (
        r"\b(?:N?VARCHAR2|CLOB|BINARY_DOUBLE)\b",
        r"\bNUMBER\s*\(\s*\d+",
        r"\bSYSDATE\b",
        r"\bTABLESPACE\s+\"?USERS\b",
        r"^\s*/\s*$",
    ),
    Format.SNOWFLAKE: (
        r"\b(?:VARIANT|TIMESTAMP_NTZ|TIMESTAMP_LTZ|TIMESTAMP_TZ)\b",
        r"\bCREATE\s+OR\s+REPLACE\s+(?:TRANSIENT\s+)?TABLE\b",
        r"\bAUTOINCREMENT\s+START\b",
    ),
    Format.REDSHIFT: (r"\bDISTKEY\b", r"\bDISTSTYLE\b", r"\bSORTKEY\b", r"\bENCODE\s+\w+"),
    Format.DUCKDB: (r"\bHUGEINT\b", r"\bSTRUCT\s*\(", r"\bUINTEGER\b", r"\bnextval\('\w+'\)(?!::)"),
}
_PATTERNS = {
    format: [re.compile(mark, re.IGNORECASE | re.MULTILINE) for mark in marks]
    for format, marks in _MARKS.items()
}


def detect(text: str) -> Format:
    """The format with most marks in the text; PostgreSQL when nothing speaks against it."""
    beginning = text[:_LOOKED_AT]
    scores = {
        format: sum(_count(pattern, beginning) for pattern in patterns)
        for format, patterns in _PATTERNS.items()
    }
    return max(scores, key=lambda format: scores[format])


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _, _ in zip(range(_MOST), pattern.finditer(text), strict=False))
