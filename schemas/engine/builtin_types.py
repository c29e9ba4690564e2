"""The catalogue of PostgreSQL's built-in types, as data.

Source: https://www.postgresql.org/docs/18/datatype.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A built-in type under the name that `format_type` prints."""

    name: str
    category: str
    meaning: str
    aliases: tuple[str, ...] = ()
    modifiers: tuple[range, ...] = ()
    """What may stand in parentheses, in order; later ones may be missing."""
    implied: tuple[int, ...] = ()
    """Modifiers that PostgreSQL adds when none or fewer are given."""
    modified_word: int = 0
    """Which word the parentheses follow: `timestamp(3) with time zone`; 0 is the last."""


_LENGTH = (range(1, 10_485_761),)
_BITS = (range(1, 83_886_081),)
_FRACTION = (range(7),)

BUILT_IN = (
    BuiltIn("bigint", "number", "whole number, 8 bytes", ("int8",)),
    BuiltIn("integer", "number", "whole number, 4 bytes", ("int", "int4")),
    BuiltIn("smallint", "number", "whole number, 2 bytes", ("int2",)),
    BuiltIn(
        "numeric",
        "number",
        "exact number: digits in all, digits after the point",
        ("decimal", "dec"),
        (range(1, 1001), range(-1000, 1001)),
    ),
    BuiltIn("double precision", "number", "inexact number, 8 bytes", ("float8",)),
    BuiltIn("real", "number", "inexact number, 4 bytes", ("float4",)),
    BuiltIn("money", "number", "currency amount of the server's locale"),
    BuiltIn("text", "text", "text of any length"),
    BuiltIn(
        "character varying",
        "text",
        "text up to a length",
        ("varchar", "char varying", "national character varying", "national char varying"),
        _LENGTH,
    ),
    BuiltIn(
        "character",
        "text",
        "text of fixed length, padded with blanks",
        ("char", "nchar", "national character", "national char"),
        _LENGTH,
        implied=(1,),
    ),
    BuiltIn("bpchar", "text", "text of any length, blanks at the end ignored"),
    BuiltIn("name", "text", "name of an object, up to 63 bytes"),
    BuiltIn('"char"', "text", "a single byte"),
    BuiltIn("boolean", "boolean", "true or false", ("bool",)),
    BuiltIn(
        "timestamp with time zone",
        "time",
        "moment in time",
        ("timestamptz",),
        _FRACTION,
        modified_word=1,
    ),
    BuiltIn(
        "timestamp without time zone",
        "time",
        "date and time of day, in no time zone",
        ("timestamp",),
        _FRACTION,
        modified_word=1,
    ),
    BuiltIn("date", "time", "day"),
    BuiltIn("time without time zone", "time", "time of day", ("time",), _FRACTION, modified_word=1),
    BuiltIn(
        "time with time zone",
        "time",
        "time of day with an offset",
        ("timetz",),
        _FRACTION,
        modified_word=1,
    ),
    BuiltIn("interval", "time", "span of time", modifiers=_FRACTION),
    BuiltIn("uuid", "other", "universally unique identifier"),
    BuiltIn("jsonb", "json", "JSON, parsed: indexable"),
    BuiltIn("json", "json", "JSON as text, exactly as written"),
    BuiltIn("jsonpath", "json", "JSON path"),
    BuiltIn("bytea", "binary", "bytes"),
    BuiltIn("bit", "binary", "bits of fixed number", (), _BITS, implied=(1,)),
    BuiltIn("bit varying", "binary", "bits up to a number", ("varbit",), _BITS),
    BuiltIn("inet", "network", "IP address, perhaps with a netmask"),
    BuiltIn("cidr", "network", "IP network"),
    BuiltIn("macaddr", "network", "MAC address"),
    BuiltIn("macaddr8", "network", "MAC address, EUI-64"),
    BuiltIn("tsvector", "search", "text prepared for full-text search"),
    BuiltIn("tsquery", "search", "query of a full-text search"),
    BuiltIn("xml", "other", "XML"),
    BuiltIn("int4range", "range", "range of integer"),
    BuiltIn("int8range", "range", "range of bigint"),
    BuiltIn("numrange", "range", "range of numeric"),
    BuiltIn("tsrange", "range", "range of timestamp without time zone"),
    BuiltIn("tstzrange", "range", "range of timestamp with time zone"),
    BuiltIn("daterange", "range", "range of date"),
    BuiltIn("int4multirange", "range", "ranges of integer"),
    BuiltIn("int8multirange", "range", "ranges of bigint"),
    BuiltIn("nummultirange", "range", "ranges of numeric"),
    BuiltIn("tsmultirange", "range", "ranges of timestamp without time zone"),
    BuiltIn("tstzmultirange", "range", "ranges of timestamp with time zone"),
    BuiltIn("datemultirange", "range", "ranges of date"),
    BuiltIn("point", "geometry", "point on a plane"),
    BuiltIn("line", "geometry", "infinite line"),
    BuiltIn("lseg", "geometry", "line segment"),
    BuiltIn("box", "geometry", "rectangle"),
    BuiltIn("path", "geometry", "path, open or closed"),
    BuiltIn("polygon", "geometry", "polygon"),
    BuiltIn("circle", "geometry", "circle"),
    BuiltIn("oid", "internal", "identifier of a system object"),
    BuiltIn("regclass", "internal", "relation by name"),
    BuiltIn("regproc", "internal", "function by name"),
    BuiltIn("regprocedure", "internal", "function with arguments by name"),
    BuiltIn("regtype", "internal", "type by name"),
    BuiltIn("regrole", "internal", "role by name"),
    BuiltIn("regnamespace", "internal", "schema by name"),
    BuiltIn("regconfig", "internal", "text search configuration by name"),
    BuiltIn("regdictionary", "internal", "text search dictionary by name"),
    BuiltIn("regcollation", "internal", "collation by name"),
    BuiltIn("regoper", "internal", "operator by name"),
    BuiltIn("regoperator", "internal", "operator with arguments by name"),
    BuiltIn("pg_lsn", "internal", "position in the write-ahead log"),
    BuiltIn("pg_snapshot", "internal", "snapshot of transactions"),
    BuiltIn("txid_snapshot", "internal", "snapshot of transactions, older form"),
    BuiltIn("xid", "internal", "transaction number"),
    BuiltIn("xid8", "internal", "transaction number, 8 bytes"),
    BuiltIn("cid", "internal", "command number"),
    BuiltIn("tid", "internal", "place of a row"),
    BuiltIn("aclitem", "internal", "a grant"),
    BuiltIn("refcursor", "internal", "name of a cursor"),
    BuiltIn("oidvector", "internal", "list of oid"),
    BuiltIn("int2vector", "internal", "list of smallint"),
)

BY_SPELLING: Mapping[str, BuiltIn] = {
    spelling: type for type in BUILT_IN for spelling in (type.name, *type.aliases)
}

INTERVAL_FIELDS = frozenset(
    {
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "year to month",
        "day to hour",
        "day to minute",
        "day to second",
        "hour to minute",
        "hour to second",
        "minute to second",
    }
)

SERIAL = {
    "serial": "integer",
    "serial4": "integer",
    "bigserial": "bigint",
    "serial8": "bigint",
    "smallserial": "smallint",
    "serial2": "smallint",
}
"""Shorthands of CREATE TABLE that are no types."""

EXTENSION_TYPES: Mapping[str, tuple[str, ...]] = {
    "citext": ("citext",),
    "cube": ("cube",),
    "hstore": ("hstore",),
    "intarray": ("query_int",),
    "isn": ("ean13", "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "upc"),
    "ltree": ("ltree", "lquery", "ltxtquery"),
    "postgis": ("geometry", "geography", "box2d", "box3d"),
    "postgis_raster": ("raster",),
    "seg": ("seg",),
    "vector": ("vector", "halfvec", "sparsevec"),
}
