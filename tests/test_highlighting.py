"""Highlighted code keeps its text, its lines and the page's safety."""

import re
from html import unescape

import pytest

from designer.highlighting import LONGEST_COLOURED, code_lines

SAMPLES = {
    "postgres": "CREATE TABLE t (\n  id int, -- key\n  b text DEFAULT 'a\nb'\n);\n",
    "mermaid": 'erDiagram\n  users {\n    uuid id PK "the key"\n  }\n  users ||--o{ orders : has\n',
    "markdown": "# Title\n\n- **bold** `code`\n",
    "typescript": "export const a = pgTable('a', {}) // table\n",
    "json": '{"a": [1, "two"]}\n',
    "no such language": "plain <b>text</b>\n",
}


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_colouring_never_alters_the_text(language: str, text: str) -> None:
    assert text_of(code_lines(text, language)) == text


def test_lines_are_numbered_from_the_first_and_one_is_marked() -> None:
    html = code_lines("a\n\nb", "postgres", first=41, marked=43)
    assert re.findall(r'data-line="(\d+)"( data-marked)?', html) == [
        ("41", ""),
        ("42", ""),
        ("43", " data-marked"),
    ]


def test_markup_in_code_is_shown_and_not_obeyed() -> None:
    html = code_lines("SELECT '<script>alert(1)</script>'; -- <img>", "postgres")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_column_type_in_mermaid_is_coloured_as_a_type() -> None:
    assert '<span class="tok-type">uuid</span>' in code_lines(SAMPLES["mermaid"], "mermaid")


def test_a_very_long_text_stays_plain() -> None:
    html = code_lines("SELECT 1;\n" * (LONGEST_COLOURED // 10 + 1), "postgres")
    assert "tok-keyword" not in html
