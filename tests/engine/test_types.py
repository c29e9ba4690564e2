"""Types get the one spelling that `format_type` prints, and mistakes are named."""

from __future__ import annotations

from uuid import UUID

import pytest

from schemas.engine.errors import Severity
from schemas.engine.model import EnumType, Extension, Schema
from schemas.engine.types import canonical_type, completions, user_types, validate_type

SCHEMA = Schema(
    objects=(
        EnumType(id=UUID(int=1), name="status", schema="app", labels=("new", "done")),
        EnumType(id=UUID(int=2), name="Mood", labels=("glad",)),
        Extension(id=UUID(int=3), name="citext"),
    )
)
TYPES = user_types(SCHEMA)

SPELLINGS = {
    "int8": "bigint",
    "INT": "integer",
    "varchar(20)": "character varying(20)",
    "varchar ( 20 )": "character varying(20)",
    "char": "character(1)",
    '"char"': '"char"',
    "char(3)[]": "character(3)[]",
    "timestamptz(3)": "timestamp(3) with time zone",
    "timestamp (3) with time zone": "timestamp(3) with time zone",
    "timestamp": "timestamp without time zone",
    "time[]": "time without time zone[]",
    "numeric(10)": "numeric(10,0)",
    "decimal(10, 2)": "numeric(10,2)",
    "float": "double precision",
    "float(24)": "real",
    "pg_catalog.int4": "integer",
    "integer[3][3]": "integer[]",
    "integer array[4]": "integer[]",
    "bit": "bit(1)",
    "varbit(5)": "bit varying(5)",
    "interval day to second(3)": "interval day to second(3)",
    "interval(2)": "interval(2)",
    "status": "app.status",
    "app.status[]": "app.status[]",
    '"Mood"': 'public."Mood"',
    "citext": "public.citext",
    "geometry(Point,4326)": "geometry(Point,4326)",
    " text ": "text",
}


@pytest.mark.parametrize(("written", "printed"), SPELLINGS.items())
def test_a_type_gets_its_one_spelling(written: str, printed: str) -> None:
    assert canonical_type(written, TYPES) == printed


@pytest.mark.parametrize("printed", SPELLINGS.values())
def test_the_one_spelling_stays_as_it_is(printed: str) -> None:
    assert canonical_type(printed, TYPES) == printed


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("", "Choose a type."),
        ("serial", "choose integer and make it an identity"),
        ("varchar(0)", "takes a number from 1 to 10485760, not 0"),
        ("numeric(10,2,3)", "takes at most 2 in parentheses"),
        ("integer(4)", "takes none in parentheses"),
        ("timestamp(9)", "takes a number from 0 to 6, not 9"),
        ("text; drop table x", "is not the name of a type"),
        ("integer)", "is not the name of a type"),
        ("(integer", "is not the name of a type"),
        ("varchar()", "is not the name of a type"),
        ("big integer", "is not the name of a type"),
        ("a.b.c", "is not the name of a type"),
        ("]", "is not the name of a type"),
        ("x" * 10_000, "is not the name of a type"),
        ("colour", "There is no type colour"),
    ],
)
def test_a_wrong_type_is_an_error_that_says_what_to_do(written: str, complaint: str) -> None:
    issue = validate_type(written, TYPES)
    assert issue is not None
    assert issue.severity == Severity.ERROR
    assert complaint in issue.message
    assert canonical_type(written, TYPES) in (written, written.strip())


def test_an_unknown_type_of_some_schema_is_only_a_warning() -> None:
    issue = validate_type("gis.geometry(Point,4326)", TYPES)
    assert issue is not None
    assert issue.severity == Severity.WARNING


@pytest.mark.parametrize("written", SPELLINGS)
def test_what_has_a_spelling_is_valid(written: str) -> None:
    assert validate_type(written, TYPES | {"public.geometry"}) is None


def test_completion_offers_the_own_types_before_the_built_in_ones() -> None:
    names = [offer.name for offer in completions("st", SCHEMA)]
    assert names[0] == "app.status"
    assert [offer.name for offer in completions("int", SCHEMA)][:2] == ["integer", "bigint"]
    assert completions("timestamptz", SCHEMA)[0].name == "timestamp with time zone"
    assert completions("nonsense", SCHEMA) == []
