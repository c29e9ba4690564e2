"""SQL text in a design stays within its place in a script."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.engine.apply import apply
from schemas.engine.changes import AddObject, AddTable, AlterColumn, AlterObject
from schemas.engine.check import check
from schemas.engine.check.texts import BOUND, EXCLUSION, EXPRESSION, PARTITIONING, QUERY, TRIGGER
from schemas.engine.check.wholeness import Shape, what_is_wrong
from schemas.engine.errors import InvalidChange
from schemas.engine.model import (
    Attribute,
    Check,
    Column,
    CompositeType,
    Domain,
    Exclusion,
    Generated,
    Index,
    IndexKey,
    Kind,
    PartitionOf,
    Policy,
    Schema,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
    View,
)
from tests.engine.shop import SHOP, USERS, id_of
from tests.engine.write.designs import hostile, shop

BAD = "0); DROP TABLE users; --"
ID = id_of("new")


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "-1.5e-10",
        ".5",
        "'it''s; (--'::text",
        r"E'a\'b; ('",
        "U&'\\0041'",
        'lower("a""; (b")',
        "$$ ; ( ' $$",
        "$a$ $$ ; $a$",
        "ARRAY[1, 2]",
        "a[1:n] -> 'x' /* why; */",
        "1 -- so;\n + 2",
        "nextval('public.\"Größe_id_seq\"'::regclass)",
        "(EXISTS ( SELECT 1\n   FROM app.t, app.u\n  WHERE (t.a ~~ '%\\\\%'::text)))",
        "CASE WHEN (a = 1) THEN 'x'::text ELSE NULL::text END",
        "'a'\n'b'",
        "😀 + größe$1",
    ],
)
def test_whole_expressions_are_fine(text: str) -> None:
    assert what_is_wrong(text, EXPRESSION) is None


@pytest.mark.parametrize(
    "text",
    [
        BAD,
        "",
        "  ",
        "/* only a comment */",
        "'",
        "id;drop",
        '"a',
        '"a""',
        "E'a\\'",
        "E'a\\",
        "$a$ $$",
        "$$$",
        "(1",
        "1)",
        "1) + (2",
        "(1]",
        "1 -- the rest",
        "1 -- the rest\n",
        "1 /* the rest",
        "1 /*/",
        "0, b integer",
        "0 \\! ls",
        "a\0b",
    ],
)
def test_an_expression_is_whole_and_alone(text: str) -> None:
    assert what_is_wrong(text, EXPRESSION)


@pytest.mark.parametrize(
    "text",
    [
        "/* /* */ 1",
        "0 -- \r; DROP TABLE users\n + 1",
        "E'a'\n'\\' || '; DROP TABLE users --'",
        "1a$$; DROP TABLE users; --$$",
        "$1a$$; DROP TABLE users; --$$",
        "😀$$; DROP TABLE users; --$$",
        "\u00a0$$; DROP TABLE users; --$$",
        "$\u0663$; DROP TABLE users; --$\u0663$ $",
    ],
)
def test_nothing_hides_where_postgresql_and_psql_would_read_otherwise(text: str) -> None:
    assert what_is_wrong(text, EXPRESSION)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("EXCLUDE USING gist (a WITH =, b WITH &&) WHERE ((a > 0))", EXCLUSION),
        ("RANGE (a, lower(b))", PARTITIONING),
        ("FOR VALUES FROM (MINVALUE, 1) TO (10, 2)", BOUND),
        ("DEFAULT", BOUND),
        (" SELECT 1, 2", QUERY),
        ("(VALUES (1), (2))", QUERY),
        ("create or replace constraint trigger t AFTER UPDATE OF a, b ON c", TRIGGER),
    ],
)
def test_other_texts_begin_as_they_should(text: str, shape: Shape) -> None:
    assert what_is_wrong(text, shape) is None
    assert what_is_wrong(f"DROP {text}", shape)
    assert what_is_wrong(f"{text}; DROP TABLE users", shape) == "leave out the semicolon"


COLUMN = Column(id=ID, name="c", type="text")
EVERY_TEXT = Table(
    id=id_of("t"),
    name="t",
    columns=(
        replace(
            COLUMN,
            default=BAD,
            generated=Generated(expression=BAD),
            collation=BAD,
            storage=BAD,
            compression=BAD,
        ),
    ),
    constraints=(
        Check(id=id_of("check"), name="a", expression=BAD),
        Exclusion(id=id_of("exclusion"), name="b", definition=f"EXCLUDE {BAD}"),
    ),
    indexes=(
        Index(
            id=id_of("index"),
            name="i",
            keys=(IndexKey(expression=BAD, collation=BAD, operator_class=BAD),),
            where=BAD,
        ),
    ),
    triggers=(Trigger(id=id_of("trigger"), name="g", definition=f"CREATE TRIGGER {BAD}"),),
    policies=(Policy(id=id_of("policy"), name="p", using=BAD, check=BAD),),
    partition_by=f"LIST ({BAD}",
    partition_of=PartitionOf(parent=USERS.id, bound=f"FOR VALUES {BAD}"),
)


def test_every_text_of_a_table_is_looked_at() -> None:
    found = [issue for issue in check(Schema(tables=(EVERY_TEXT,))) if "text/" in issue.rule]
    assert sorted((issue.at[-1], issue.rule.removeprefix("text/")) for issue in found) == [
        ("a", "condition"),
        ("b", "definition"),
        ("c", "collation"),
        ("c", "compression"),
        ("c", "default"),
        ("c", "generated-value"),
        ("c", "storage"),
        ("g", "definition"),
        ("i", "collation"),
        ("i", "condition"),
        ("i", "key"),
        ("i", "operator-class"),
        ("p", "check"),
        ("p", "condition"),
        ("t", "bound"),
        ("t", "partitioning"),
    ]


@pytest.mark.parametrize(
    ("thing", "rule"),
    [
        (Domain(id=ID, name="d", type="text", default=BAD), "text/default"),
        (Domain(id=ID, name="d", type="text", collation=BAD), "text/collation"),
        (
            Domain(
                id=ID,
                name="d",
                type="text",
                checks=(Check(id=id_of("c"), name="c", expression=BAD),),
            ),
            "text/condition",
        ),
        (
            CompositeType(
                id=ID, name="c", attributes=(Attribute(name="a", type="text", collation=BAD),)
            ),
            "text/collation",
        ),
        (View(id=ID, name="v", definition="SELECT 1; DROP TABLE users;"), "text/query"),
        (View(id=ID, name="v", definition="DELETE FROM users"), "text/query"),
        (
            SqlObject(id=ID, kind=Kind.FUNCTION, name="f()", definition="DROP TABLE users"),
            "text/definition",
        ),
        (
            SqlObject(id=ID, kind=Kind.CAST, name="a); --", definition="CREATE CAST (a AS b)"),
            "text/name",
        ),
    ],
)
def test_every_text_of_an_object_is_looked_at(thing: TopLevel, rule: str) -> None:
    assert [issue.rule for issue in check(Schema(objects=(thing,)))] == [rule]


def test_a_verbatim_object_may_take_several_statements() -> None:
    definition = "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT $1);\nALTER TABLE t X;"
    rule = SqlObject(id=ID, kind=Kind.RULE, name="r ON t", definition=definition)
    assert check(Schema(objects=(rule,))) == []


def test_one_sentence_says_what_to_do() -> None:
    change = AlterColumn(table=USERS.id, column=USERS.columns[2].id, set={"default": "'"})
    with pytest.raises(InvalidChange) as caught:
        apply(SHOP, [change])
    assert str(caught.value) == "The default of age cannot be used as it is: close the quote."


def test_a_change_brings_no_text_that_is_not_whole() -> None:
    view = AlterObject(object=id_of("adults"), set={"definition": "SELECT 1; SELECT 2"})
    added = AddObject(object=View(id=ID, name="v", definition="SELECT '"))
    column = replace(COLUMN, default=BAD)
    table = AddTable(table=Table(id=id_of("t"), name="t", columns=(column,)))
    for change in (view, added, table):
        with pytest.raises(InvalidChange, match="cannot be used as it is"):
            apply(SHOP, [change])


@pytest.mark.parametrize("design", [SHOP, shop(), hostile()])
def test_what_postgresql_prints_is_fine(design: Schema) -> None:
    assert not [issue for issue in check(design) if issue.rule.startswith("text/")]
