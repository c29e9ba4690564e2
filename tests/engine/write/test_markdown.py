"""The documentation has the seed's form, and no name can break its tables."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from schemas.engine.model import EnumType, PrimaryKey, Schema, Table
from schemas.engine.write.markdown import short_type, write_markdown
from tests.engine.write.designs import (
    HOSTILE_NAMES,
    column,
    foreign_key,
    hostile,
    new_id,
    shop,
    table,
    view,
)


@pytest.mark.parametrize(
    "line",
    [
        "# Database Schema: Shop",
        "## Tables Overview",
        "| Table | Purpose | Row Estimate |",
        "|-------|---------|--------------|",
        "| users | User accounts | unknown |",
        "## Entity: users",
        "### Columns",
        "| Column | Type | Constraints | Description |",
        "|--------|------|-------------|-------------|",
        "| id | UUID | PK | Primary identifier |",
        "| email | VARCHAR(255) | NOT NULL, UNIQUE | User email |",
        "### Indexes",
        "| Name | Columns | Type | Purpose |",
        "| users_email_key | email | B-tree | Email lookups |",
        "| idx_settings_preferences | preferences | GIN | Search inside preferences |",
        "### Relationships",
        "- Has many: audit_log, orders, settings",
        "- Belongs to: user (optional)",
        "### Sample Queries",
    ],
)
def test_the_shop_reads_as_in_the_brief(line: str) -> None:
    assert line in write_markdown(shop(), title="Shop").splitlines()


def test_the_sample_query_is_the_one_of_the_brief() -> None:
    query = (
        "```sql\n-- Get user with orders\nSELECT u.*, o.*\nFROM users u\n"
        "LEFT JOIN orders o ON o.user_id = u.id\nWHERE u.id = $1;\n```\n"
    )
    assert query in write_markdown(shop())


@pytest.mark.parametrize(
    ("type_name", "short"),
    [
        ("character varying(255)", "VARCHAR(255)"),
        ("timestamp with time zone", "TIMESTAMPTZ"),
        ("timestamp(3) with time zone", "TIMESTAMPTZ(3)"),
        ("numeric(10,2)[]", "NUMERIC(10,2)[]"),
        ("double precision", "DOUBLE PRECISION"),
        ('app."Mood"', 'app."Mood"'),
    ],
)
def test_built_in_types_are_short_and_others_stay(type_name: str, short: str) -> None:
    assert short_type(type_name) == short


def test_a_table_between_two_others_joins_them_when_nothing_else_is_said() -> None:
    columns = (column("tags_of", "a_id"), column("tags_of", "b_id"))
    key = PrimaryKey(id=new_id("k"), name="k", columns=tuple(c.id for c in columns))
    keys = (foreign_key("tags_of", "a_id", "a"), foreign_key("tags_of", "b_id", "b"))
    between = Table(id=new_id("tags_of"), name="tags_of", columns=columns, constraints=(key, *keys))
    text = write_markdown(Schema(tables=(table("a"), table("b"), between)))
    assert "| tags_of | Joins a and b | unknown |" in text


def test_enums_and_views_have_their_parts() -> None:
    mood = EnumType(id=new_id("mood"), name="mood", labels=("good", "bad"), comment="How it is")
    text = write_markdown(Schema(objects=(mood, view("v", "SELECT '```'", comment="One"))))
    assert "## Enums\n| Enum | Values | Description |" in text
    assert "| mood | good, bad | How it is |" in text
    assert "## View: v\n\nOne\n\n````sql\nSELECT '```'\n````\n" in text


def test_no_name_adds_a_cell_a_line_or_markup() -> None:
    text = write_markdown(hostile(), title="<b>|")
    outside = re.sub(r"^(`{3,})sql$.*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    assert "<" not in outside
    assert len(re.findall(r"^## Entity: ", outside, re.MULTILINE)) == len(HOSTILE_NAMES)
    widths = {
        len(re.findall(r"(?<!\\)\|", line)) for line in outside.splitlines() if line[:1] == "|"
    }
    assert widths == {4, 5}


def test_a_line_break_in_a_name_cannot_leave_the_comment_of_a_query() -> None:
    evil = replace(table("x"), name="x\nDROP TABLE users; --")
    assert "\nDROP TABLE" not in write_markdown(Schema(tables=(evil,))).replace('"x\nDROP', "")
