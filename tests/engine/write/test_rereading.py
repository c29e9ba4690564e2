"""What PostgreSQL printed is written so that it reads the same tree again."""

from __future__ import annotations

import pytest

from schemas.engine.write.statements.rereading import (
    named_values,
    reread_alike,
    reread_query_alike,
)


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        (
            "((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
            "((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying]"
            "::character varying[])::text[]))",
        ),
        ("(ARRAY[1, 2])::bigint[]", "(ARRAY[1, 2]::integer[])::bigint[]"),
        ("(ARRAY[1.5])::real[]", "(ARRAY[1.5]::numeric[])::real[]"),
        ("(ARRAY['a'::bpchar])::text[]", "(ARRAY['a'::bpchar]::bpchar[])::text[]"),
        (
            "(ARRAY[ARRAY['a)'::character varying(3)]])::text[]",
            "(ARRAY[ARRAY['a)'::character varying(3)]]::character varying[])::text[]",
        ),
        ("(ARRAY[a, lower(b)])::text[]", "pg_catalog._text((ARRAY[a, lower(b)]))::text[]"),
    ],
)
def test_a_cast_of_an_array_is_not_one_of_its_elements(printed: str, written: str) -> None:
    assert reread_alike(printed).replace("))::text[]", "))") == written.replace("))::text[]", "))")


@pytest.mark.parametrize(
    "expression",
    ["ARRAY['a'::text, 'b'::text]", "(ARRAY[1, 2])[1]", "'(ARRAY[1])::bigint[]'::text", "x > 3"],
)
def test_other_expressions_stay_as_they_are(expression: str) -> None:
    assert reread_alike(expression) == expression


def test_a_column_without_a_name_stays_without() -> None:
    printed = " SELECT t.a,\n    lower(t.b) AS b\n   FROM t\nUNION\n SELECT 1,\n    NULL::text"
    assert reread_query_alike(printed) == f'{printed} AS "?column?"'


def test_columns_numbers_and_calculations_have_no_name_to_lose() -> None:
    printed = " SELECT DISTINCT ON (a) a,\n    s.b,\n    1,\n    (a + 1)\n   FROM s"
    assert reread_query_alike(printed) == printed


def test_values_with_names_are_values_again() -> None:
    printed = (
        ' SELECT column1 AS a,\n    column2 AS "B b"\n'
        "   FROM (VALUES (1,'x'::text), (2,')'::text)) \"*VALUES*\"\n  ORDER BY column1"
    )
    found = named_values(printed)
    assert found is not None
    assert found.names == ("a", '"B b"')
    assert found.query == " VALUES (1,'x'::text), (2,')'::text)\n  ORDER BY column1"


def test_a_subquery_of_values_stays_one() -> None:
    printed = ' SELECT column1 AS a\n   FROM ( VALUES (1)) "*VALUES*"'
    assert named_values(printed) is None


OF_BETWEEN = "CHECK ((((b >= 0) AND (b <= 10)) AND (a >= 0)))"


def test_an_and_that_stood_apart_stays_apart() -> None:
    assert reread_alike(OF_BETWEEN) == "CHECK ((((b >= 0) AND (b <= 10))::boolean AND (a >= 0)))"


def test_so_does_an_or_of_compared_rows() -> None:
    printed = "(NOT (((a IS DISTINCT FROM 1) OR (b IS DISTINCT FROM 2)) OR (c IS DISTINCT FROM 3)))"
    kept = "(NOT (((a IS DISTINCT FROM 1) OR (b IS DISTINCT FROM 2))::boolean OR (c IS DISTINCT "
    assert reread_alike(printed) == kept + "FROM 3)))"


@pytest.mark.parametrize(
    "printed",
    [
        "((a >= 0) AND (b <= 10) AND (c >= 0))",
        "(((a = 1) OR (b = 2)) AND (c = 3))",
        "((a = 1) AND ((b = 2) AND (c = 3)))",
        "SELECT a FROM t WHERE (NOT ((a = 1) AND (b = 2))) AND c",
        f"COMMENT ON TABLE t IS '{OF_BETWEEN}'",
        f"CREATE FUNCTION f() RETURNS boolean AS $$SELECT {OF_BETWEEN}$$",
        ")) AND ))",
    ],
)
def test_other_lists_stay_as_they_are(printed: str) -> None:
    assert reread_alike(printed) == printed
