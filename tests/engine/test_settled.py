"""What a change leaves open is settled as PostgreSQL would: spellings of types, names of keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from schemas.engine.apply import apply
from schemas.engine.cascade import with_dependents
from schemas.engine.changes import (
    AddColumn,
    AddConstraint,
    AddIndex,
    AddObject,
    AddTable,
    AlterColumn,
    AlterObject,
    Change,
)
from schemas.engine.describe import describe
from schemas.engine.errors import InvalidChange
from schemas.engine.model import (
    Attribute,
    Check,
    CompositeType,
    Constraint,
    Domain,
    Exclusion,
    ForeignKey,
    Index,
    IndexKey,
    PrimaryKey,
    Schema,
    Sequence,
    Table,
    Unique,
)
from schemas.engine.touched import names_introduced, needs_everything
from tests.engine.shop import ORDERS, SHOP, USERS, column, id_of

EMAIL, AGE = id_of("users.email"), id_of("users.age")
SPELLINGS = [
    ("int8", "bigint"),
    (" VARCHAR ( 80 ) ", "character varying(80)"),
    ("Timestamptz(3)[]", "timestamp(3) with time zone[]"),
    ("mood", "app.mood"),
    ("mood[]", "app.mood[]"),
    ("app.mood", "app.mood"),
]
MOOD = Domain(id=id_of("mood"), name="mood", schema="app", type="text")
DESIGN = replace(SHOP, objects=(*SHOP.objects, MOOD))


@pytest.mark.parametrize(("typed", "kept"), SPELLINGS)
def test_columns_keep_the_type_as_postgres_prints_it(typed: str, kept: str) -> None:
    new = column("users.new", typed)
    table = Table(id=id_of("t"), name="t", columns=(column("t.a", typed),))
    after = apply(DESIGN, [AddColumn(table=USERS.id, column=new), AddTable(table=table)])
    assert after.tables_by_id[USERS.id].columns_by_id[new.id].type == kept
    assert after.tables_by_id[table.id].columns[0].type == kept
    altered = apply(DESIGN, [AlterColumn(table=USERS.id, column=AGE, set={"type": typed})])
    assert altered.tables_by_id[USERS.id].columns_by_id[AGE].type == kept


@pytest.mark.parametrize(("typed", "kept"), SPELLINGS)
def test_domains_and_composites_keep_it_too(typed: str, kept: str) -> None:
    domain = Domain(id=id_of("d"), name="d", type=typed)
    pair = CompositeType(id=id_of("c"), name="c", attributes=(Attribute(name="a", type=typed),))
    other = (Attribute(name="b", type=typed),)
    added = apply(DESIGN, [AddObject(object=domain), AddObject(object=pair)]).objects_by_id
    altered = apply(
        DESIGN, [AddObject(object=pair), AlterObject(object=pair.id, set={"attributes": other})]
    )
    assert field(added[domain.id], "type") == kept
    assert field(added[pair.id], "attributes")[0].type == kept
    assert field(altered.objects_by_id[pair.id], "attributes")[0].type == kept


def field(thing: object, name: str) -> Any:
    return getattr(thing, name)


def test_a_sequence_counts_in_the_type_that_was_meant() -> None:
    sequence = Sequence(id=id_of("s"), name="s", type="int4")
    added = apply(Schema(), [AddObject(object=sequence)])
    assert added.sequences[0].type == "integer"


def test_what_was_seen_in_another_spelling_is_no_conflict() -> None:
    alter = AlterColumn(table=USERS.id, column=AGE, set={"type": "int8"}, was={"type": "int4"})
    assert apply(SHOP, [alter]).tables_by_id[USERS.id].columns_by_id[AGE].type == "bigint"


def test_types_of_other_columns_stay_as_they_are() -> None:
    old = replace(USERS, columns=(*USERS.columns, column("users.old", "int8")))
    schema = replace(SHOP, tables=tuple(old if t is USERS else t for t in SHOP.tables))
    after = apply(schema, [AddColumn(table=old.id, column=column("users.new", "int8"))])
    assert [c.type for c in after.tables_by_id[old.id].columns[-2:]] == ["int8", "bigint"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("varchar(0)", r"character varying takes a number from 1 to \d+, not 0\."),
        ("moood", r"There is no type moood\. Create it first, or choose another\."),
        ("serial", r"serial is a shorthand, not a type: choose integer and make it an identity\."),
        ("int; drop table t", r"“int; drop table t” is not the name of a type\."),
    ],
)
def test_what_is_no_type_is_refused_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidChange, match=f"^{sentence}$"):
        apply(DESIGN, [AddColumn(table=USERS.id, column=column("users.new", typed))])


REFERENCE = replace(ORDERS.foreign_keys[0], id=id_of("again"), name="")


@pytest.mark.parametrize(
    ("owner", "constraint", "name"),
    [
        (ORDERS, REFERENCE, "orders_user_id_fkey1"),
        (USERS, Unique(id=uuid4(), name="", columns=(EMAIL,)), "users_email_key1"),
        (USERS, Unique(id=uuid4(), name="", columns=(EMAIL, AGE)), "users_email_age_key"),
        (USERS, Check(id=uuid4(), name="", expression="(age < 200)"), "users_age_check1"),
        (USERS, Check(id=uuid4(), name="", expression="(age < id)"), "users_check"),
    ],
)
def test_a_constraint_without_a_name_gets_the_one_of_postgres(
    owner: Table, constraint: Constraint, name: str
) -> None:
    after = apply(SHOP, [AddConstraint(table=owner.id, constraint=constraint)])
    assert after.tables_by_id[owner.id].constraints[-1].name == name


def test_an_index_without_a_name_gets_the_one_of_postgres() -> None:
    keys = (IndexKey(column=AGE), IndexKey(expression="(age + 1)"))
    index = Index(id=uuid4(), name="", keys=keys)
    after = apply(SHOP, [AddIndex(table=USERS.id, index=index)])
    assert after.tables_by_id[USERS.id].indexes[-1].name == "users_age_expr_idx"


def test_a_table_names_its_key_around_what_the_schema_has() -> None:
    taken = Table(id=id_of("taken"), name="notes_pkey")
    id = column("notes.id", "bigint")
    key = PrimaryKey(id=uuid4(), name="", columns=(id.id,))
    notes = AddTable(table=Table(id=uuid4(), name="notes", columns=(id,), constraints=(key,)))
    after = apply(Schema(tables=(taken,)), [notes])
    assert [c.name for c in after.tables[1].constraints] == ["notes_pkey1"]
    assert {"notes", "notes_pkey", "notes_pkey1"} <= names_introduced([notes])


def test_an_exclusion_needs_a_name() -> None:
    constraint = Exclusion(id=uuid4(), name="", definition="EXCLUDE USING gist (age WITH =)")
    with pytest.raises(InvalidChange, match="Give the constraint a name"):
        apply(SHOP, [AddConstraint(table=USERS.id, constraint=constraint)])


def test_what_is_logged_is_settled_and_what_is_described_may_be_open() -> None:
    change: Change = AddConstraint(table=ORDERS.id, constraint=REFERENCE)
    assert describe(SHOP, change).startswith("Add foreign key to ")
    (logged,) = with_dependents(SHOP, [change])
    assert isinstance(logged, AddConstraint)
    assert isinstance(logged.constraint, ForeignKey)
    assert logged.constraint.name == "orders_user_id_fkey1"


def test_a_name_that_is_free_in_the_whole_schema_needs_the_whole_schema() -> None:
    unique = Unique(id=uuid4(), name="", columns=(EMAIL,))
    assert needs_everything([AddConstraint(table=USERS.id, constraint=unique)])
    assert not needs_everything([AddConstraint(table=ORDERS.id, constraint=REFERENCE)])
