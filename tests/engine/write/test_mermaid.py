"""The diagram has the seed's form, and no name can break it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from schemas.engine.model import Action, PartitionOf, PrimaryKey, Schema, Table, Unique
from schemas.engine.write.mermaid import simple_type, write_mermaid
from tests.engine.write.designs import column, foreign_key, hostile, new_id, shop, table


@pytest.mark.parametrize(
    "line",
    [
        "erDiagram",
        "    USERS ||--o{ ORDERS : places",
        "    USERS {",
        "        uuid id PK",
        "        string email UK",
        "        string full_name",
        "        datetime created_at",
        "    ORDERS ||--|{ ORDER_ITEMS : contains",
        "        uuid user_id FK",
        "        decimal total_amount",
        '    PRODUCTS ||--o{ ORDER_ITEMS : "included in"',
        "        int quantity",
    ],
)
def test_the_shop_reads_as_in_the_brief(line: str) -> None:
    assert line in write_mermaid(shop()).splitlines()


def test_a_relationship_that_may_be_missing_is_drawn_so() -> None:
    assert "    USERS |o--o{ AUDIT_LOG : has" in write_mermaid(shop()).splitlines()


@pytest.mark.parametrize(
    ("type_name", "word"),
    [
        ("uuid", "uuid"),
        ("character varying(255)", "string"),
        ("citext", "citext"),
        ("numeric(10,2)", "decimal"),
        ("timestamp(3) with time zone", "datetime"),
        ("double precision", "float"),
        ("bigint", "int"),
        ("text[]", "string[]"),
        ('app."Mood of day"', "mood_of_day"),
    ],
)
def test_types_are_simple_words(type_name: str, word: str) -> None:
    assert simple_type(type_name) == word


def _joined(child: Table, **options: object) -> str:
    key = replace(foreign_key(child.name, "user_id", "users"), **options)
    child = replace(child, constraints=(*child.constraints, key))
    script = write_mermaid(Schema(tables=(table("users"), child)))
    return next(line.strip() for line in script.splitlines() if "--" in line)


def test_a_key_that_is_unique_joins_at_most_one() -> None:
    child = table("profiles", "id", "user_id")
    unique = Unique(id=new_id("u"), name="u", columns=(child.columns[1].id,))
    child = replace(child, constraints=(*child.constraints, unique))
    assert _joined(child) == "USERS |o--o| PROFILES : has"


def test_a_key_inside_the_primary_key_is_both() -> None:
    columns = (column("roles", "user_id", nullable=False), column("roles", "n", nullable=False))
    key = PrimaryKey(id=new_id("k"), name="k", columns=tuple(c.id for c in columns))
    foreign = foreign_key("roles", "user_id", "users")
    made = Table(id=new_id("roles"), name="roles", columns=columns, constraints=(key, foreign))
    script = write_mermaid(Schema(tables=(table("users"), made)))
    assert "        int user_id PK, FK\n" in script


def test_a_role_is_told_where_the_column_has_another_name_than_the_table() -> None:
    child = table("claims", "id", "opened_by")
    key = foreign_key("claims", "opened_by", "users")
    child = replace(child, constraints=(*child.constraints, key))
    script = write_mermaid(Schema(tables=(table("users"), child)))
    assert 'USERS |o--o{ CLAIMS : "opened by"' in script


def test_a_part_named_after_its_whole_is_contained_in_it() -> None:
    child = table("user_roles", "id", "user_id")
    assert _joined(child, on_delete=Action.CASCADE) == "USERS |o--|{ USER_ROLES : contains"


def test_partitions_are_not_drawn() -> None:
    parent = table("logs", partition_by="RANGE (id)")
    part = table("logs_1", partition_of=PartitionOf(parent=parent.id, bound="DEFAULT"))
    assert "LOGS_1" not in write_mermaid(Schema(tables=(parent, part)))


def test_tables_of_one_name_in_two_schemas_stay_apart() -> None:
    one, other = table("app_users"), replace(table("users"), id=new_id("2"), schema="app")
    script = write_mermaid(Schema(tables=(one, other)))
    assert "    APP_USERS {" in script
    assert '    APP_USERS_2["app.users"] {' in script


LINE = re.compile(
    r"""erDiagram
      | \ {4}\w+\ (\|\||\|o)--(o\{|\|\{|o\|)\ \w+\ :\ (\w+|"[^"%\\\r\n]+")
      | \ {4}\w+(\["[^"%\\\r\n]+"\])?(\ \{)?
      | \ {8}\w+(\[\])?\ \w+(\ (PK|FK|UK)(,\ (PK|FK|UK))*)?(\ "[^"]*")?
      | \ {4}\}""",
    re.VERBOSE | re.ASCII,
)


def test_no_name_leaves_the_grammar() -> None:
    script = write_mermaid(hostile())
    for line in script.splitlines():
        plain = re.sub(r'"[^"]*"', lambda m: m.group().encode("ascii", "replace").decode(), line)
        assert LINE.fullmatch(plain), line
    assert "<script>" not in script
    assert "`" not in script
