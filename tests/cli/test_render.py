"""`tablewright render`"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Tablewright

BOOKS = "CREATE TABLE books (id bigint PRIMARY KEY, title text NOT NULL);"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("postgres", "CREATE TABLE public.books"),
        ("mermaid", "erDiagram"),
        ("markdown", "books"),
        ("drizzle", "pgTable"),
        ("json", '"tables"'),
    ],
)
def test_each_kind_is_printed(
    tablewright: Tablewright, script: Callable[[str, str], Path], kind: str, words: str
) -> None:
    ran = tablewright("render", script("library.sql", BOOKS), "--to", kind)
    assert (ran.status, ran.err) == (0, "")
    assert words in ran.out


def test_a_script_can_come_from_standard_input(tablewright: Tablewright) -> None:
    ran = tablewright("render", "-", "--to", "json", stdin=BOOKS)
    assert [table["name"] for table in json.loads(ran.out)["tables"]] == ["books"]


def test_a_file_is_written_into_a_new_folder(
    tablewright: Tablewright, script: Callable[[str, str], Path], tmp_path: Path
) -> None:
    made = tmp_path / "made" / "here"
    ran = tablewright("render", script("a.sql", BOOKS), "--to", "postgres", "-o", made)
    assert (ran.status, ran.out) == (0, "")
    (file,) = made.iterdir()
    assert "CREATE TABLE public.books" in file.read_text()


def test_what_is_left_out_is_said_on_standard_error(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    dump = script("dump.sql", f"{BOOKS}\nALTER TABLE books OWNER TO nobody_here;")
    ran = tablewright("render", dump, "--to", "json")
    assert ran.status == 0
    assert ran.err.startswith(f"{dump}:2: left out: ")


def test_a_syntax_error_is_one_line_with_its_place(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    wrong = script("wrong.sql", "SELECT 1;\n\nCREATE TABEL x (id int);\nSELECT 2;")
    ran = tablewright("render", wrong, "--to", "json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines() == [f'tablewright: {wrong}:3: syntax error at or near "TABEL"']


def test_a_type_of_a_missing_extension_is_explained(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    maps = script("maps.sql", "CREATE EXTENSION postgis;\nCREATE TABLE t (g geometry);")
    ran = tablewright("render", maps, "--to", "json")
    assert ran.err == (
        f'tablewright: {maps}:2: type "geometry" does not exist. '
        "The sandbox lacks the extension postgis, which may define it.\n"
    )


def test_a_missing_file_is_one_line(tablewright: Tablewright) -> None:
    ran = tablewright("render", "nowhere.sql", "--to", "json")
    expected = "tablewright: nowhere.sql cannot be read: No such file or directory.\n"
    assert (ran.status, ran.err) == (2, expected)


def test_an_empty_script_is_refused(tablewright: Tablewright) -> None:
    ran = tablewright("render", "-", "--to", "json", stdin=" \n")
    assert (ran.status, "standard input is empty" in ran.err) == (2, True)


def test_an_unknown_kind_is_refused(tablewright: Tablewright) -> None:
    assert tablewright("render", "x.sql", "--to", "punchcards").status == 2


def test_a_database_that_is_not_there_is_one_line_without_the_password(
    tablewright: Tablewright,
) -> None:
    ran = tablewright("render", "postgresql://me:s3cret@127.0.0.1:1/shop", "--to", "json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("tablewright: postgresql://127.0.0.1/shop: ")
    assert "s3cret" not in ran.err


def test_a_dbml_file_is_known_by_its_name(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    ran = tablewright("render", script("a.dbml", "Table t { x datetime }"), "--to", "dbml")
    assert ran.status == 0
    assert "Table t {\n  x timestamp\n}" in ran.out
    assert ran.err.endswith("a.dbml:1: The type datetime becomes timestamp.\n")


def test_another_database_is_named(
    tablewright: Tablewright, script: Callable[[str, str], Path]
) -> None:
    dump = script("a.sql", "CREATE TABLE `t` (`x` tinyint(1));")
    ran = tablewright("render", dump, "--from", "mysql", "--to", "postgres")
    assert ran.status == 0
    assert "x boolean" in ran.out
