"""Cutting scripts into statements."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.sandbox.limits import Limits
from schemas.sandbox.script import Piece, PieceKind, ScriptRefused, read_text, split

LIMITS = Limits()

FRAGMENTS = st.sampled_from(
    [
        "select 1",
        ";",
        "\n",
        " ",
        "'a;b'",
        "''",
        "'it''s'",
        r"E'\';'",
        '"a;""b"',
        "$$;$$",
        "$a$;$$;$a$",
        "/* ; /* ; */ */",
        "-- ;\n",
        "(",
        ")",
        "\\restrict x\n",
        "copy t from stdin;\n1\t;\n\\.\n",
        "begin atomic",
        "end",
        "case",
        "create function f()",
        "é🙂",
        "$1",
        "\\",
        "12,3",
    ]
)


def statements(text: str) -> list[Piece]:
    return [piece for piece in split(text, LIMITS) if piece.kind is PieceKind.SQL]


@given(st.lists(FRAGMENTS).map("".join))
def test_joined_pieces_are_the_script(text: str) -> None:
    pieces = list(split(text, LIMITS))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text


@given(st.text())
def test_any_text_at_all_is_tiled_by_its_pieces(text: str) -> None:
    pieces = list(split(text, LIMITS))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text


@given(st.lists(FRAGMENTS).map("".join))
def test_a_piece_names_the_line_where_its_text_begins(text: str) -> None:
    for piece in statements(text):
        at = text.index(piece.text, piece.start)
        assert piece.line == text.count("\n", 0, at) + 1


@pytest.mark.parametrize(
    "one",
    [
        "SELECT 'a;b', \"c;d\", $$;$$, $x$ ; $$ ; $x$",
        r"SELECT E'it\'s; ', ';'",
        "SELECT 1 /* ; /* nested ; */ ; */ + 2 -- ;\n",
        "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)",
        "CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC DELETE FROM a; DELETE FROM b; END",
        "SELECT a$b$c, 1",
        "INSERT INTO t VALUES ('\\')",
    ],
)
def test_a_semicolon_inside_a_statement_does_not_end_it(one: str) -> None:
    found = statements(f"{one};\nSELECT 2;")
    assert [piece.text for piece in found][-1] == "SELECT 2"
    assert len(found) == 2


def test_a_comment_before_a_statement_does_not_move_its_line() -> None:
    first, second = statements("-- head\n\n/* long\n */ SELECT 1;\n\n  SELECT\n 2;")
    assert (first.line, first.text) == (4, "SELECT 1")
    assert (second.line, second.text) == (6, "SELECT\n 2")


def test_old_strings_escape_with_a_backslash_after_the_setting() -> None:
    text = r"SET standard_conforming_strings = off; SELECT 'a\'; b'; SELECT 2;"
    assert [piece.text for piece in statements(text)][1:] == [r"SELECT 'a\'; b'", "SELECT 2"]


def test_copied_rows_belong_to_their_statement() -> None:
    copy, after = statements("COPY t (a) FROM stdin WITH (FORMAT csv);\n1;'\n2\n\\.\nSELECT 1;")
    assert copy.copy_lines == 2
    assert (after.text, after.line) == ("SELECT 1", 5)


def test_psql_commands_are_pieces_of_their_own() -> None:
    pieces = list(split("\\restrict abc\nSELECT 1;\n\\! rm -rf /\nSELECT 2 \\gexec\n", LIMITS))
    metas = [piece.text for piece in pieces if piece.kind is PieceKind.META]
    assert metas == ["\\restrict abc", "\\! rm -rf /"]
    assert [piece.text for piece in pieces if piece.kind is PieceKind.SQL] == [
        "SELECT 1",
        "SELECT 2",
    ]


@pytest.mark.parametrize("unit", ["'", '"', "$a$", "/*", "((", "\\", "--", "''", "E'\\", "$"])
def test_cost_grows_with_length_and_not_with_its_square(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    started = time.process_time()
    # Some of these are refused at their end: what counts is that the end is reached soon.
    with suppress(ScriptRefused):
        list(split(text, LIMITS))
    assert time.process_time() - started < 4


@pytest.mark.parametrize("depth", [600, 100_000])
def test_deep_nesting_is_refused_with_its_line(depth: int) -> None:
    with pytest.raises(ScriptRefused) as caught:
        list(split("SELECT 1;\nSELECT " + "(" * depth + "1" + ")" * depth + ";", LIMITS))
    assert caught.value.refusal["line"] == 2
    assert "deep" in caught.value.refusal["message"]


def test_thousands_of_operators_are_refused() -> None:
    with pytest.raises(ScriptRefused, match="operators"):
        list(split("SELECT 1" + "+1" * 30_000, LIMITS))


@pytest.mark.parametrize(
    ("script", "message", "line"),
    [
        (b"SELECT 1;\nSELECT '\xff';", "UTF-8", 2),
        (b"SELECT 1;\n\nSELECT '\0';", "NUL", 3),
        (b"PGDMP\x01\x0e", "pg_restore", None),
        (b"\x1f\x8b\x08", "gunzip", None),
        ("SELECT 1;".encode("utf-16"), "UTF-16", None),
        (b"-" * 60_000_000, "pg_dump --schema-only", None),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(
    script: bytes, message: str, line: int | None
) -> None:
    with pytest.raises(ScriptRefused) as caught:
        read_text(script, LIMITS)
    assert message in caught.value.refusal["message"]
    assert caught.value.refusal["line"] == line


def test_a_byte_order_mark_is_no_part_of_the_script() -> None:
    assert read_text(b"\xef\xbb\xbfSELECT 1;", LIMITS) == "SELECT 1;"
