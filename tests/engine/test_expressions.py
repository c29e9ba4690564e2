"""Renames reach the names inside SQL text and nothing else there."""

from __future__ import annotations

import time

import pytest

from schemas.engine.expressions import (
    QualifiedName,
    rename_column,
    rename_in_body,
    rename_in_trigger,
    rename_qualified,
    rename_qualifier,
    rename_trigger,
)

NAMES = {QualifiedName("app", "status"): QualifiedName("app", "order state")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(price > 0)", "(cost > 0)"),
        ('("price" > 0)', "(cost > 0)"),
        ("(PRICE > 0)", "(cost > 0)"),
        ("lower(price)", "lower(cost)"),
        ("price(x) > 0", "price(x) > 0"),
        ("note = 'price'", "note = 'price'"),
        ("x = E'\\'price'", "x = E'\\'price'"),
        ("a -- price\n > price", "a -- price\n > cost"),
        ("$$price$$ || price", "$$price$$ || cost"),
        ("'x'::price", "'x'::price"),
        ("orders.price > other.price", "orders.cost > other.price"),
        ("(address).price = price", "(address).price = cost"),
        ('total COLLATE "price"', 'total COLLATE "price"'),
        ("prices > 0", "prices > 0"),
        ('"Price" > 0', '"Price" > 0'),
        ("EXTRACT(price FROM price)", "EXTRACT(price FROM cost)"),
    ],
)
def test_a_renamed_column_is_renamed_in_its_expressions(before: str, after: str) -> None:
    assert rename_column(before, "price", "cost", qualifiers=["orders"]) == after


def test_bare_words_inside_a_subquery_are_left_alone() -> None:
    text = "(EXISTS ( SELECT 1 FROM m WHERE ((m.org = docs.org) AND org))) AND org"
    renamed = rename_column(text, "org", "team", qualifiers=["docs"])
    assert renamed == "(EXISTS ( SELECT 1 FROM m WHERE ((m.org = docs.team) AND org))) AND team"


@pytest.mark.parametrize(
    "text",
    [
        "(x)::timestamp(3) without time zone",
        "x AT TIME ZONE 'UTC'",
        "(x)::double precision",
    ],
)
@pytest.mark.parametrize("name", ["zone", "without", "time", "precision"])
def test_words_of_types_are_no_columns(text: str, name: str) -> None:
    assert rename_column(text, name, "other") == text


def test_a_new_name_is_quoted_where_needed() -> None:
    assert rename_column("(price > 0)", "price", "order") == '("order" > 0)'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("app.status[]", 'app."order state"[]'),
        ("'new'::app.status", "'new'::app.\"order state\""),
        ("other.status", "other.status"),
        ("app.statuses", "app.statuses"),
        ("x.app.status", "x.app.status"),
        ("nextval('app.status'::regclass)", "nextval('app.\"order state\"'::regclass)"),
        ("'app.status'", "'app.status'"),
        ('"app"."status".id', 'app."order state".id'),
    ],
)
def test_a_renamed_object_is_renamed_wherever_it_is_qualified(before: str, after: str) -> None:
    assert rename_qualified(before, NAMES) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SELECT users.id FROM app.users", "SELECT people.id FROM app.people"),
        ("SELECT users.id FROM app.users u", "SELECT users.id FROM app.people u"),
        ("SELECT users.id FROM app.users AS u", "SELECT users.id FROM app.people AS u"),
        (
            "SELECT users.id FROM (o JOIN app.users ON ((users.id = o.by)))",
            "SELECT people.id FROM (o JOIN app.people ON ((people.id = o.by)))",
        ),
        ("SELECT 'x'::app.users, users.id", "SELECT 'x'::app.people, users.id"),
    ],
)
def test_columns_of_a_renamed_table_without_an_alias_follow(before: str, after: str) -> None:
    names = {QualifiedName("app", "users"): QualifiedName("app", "people")}
    assert rename_qualified(before, names) == after


def test_string_bodies_of_functions_follow_only_when_asked() -> None:
    body = "CREATE FUNCTION f(app.status) AS $x$ select 'a'::app.status $x$"
    assert rename_qualified(body, NAMES).endswith("$x$ select 'a'::app.status $x$")
    assert rename_in_body(body, NAMES).endswith("$x$ select 'a'::app.\"order state\" $x$")


def test_triggers_follow_renames_of_their_columns_and_of_themselves() -> None:
    text = (
        "CREATE TRIGGER a BEFORE UPDATE OF a, b ON app.a FOR EACH ROW"
        " WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION a('a')"
    )
    assert rename_in_trigger(text, "a", "z") == (
        "CREATE TRIGGER a BEFORE UPDATE OF z, b ON app.a FOR EACH ROW"
        " WHEN ((old.z IS DISTINCT FROM new.z)) EXECUTE FUNCTION a('a')"
    )
    assert rename_trigger(text, "T2").startswith('CREATE TRIGGER "T2" BEFORE')


def test_a_renamed_table_is_renamed_before_its_columns() -> None:
    assert rename_qualifier("docs.id = app.docs", "docs", "papers") == "papers.id = app.docs"


@pytest.mark.parametrize("piece", ["/*", "$a$", "'", '"', "$", "(SELECT", "::without "])
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    text = piece * 20_000 + " price"
    start = time.perf_counter()
    rename_column(text, "price", "cost")
    assert time.perf_counter() - start < 5
