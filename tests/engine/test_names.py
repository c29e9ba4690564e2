"""Quoting, cutting and choosing names as PostgreSQL does."""

from __future__ import annotations

import pytest

from schemas.engine.names import byte_length, clip, default_name, literal, qualified, quote


@pytest.mark.parametrize("name", ["orders", "_x1", "name", "status", "type", "key", "year"])
def test_plain_names_stay_bare(name: str) -> None:
    assert quote(name) == name


@pytest.mark.parametrize(
    "name", ["Orders", "user", "order", "int", "left", "1st", "größe", "a b", "a$", "", "😀"]
)
def test_names_that_would_not_survive_are_quoted(name: str) -> None:
    assert quote(name) == f'"{name}"'


def test_quotes_inside_names_and_texts_are_doubled() -> None:
    assert quote('a"b') == '"a""b"'
    assert literal("it's") == "'it''s'"


def test_names_outside_schemas_are_not_qualified() -> None:
    assert qualified("app", "user") == 'app."user"'
    assert qualified("", "pgcrypto") == "pgcrypto"


def test_names_are_never_cut_inside_a_character() -> None:
    assert clip("ä" * 40) == "ä" * 31
    assert byte_length(clip("😀" * 40)) == 60


@pytest.mark.parametrize(
    ("table", "columns", "suffix", "name"),
    [
        ("orders", [], "pkey", "orders_pkey"),
        ("orders", ["user_id"], "fkey", "orders_user_id_fkey"),
        ("orders", ["a", "b"], "key", "orders_a_b_key"),
        ("t" * 70, [], "pkey", "t" * 58 + "_pkey"),
        ("t" * 40, ["c" * 40], "fkey", "t" * 29 + "_" + "c" * 28 + "_fkey"),
        ("t" * 10, ["c" * 60], "idx", "t" * 10 + "_" + "c" * 48 + "_idx"),
        ("t", ["c" * 62, "d" * 62], "key", "t_" + "c" * 57 + "_key"),
    ],
)
def test_default_names_are_those_of_postgresql(
    table: str, columns: list[str], suffix: str, name: str
) -> None:
    assert default_name(table, columns, suffix) == name
    assert byte_length(name) <= 63


def test_a_taken_default_name_gets_a_number() -> None:
    taken = {"orders_user_id_fkey", "orders_user_id_fkey1"}
    assert default_name("orders", ["user_id"], "fkey", taken=taken) == "orders_user_id_fkey2"
