"""Columns in queries follow a rename, and what a view gives out keeps its name."""

from __future__ import annotations

import pytest

from schemas.engine.expressions import QualifiedName
from schemas.engine.queries import queries_column, rename_queried_column

USERS = QualifiedName("app", "users")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            " SELECT id,\n    email\n   FROM app.users\n  WHERE email <> ''",
            " SELECT id,\n    mail AS email\n   FROM app.users\n  WHERE mail <> ''",
        ),
        ("SELECT email AS e FROM app.users", "SELECT mail AS e FROM app.users"),
        (
            "SELECT lower(email) AS email FROM app.users",
            "SELECT lower(mail) AS email FROM app.users",
        ),
        ("SELECT DISTINCT email FROM app.users", "SELECT DISTINCT mail AS email FROM app.users"),
        (
            "SELECT u.email, o.email FROM (app.users u JOIN o ON ((o.by = u.email)))",
            "SELECT u.mail AS email, o.email FROM (app.users u JOIN o ON ((o.by = u.mail)))",
        ),
        (
            "SELECT users.email FROM app.users, o GROUP BY users.email, o.x",
            "SELECT users.mail AS email FROM app.users, o GROUP BY users.mail, o.x",
        ),
        (
            "WITH x AS (SELECT users.email FROM app.users) SELECT x.email FROM x",
            "WITH x AS (SELECT users.mail AS email FROM app.users) SELECT x.email FROM x",
        ),
        (
            "SELECT EXTRACT(year FROM email) AS y FROM app.users",
            "SELECT EXTRACT(year FROM mail) AS y FROM app.users",
        ),
        (
            "SELECT u.email FROM app.users u UNION ALL SELECT 'email'",
            "SELECT u.mail AS email FROM app.users u UNION ALL SELECT 'email'",
        ),
    ],
)
def test_a_renamed_column_is_renamed_in_queries(before: str, after: str) -> None:
    assert rename_queried_column(before, USERS, "email", "mail") == after


@pytest.mark.parametrize(
    "query",
    [
        "SELECT email FROM app.people",
        "SELECT email FROM other.users",
        "SELECT email FROM app.users u JOIN app.notes n ON true",
        "SELECT o.email FROM app.users u, app.orders o",
    ],
)
def test_columns_of_other_tables_and_unclear_ones_stay(query: str) -> None:
    assert rename_queried_column(query, USERS, "email", "mail") == query
    assert not queries_column(query, USERS, "email")


def test_only_qualified_columns_are_renamed_in_subqueries_of_expressions() -> None:
    text = "(email = ( SELECT u.email FROM app.users u))"
    renamed = rename_queried_column(text, USERS, "email", "mail", bare=False)
    assert renamed == "(email = ( SELECT u.mail FROM app.users u))"
