"""Whether a default gives every row another value, so that adding the column writes every row.

A constant or stable default is evaluated once and kept in the catalog (from PostgreSQL 11).
"""

from __future__ import annotations

from collections.abc import Mapping

from schemas.engine.builtin_types import BY_SPELLING
from schemas.engine.sql_text import Sql

_NO_ARGUMENTS = """
    now statement_timestamp transaction_timestamp current_database current_schema current_user
    session_user user inet_client_addr inet_server_addr pg_backend_pid version
"""
_WITH_ARGUMENTS = """
    abs age any array array_append array_cat array_fill array_length array_lower array_prepend
    array_remove array_replace array_to_json array_to_string array_upper ascii btrim cast ceil
    ceiling char_length chr coalesce concat concat_ws convert_from convert_to current_setting
    current_time current_timestamp date_bin date_part date_trunc decode div encode exists exp
    extract floor format gcd greatest initcap int4range int8range json_build_array
    json_build_object json_object jsonb_build_array jsonb_build_object jsonb_object jsonb_set
    justify_days left length ln localtime localtimestamp log lower lpad ltrim make_date
    make_interval make_time make_timestamp make_timestamptz md5 mod normalize nullif numrange
    octet_length overlay position power repeat replace reverse right round row row_to_json rpad
    rtrim sha256 sign split_part sqrt string_to_array strpos substr substring timezone to_char
    to_date to_hex to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector translate trim
    trunc tsrange tstzrange daterange upper values width_bucket
"""
_CALLED_WITHOUT = frozenset(_NO_ARGUMENTS.split())
_CALLED_WITH = frozenset(_WITH_ARGUMENTS.split())


def is_volatile(expression: str, routines: Mapping[str, str] | None = None) -> bool:
    """Whether it calls what is VOLATILE, or what nobody has told us about.

    `routines` are volatilities of the database's own functions by name. PostgreSQL takes a
    function for VOLATILE unless it says otherwise, so an unknown one counts as such.
    """
    sql = Sql(expression)
    for place, word in enumerate(sql):
        is_call = word.kind == "name" and sql[place + 1].text == "("
        if not is_call or _is_type(sql, place):
            continue
        known = (routines or {}).get(word.value)
        if known is not None:
            if known == "VOLATILE":
                return True
        elif not _is_built_in_and_steady(word.value, takes_none=sql[place + 2].text == ")"):
            return True
    return False


def _is_type(sql: Sql, place: int) -> bool:
    """`numeric(10, 2)` is a type, `uuid()` is a call."""
    is_cast = sql[place - 1].text == "::"
    return is_cast or (sql[place].value in BY_SPELLING and sql[place + 2].kind == "number")


def _is_built_in_and_steady(name: str, *, takes_none: bool) -> bool:
    return name in _CALLED_WITH or (takes_none and name in _CALLED_WITHOUT)
