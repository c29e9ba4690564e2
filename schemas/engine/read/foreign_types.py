"""Names of types that other databases have and PostgreSQL lacks, with the nearest it has."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FOREIGN: Mapping[str, str] = {
    **dict.fromkeys(("tinyint", "year", "byte"), "smallint"),
    **dict.fromkeys(("mediumint", "int32", "smallint unsigned", "tinyint unsigned"), "integer"),
    **dict.fromkeys(("int64", "long", "int unsigned", "integer unsigned", "uint"), "bigint"),
    **dict.fromkeys(("bigint unsigned", "unsigned bigint", "uint64"), "numeric(20)"),
    **dict.fromkeys(("double", "float64"), "double precision"),
    **dict.fromkeys(("number", "bignumeric"), "numeric"),
    **dict.fromkeys(("smallmoney", "currency"), "money"),
    **dict.fromkeys(
        ("string", "str", "clob", "nclob", "ntext", "tinytext", "mediumtext", "longtext"), "text"
    ),
    **dict.fromkeys(("nvarchar", "varchar2", "nvarchar2"), "varchar"),
    "nchar": "char",
    **dict.fromkeys(
        ("blob", "tinyblob", "mediumblob", "longblob", "binary", "varbinary", "image", "bytes"),
        "bytea",
    ),
    **dict.fromkeys(("datetime", "datetime2", "smalldatetime", "timestamp_ntz"), "timestamp"),
    **dict.fromkeys(("datetimeoffset", "timestamp_tz", "timestamp_ltz"), "timestamptz"),
    **dict.fromkeys(("uniqueidentifier", "guid"), "uuid"),
    **dict.fromkeys(("object", "map", "variant", "super"), "jsonb"),
    "rowversion": "bytea",
}
_TAKES_LENGTH = {"varchar", "char", "numeric", "timestamp", "timestamptz"}
_ARGUMENTS = re.compile(r"\(\s*(\d+(?:\s*,\s*\d+)?)\s*\)")
_LONGEST_FRACTION = 6
"""Digits of a second that PostgreSQL keeps."""


def nearest_type(name: str, arguments: str) -> str | None:
    """`datetime2`, `(7)` -> `timestamp(6)`; None for a name that nobody is known to use."""
    words = " ".join(name.lower().split())
    if (words, arguments) == ("tinyint", "(1)"):
        return "boolean"
    found = _FOREIGN.get(words) or _FOREIGN.get(words.removesuffix(" signed"))
    if found is None or found not in _TAKES_LENGTH:
        return found
    if arguments.strip("() ").lower() == "max":
        return "text"
    given = _ARGUMENTS.fullmatch(arguments)
    if given is None:
        return found
    if found.startswith("timestamp"):
        return (
            f"{found}({min(int(given[1][:4]), _LONGEST_FRACTION)})"
            if "," not in given[1]
            else found
        )
    return f"{found}({given[1]})"
