"""What two people made of one design: silently together, or as data to decide about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

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
    AlterTable,
    Change,
    DropColumn,
    DropConstraint,
    DropObject,
    DropTable,
    MoveColumn,
    RenameColumn,
    RenameTable,
)
from schemas.engine.merge import Clash, Merged, Value, Where, merge
from schemas.engine.model import (
    Check,
    EnumType,
    ForeignKey,
    Index,
    IndexKey,
    Namespace,
    ObjectId,
    PartitionOf,
    PrimaryKey,
    Schema,
    Table,
    View,
)
from tests.engine.shop import ORDERS, SHOP, USERS, column, id_of

EMAIL = id_of("users.email")
AGE = id_of("users.age")


def merged(mine: Sequence[Change], theirs: Sequence[Change], base: Schema = SHOP) -> Merged:
    return merge(base, *(apply(base, with_dependents(base, each)) for each in (mine, theirs)))


def users(found: Merged) -> Table:
    return found.schema.tables_by_id[USERS.id]


def alter(id: ObjectId, **fields: Any) -> Change:
    return AlterColumn(table=USERS.id, column=id, set=fields)


def add_column(name: str, **fields: Any) -> Change:
    return AddColumn(
        table=USERS.id, column=column(f"users.{name}", "text", nullable=True, **fields)
    )


def test_edits_of_different_fields_of_one_column_merge() -> None:
    rename = RenameColumn(table=USERS.id, column=EMAIL, name="mail")
    found = merged([rename], [alter(EMAIL, comment="Where we write to.")])
    assert found.is_clean
    mail = users(found).columns_by_id[EMAIL]
    assert (mail.name, mail.comment) == ("mail", "Where we write to.")


def test_what_one_side_writes_follows_what_the_other_renames() -> None:
    rename = [
        RenameTable(table=USERS.id, name="people"),
        RenameColumn(table=USERS.id, column=EMAIL, name="mail"),
    ]
    check = Check(id=id_of("long"), name="long", expression="(length(email) > 3)")
    view = View(id=id_of("v"), name="v", definition="SELECT email FROM public.users")
    add = [AddConstraint(table=USERS.id, constraint=check), AddObject(object=view)]
    found = merged(rename, add)
    assert found.is_clean
    assert "(length(mail) > 3)" in [c.expression for c in users(found).checks]
    assert "public.people" in found.schema.objects_by_id[view.id].definition


def test_one_field_changed_in_two_ways_is_a_clash_with_all_three_values() -> None:
    found = merged([alter(AGE, type="bigint")], [alter(AGE, type="smallint")])
    assert found.clashes == (
        Clash(
            object=AGE,
            field="type",
            at=("public", "users", "age"),
            base="integer",
            mine="bigint",
            theirs="smallint",
        ),
    )
    assert users(found).columns_by_id[AGE].type == "bigint"


@pytest.mark.parametrize(
    ("choice", "type"),
    [("mine", "bigint"), ("theirs", "smallint"), (Value("numeric"), "numeric")],
    ids=["mine", "theirs", "a value"],
)
def test_a_clash_is_decided_by_a_side_or_a_value(choice: Any, type: str) -> None:
    mine, theirs = (apply(SHOP, [alter(AGE, type=t)]) for t in ("bigint", "smallint"))
    found = merge(SHOP, mine, theirs, {Where(AGE, "type"): choice})
    assert found.is_clean
    assert users(found).columns_by_id[AGE].type == type


def test_a_new_type_and_a_new_default_are_asked_about_together() -> None:
    found = merged([alter(EMAIL, type="integer")], [alter(EMAIL, default="'nobody'::text")])
    assert {clash.field for clash in found.clashes} == {"type", "default"}


def test_two_names_for_one_table_are_one_clash() -> None:
    view = View(id=id_of("v"), name="v", definition="SELECT email FROM public.users")
    base = apply(SHOP, [AddObject(object=view)])
    names = [[RenameTable(table=USERS.id, name=name)] for name in ("people", "members")]
    found = merged(*names, base=base)
    assert [(c.at, c.field, c.theirs) for c in found.clashes] == [
        (("public", "people"), "name", "members")
    ]


def test_a_table_dropped_here_and_changed_there_is_a_clash_of_the_whole() -> None:
    found = merged(
        [DropTable(table=ORDERS.id)], [AlterTable(table=ORDERS.id, set={"comment": "!"})]
    )
    (clash,) = [c for c in found.clashes if c.object == ORDERS.id]
    assert (clash.field, clash.mine, clash.theirs.comment) == ("", None, "!")


def test_columns_that_both_add_stand_one_after_the_other() -> None:
    found = merged([add_column("phone")], [add_column("fax")])
    assert found.is_clean
    assert [c.name for c in users(found).columns] == ["id", "email", "age", "phone", "fax"]


def test_a_column_that_both_add_alike_is_there_once() -> None:
    theirs = AddColumn(
        table=USERS.id, column=replace(column("users.phone", "text"), id=id_of("other"))
    )
    mine = AddColumn(table=USERS.id, column=column("users.phone", "text"))
    found = merged([mine], [theirs])
    assert found.is_clean
    assert [c.id for c in users(found).columns if c.name == "phone"] == [id_of("users.phone")]


def test_a_table_that_both_add_is_one_and_keys_to_it_follow() -> None:
    def tags(prefix: str, type: str) -> list[Change]:
        id = column(f"{prefix}tags.id", type)
        key = PrimaryKey(id=id_of(f"{prefix}tags_pkey"), name="tags_pkey", columns=(id.id,))
        made = Table(id=id_of(f"{prefix}tags"), name="tags", columns=(id,), constraints=(key,))
        pointing = ForeignKey(
            id=id_of(f"{prefix}fk"),
            name=f"{prefix}fk",
            columns=(AGE,),
            target=made.id,
            target_columns=(id.id,),
        )
        return [AddTable(table=made), AddConstraint(table=USERS.id, constraint=pointing)]

    assert merged(tags("a", "bigint"), tags("b", "bigint")).is_clean
    found = merged(tags("a", "bigint"), tags("b", "integer"))
    assert [(c.at, c.field) for c in found.clashes] == [(("public", "tags", "id"), "type")]
    assert {key.target for key in users(found).foreign_keys} == {id_of("atags")}


def test_columns_moved_by_both_are_a_clash_of_whole_orders() -> None:
    up = MoveColumn(table=USERS.id, column=AGE, position=0)
    down = MoveColumn(table=USERS.id, column=id_of("users.id"), position=2)
    (clash,) = merged([up], [down]).clashes
    assert clash.field == "columns"
    assert clash.mine[0] == AGE
    assert clash.theirs[-1] == id_of("users.id")


def test_labels_that_both_put_in_one_place_are_asked_about_and_none_is_lost() -> None:
    mood = EnumType(id=id_of("mood"), name="mood", labels=("sad", "glad"))
    base = apply(SHOP, [AddObject(object=mood)])
    ways = [
        [AlterObject(object=mood.id, set={"labels": ("sad", new, "glad")})] for new in ("so", "ok")
    ]
    (clash,) = merged(*ways, base=base).clashes
    assert clash.mine == ("sad", "so", "ok", "glad")
    assert clash.theirs == ("sad", "ok", "so", "glad")


def test_labels_in_different_places_merge() -> None:
    mood = EnumType(id=id_of("mood"), name="mood", labels=("sad", "glad"))
    base = apply(SHOP, [AddObject(object=mood)])
    first = [AlterObject(object=mood.id, set={"labels": ("awful", "sad", "glad")})]
    last = [AlterObject(object=mood.id, set={"labels": ("sad", "glad", "blissful")})]
    found = merged(first, last, base=base)
    assert found.is_clean
    (labels,) = [enum.labels for enum in found.schema.enums if enum.id == mood.id]
    assert labels == ("awful", "sad", "glad", "blissful")


def test_settings_merge_one_by_one() -> None:
    first = AlterTable(table=USERS.id, set={"storage_parameters": (("fillfactor", "70"),)})
    second = AlterTable(
        table=USERS.id, set={"storage_parameters": (("autovacuum_enabled", "off"),)}
    )
    found = merged([first], [second])
    assert found.is_clean
    assert dict(users(found).storage_parameters) == {
        "fillfactor": "70",
        "autovacuum_enabled": "off",
    }


def index_on(id: ObjectId) -> Change:
    index = Index(id=id_of("new_idx"), name="new_idx", keys=(IndexKey(column=id),))
    return AddIndex(table=USERS.id, index=index)


def check_on(name: str) -> Change:
    check = Check(id=id_of("new_check"), name="new_check", expression=f"({name} <> '')")
    return AddConstraint(table=USERS.id, constraint=check)


NOTES = Table(id=id_of("notes"), name="notes", columns=(column("notes.id", "bigint"),))
NO_VIEW = DropObject(object=id_of("adults"))
NOTES_VIEW = View(id=id_of("nv"), name="notes", definition="SELECT 1")


@pytest.mark.parametrize(
    ("mine", "theirs", "rule"),
    [
        ([NO_VIEW, DropColumn(table=USERS.id, column=AGE)], [index_on(AGE)], "index/column"),
        (
            [NO_VIEW, DropColumn(table=USERS.id, column=EMAIL)],
            [check_on("email")],
            "reference/column",
        ),
        (
            [NO_VIEW, DropTable(table=USERS.id)],
            [
                AddObject(
                    object=View(
                        id=id_of("v"),
                        name="v",
                        definition="SELECT 1 FROM public.users",
                        depends_on=(USERS.id,),
                    )
                )
            ],
            "reference/dependency",
        ),
        ([AddTable(table=NOTES)], [AddObject(object=NOTES_VIEW)], "name/taken"),
        ([AddTable(table=NOTES)], [RenameTable(table=USERS.id, name="notes")], "name/taken"),
        (
            [RenameColumn(table=USERS.id, column=EMAIL, name="phone")],
            [add_column("phone")],
            "name/taken",
        ),
    ],
    ids=["index", "check", "view", "table and view", "new and renamed table", "columns"],
)
def test_what_each_can_do_and_both_cannot_is_a_problem(
    mine: list[Change], theirs: list[Change], rule: str
) -> None:
    for found in (merged(mine, theirs), merged(theirs, mine)):
        assert rule in {issue.rule for issue in found.problems}


def test_a_key_to_what_the_other_dropped_is_a_problem() -> None:
    base = apply(SHOP, [AddTable(table=NOTES)])
    key = PrimaryKey(id=id_of("notes_pkey"), name="notes_pkey", columns=(id_of("notes.id"),))
    base = apply(base, [AddConstraint(table=NOTES.id, constraint=key)])
    pointing = ForeignKey(
        id=id_of("to_notes"),
        name="to_notes",
        columns=(AGE,),
        target=NOTES.id,
        target_columns=(id_of("notes.id"),),
    )
    add = [AddConstraint(table=USERS.id, constraint=pointing)]
    gone = merged([DropTable(table=NOTES.id)], add, base=base)
    assert {issue.rule for issue in gone.problems} == {"foreign-key/target"}
    keyless = merged([DropConstraint(table=NOTES.id, constraint=key.id)], add, base=base)
    assert {issue.rule for issue in keyless.problems} == {"foreign-key/no-key"}


def test_a_partition_made_meanwhile_lacks_the_new_column_of_its_table() -> None:
    parent = replace(NOTES, partition_by="RANGE (id)")
    base = apply(Schema(), [AddTable(table=parent)])
    part = Table(
        id=id_of("notes_1"),
        name="notes_1",
        columns=(column("notes_1.id", "bigint"),),
        partition_of=PartitionOf(parent=parent.id, bound="DEFAULT"),
    )
    new = AddColumn(table=parent.id, column=column("notes.text", "text", nullable=True))
    found = merged([new], [AddTable(table=part)], base=base)
    assert [issue.at for issue in found.problems] == [("public", "notes_1", "text")]


def test_a_schema_renamed_to_what_the_other_adds_is_a_clash() -> None:
    base = Schema(objects=(Namespace(id=id_of("a"), name="a"),))
    mine = Schema(objects=(Namespace(id=id_of("a"), name="core"),))
    theirs = Schema(objects=(*base.objects, Namespace(id=id_of("b"), name="core")))
    for found in (merge(base, mine, theirs), merge(base, theirs, mine)):
        assert [(c.field, c.base) for c in found.clashes] == [("name", "a")]


def test_a_table_and_the_schema_it_is_in_can_be_renamed_by_different_people() -> None:
    table = replace(NOTES, schema="a")
    base = Schema(tables=(table,), objects=(Namespace(id=id_of("a"), name="a"),))
    mine = Schema(
        tables=(replace(table, schema="core"),), objects=(Namespace(id=id_of("a"), name="core"),)
    )
    theirs = replace(base, tables=(replace(table, name="remarks"),))
    found = merge(base, mine, theirs)
    assert found.is_clean
    assert [(t.schema, t.name) for t in found.schema.tables] == [("core", "remarks")]
