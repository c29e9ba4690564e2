"""`tablewright diff`"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Tablewright

OLD = "CREATE TABLE books (id bigint PRIMARY KEY);"
NEW = "CREATE TABLE books (id bigint PRIMARY KEY, title text);"


@pytest.fixture
def pair(script: Callable[[str, str], Path]) -> tuple[Path, Path]:
    return script("old.sql", OLD), script("new.sql", NEW)


def test_the_migration_is_printed(tablewright: Tablewright, pair: tuple[Path, Path]) -> None:
    ran = tablewright("diff", *pair)
    assert (ran.status, ran.err) == (1, "")
    assert "ALTER TABLE public.books ADD COLUMN title text;" in ran.out


def test_the_way_back_is_printed_with_down(
    tablewright: Tablewright, pair: tuple[Path, Path]
) -> None:
    assert "DROP COLUMN title" in tablewright("diff", *pair, "--down").out


def test_json_has_each_step(tablewright: Tablewright, pair: tuple[Path, Path]) -> None:
    (step,) = json.loads(tablewright("diff", *pair, "--json").out)["steps"]
    assert "ADD COLUMN title" in step["sql"]
    assert step["describe"]


def test_equal_schemas_have_no_difference(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    same = script("same.sql", "CREATE TABLE  BOOKS (ID int8, primary key (id))")
    assert tablewright("diff", script("old.sql", OLD), same) == (0, "", "")
