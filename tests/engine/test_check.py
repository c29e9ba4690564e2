"""Every rule a design must keep, by an example that breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.engine.check import check
from schemas.engine.model import (
    Attribute,
    Check,
    Column,
    CompositeType,
    Constraint,
    Domain,
    EnumType,
    Extension,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexKey,
    Kind,
    Namespace,
    PartitionOf,
    PrimaryKey,
    Schema,
    Sequence,
    SqlObject,
    Table,
    TopLevel,
    Unique,
    View,
)
from tests.engine.shop import SHOP, USERS, column, id_of

A, B = id_of("t.a"), id_of("t.b")
T = Table(id=id_of("t"), name="t", columns=(column("t.a", "integer"), column("t.b", "text")))


def rules(*tables: Table, objects: tuple[TopLevel, ...] = ()) -> list[str]:
    return [issue.rule for issue in check(Schema(tables=tables, objects=objects))]


def with_column(**fields: object) -> Table:
    first, second = T.columns
    return replace(T, columns=(replace(first, **fields), second))  # type: ignore[arg-type]


def with_constraints(*constraints: Constraint) -> Table:
    return replace(T, constraints=constraints)


def key(name: str, *columns: object, id: str = "key") -> PrimaryKey:
    return PrimaryKey(id=id_of(id), name=name, columns=columns)  # type: ignore[arg-type]


def test_the_shop_keeps_every_rule() -> None:
    assert check(SHOP) == []


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "name/empty"),
        ("  ", "name/empty"),
        ("a\0b", "name/nul"),
        ("ä" * 32, "name/too-long"),
        ("ctid", "name/system-column"),
    ],
)
def test_names_fit_postgresql(name: str, rule: str) -> None:
    assert rules(with_column(name=name)) == [rule]


def test_sixty_three_bytes_are_fine() -> None:
    assert rules(with_column(name="ä" * 31 + "x")) == []


@pytest.mark.parametrize(
    "thing",
    [
        Namespace(id=id_of("o"), name=""),
        Extension(id=id_of("o"), name=""),
        EnumType(id=id_of("o"), name=""),
        Domain(id=id_of("o"), name="", type="text"),
        Domain(
            id=id_of("o"),
            name="d",
            type="text",
            checks=(Check(id=id_of("c"), name="", expression="true"),),
        ),
        CompositeType(id=id_of("o"), name="c", attributes=(Attribute(name="", type="text"),)),
        Sequence(id=id_of("o"), name=""),
        View(id=id_of("o"), name="", definition="SELECT 1"),
        SqlObject(id=id_of("o"), kind=Kind.CAST, name="", definition="CREATE CAST (a AS b)"),
    ],
)
def test_every_object_has_a_name(thing: TopLevel) -> None:
    assert set(rules(objects=(thing,))) == {"name/empty"}


@pytest.mark.parametrize(
    "other",
    [
        View(id=id_of("v"), name="t", definition="SELECT 1"),
        Sequence(id=id_of("s"), name="t"),
        CompositeType(id=id_of("c"), name="t", attributes=(Attribute(name="x", type="text"),)),
        EnumType(id=id_of("e"), name="t"),
    ],
)
def test_a_table_shares_its_name_with_nothing_else_in_its_schema(other: TopLevel) -> None:
    assert "name/taken" in rules(T, objects=(other,))


def test_indexes_and_keys_share_the_names_of_tables() -> None:
    index = Index(id=id_of("i"), name="t", keys=(IndexKey(column=A),))
    assert rules(replace(T, indexes=(index,))) == ["name/taken"]
    assert rules(with_constraints(key("t", A))) == ["name/taken"]


def test_the_same_name_is_free_in_another_schema_or_space() -> None:
    home = Namespace(id=id_of("app"), name="app")
    enum = EnumType(id=id_of("e"), name="i")
    index = Index(id=id_of("i"), name="i", keys=(IndexKey(column=A),))
    twin = Table(id=id_of("twin"), name="t", schema="app")
    assert rules(replace(T, indexes=(index,)), twin, objects=(home, enum)) == []


def test_columns_constraints_triggers_and_labels_are_named_once() -> None:
    twice = with_constraints(
        Check(id=id_of("x"), name="c", expression="true"),
        Check(id=id_of("y"), name="c", expression="true"),
    )
    assert rules(with_column(name="b")) == ["name/taken"]
    assert rules(twice) == ["name/taken"]
    enum = EnumType(id=id_of("e"), name="e", labels=("a", "a"))
    assert rules(objects=(enum,)) == ["enum/label-twice"]


def test_schemas_and_extensions_are_named_once() -> None:
    homes = (Namespace(id=id_of("a"), name="app"), Namespace(id=id_of("b"), name="app"))
    twins = (Extension(id=id_of("c"), name="citext"), Extension(id=id_of("d"), name="citext"))
    assert rules(objects=homes) == ["name/taken"]
    assert rules(objects=twins) == ["name/taken"]
    assert rules(objects=(Namespace(id=id_of("a"), name="pg_x"),)) == ["name/reserved-schema"]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"type": "colour"}, "schema/type"),
        ({"default": "1", "identity": Identity()}, "column/sources"),
        ({"default": "1", "generated": Generated(expression="2")}, "column/sources"),
        ({"type": "text", "identity": Identity()}, "column/identity-type"),
        ({"nullable": True, "identity": Identity()}, "column/identity-null"),
        ({"generated": Generated(expression=" ")}, "text/generated-value"),
    ],
)
def test_columns_make_sense(fields: dict[str, object], rule: str) -> None:
    assert rules(with_column(**fields)) == [rule]


def test_there_is_one_primary_key_without_nulls() -> None:
    assert rules(with_constraints(key("k", A), key("l", B, id="other"))) == ["key/second-primary"]
    nullable = replace(with_column(nullable=True), constraints=(key("k", A),))
    assert rules(nullable) == ["key/nullable"]


@pytest.mark.parametrize(
    ("constraint", "rule"),
    [
        (key("k"), "key/empty"),
        (key("k", A, A), "key/repeated"),
        (key("k", id_of("gone")), "key/column"),
        (
            Unique(id=id_of("u"), name="u", columns=(A,), include=(id_of("gone"),)),
            "key/column",
        ),
    ],
)
def test_keys_have_columns_of_their_table(constraint: Constraint, rule: str) -> None:
    assert rules(with_constraints(constraint)) == [rule]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"target": id_of("gone")}, "foreign-key/target"),
        ({"target_columns": (id_of("gone"),)}, "foreign-key/target"),
        ({"columns": (A, B)}, "foreign-key/count"),
        ({"target_columns": (id_of("users.age"),)}, "foreign-key/no-key"),
        ({"columns": (id_of("gone"),)}, "key/column"),
        ({"on_delete_columns": (id_of("gone"),)}, "foreign-key/on-delete-columns"),
        ({"on_delete_columns": (B,)}, "foreign-key/on-delete-columns"),
    ],
)
def test_foreign_keys_point_at_keys(fields: dict[str, object], rule: str) -> None:
    good = ForeignKey(
        id=id_of("fk"),
        name="fk",
        columns=(A,),
        target=USERS.id,
        target_columns=(id_of("users.id"),),
    )
    assert rules(USERS, with_constraints(good)) == []
    assert rules(USERS, with_constraints(replace(good, **fields))) == [rule]  # type: ignore[arg-type]


def test_a_unique_index_is_a_key_to_point_at() -> None:
    index = Index(id=id_of("i"), name="i", keys=(IndexKey(column=A),), is_unique=True)
    itself = ForeignKey(id=id_of("fk"), name="fk", columns=(A,), target=T.id, target_columns=(A,))
    assert rules(replace(with_constraints(itself), indexes=(index,))) == []
    partial = replace(index, where="(a > 0)")
    assert rules(replace(with_constraints(itself), indexes=(partial,))) == ["foreign-key/no-key"]


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ((), "index/empty"),
        ((IndexKey(),), "index/key"),
        ((IndexKey(column=A, expression="a"),), "index/key"),
        ((IndexKey(column=id_of("gone")),), "index/column"),
    ],
)
def test_indexes_have_keys(keys: tuple[IndexKey, ...], rule: str) -> None:
    assert rules(replace(T, indexes=(Index(id=id_of("i"), name="i", keys=keys),))) == [rule]


def test_everything_lives_in_a_schema_that_is_there() -> None:
    assert rules(replace(T, schema="app")) == ["reference/schema"]
    assert rules(objects=(EnumType(id=id_of("e"), name="e", schema="app"),)) == ["reference/schema"]


def test_parents_are_there_and_have_partitions() -> None:
    lost = PartitionOf(parent=id_of("gone"), bound="DEFAULT")
    whole = Table(id=id_of("whole"), name="whole")
    part = replace(T, partition_of=PartitionOf(parent=whole.id, bound="DEFAULT"))
    assert rules(replace(T, partition_of=lost)) == ["reference/partition"]
    assert rules(whole, part) == ["reference/partition"]
    assert rules(replace(whole, partition_by="LIST (a)"), part) == []
    assert rules(replace(T, inherits=(id_of("gone"),))) == ["reference/parent"]


def test_no_table_is_below_itself() -> None:
    one, other = id_of("one"), id_of("other")
    circle = (
        Table(id=one, name="one", inherits=(other,)),
        Table(id=other, name="other", inherits=(one,)),
    )
    assert rules(*circle) == ["reference/circle", "reference/circle"]


@pytest.mark.parametrize(
    ("thing", "rule"),
    [
        (EnumType(id=id_of("e"), name="e", labels=("ä" * 32,)), "enum/label-length"),
        (Sequence(id=id_of("s"), name="s", type="text"), "sequence/type"),
        (Sequence(id=id_of("s"), name="s", owned_by=(T.id, A)), "reference/owner"),
        (View(id=id_of("v"), name="v", definition=" "), "view/empty"),
        (
            View(id=id_of("v"), name="v", definition="SELECT 1", depends_on=(T.id,)),
            "reference/dependency",
        ),
        (
            CompositeType(
                id=id_of("c"),
                name="c",
                attributes=(Attribute(name="x", type="text"), Attribute(name="x", type="text")),
            ),
            "name/taken",
        ),
        (
            CompositeType(id=id_of("c"), name="c", attributes=(Attribute(name="x", type="no"),)),
            "schema/type",
        ),
    ],
)
def test_objects_make_sense(thing: TopLevel, rule: str) -> None:
    assert rules(objects=(thing,)) == [rule]


def test_an_issue_says_where_and_what_to_do() -> None:
    issue = check(Schema(tables=(replace(T, columns=(Column(id=A, name="a", type="colour"),)),)))[0]
    assert issue.at == ("public", "t", "a")
    assert issue.message == "There is no type colour. Create it first, or choose another."
