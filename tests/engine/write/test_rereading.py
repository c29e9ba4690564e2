"""Conditions are written so that PostgreSQL reads back the lists that it printed."""

import pytest

from schemas.engine.write.statements.rereading import reread_alike

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
