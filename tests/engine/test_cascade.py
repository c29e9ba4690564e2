"""What goes, and what changes, together with what was asked for."""

from __future__ import annotations

from dataclasses import replace

from schemas.engine.apply import apply
from schemas.engine.cascade import with_dependents
from schemas.engine.changes import (
    AddColumn,
    AddConstraint,
    AddTable,
    AlterColumn,
    AlterObject,
    AlterTable,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropObject,
    DropTable,
    RenameColumn,
    RenameTable,
)
from schemas.engine.model import (
    ForeignKey,
    Kind,
    PartitionOf,
    Schema,
    SqlObject,
    Table,
)
from schemas.engine.touched import names_introduced, needs_everything, tables_touched
from tests.engine.shop import ORDERS, SHOP, USERS, column, id_of

WITHOUT_VIEW = Schema(
    tables=SHOP.tables, objects=tuple(o for o in SHOP.objects if o.id != id_of("adults"))
)


def test_a_column_takes_its_keys_indexes_checks_and_foreign_keys_along() -> None:
    drop = DropColumn(table=USERS.id, column=id_of("users.age"))
    assert with_dependents(WITHOUT_VIEW, [drop]) == [
        DropConstraint(table=USERS.id, constraint=id_of("users_age_check")),
        drop,
    ]
    drop = DropColumn(table=USERS.id, column=id_of("users.email"))
    assert with_dependents(WITHOUT_VIEW, [drop]) == [
        DropConstraint(table=USERS.id, constraint=id_of("users_email_key")),
        DropIndex(table=USERS.id, index=id_of("users_lower_idx")),
        drop,
    ]


def test_a_key_takes_the_foreign_keys_along_that_need_it() -> None:
    drop = DropConstraint(table=USERS.id, constraint=id_of("users_pkey"))
    reference = DropConstraint(table=ORDERS.id, constraint=id_of("orders_user_id_fkey"))
    assert with_dependents(SHOP, [drop]) == [reference, drop]


def test_a_table_takes_foreign_keys_sequences_partitions_and_statistics_along() -> None:
    statistics = SqlObject(
        id=id_of("statistics"),
        kind=Kind.STATISTICS,
        name="orders_stats",
        schema="public",
        definition="CREATE STATISTICS public.orders_stats ON id, user_id FROM public.orders",
        depends_on=(ORDERS.id,),
    )
    part = Table(
        id=id_of("part"),
        name="part",
        partition_of=PartitionOf(parent=ORDERS.id, bound="DEFAULT"),
    )
    schema = Schema(tables=(*SHOP.tables, part), objects=(*SHOP.objects, statistics))
    drop = DropTable(table=ORDERS.id)
    assert with_dependents(schema, [drop]) == [
        DropTable(table=part.id),
        DropObject(object=id_of("orders_id_seq")),
        DropObject(object=statistics.id),
        drop,
    ]
    reference = DropConstraint(table=ORDERS.id, constraint=id_of("orders_user_id_fkey"))
    users = DropTable(table=USERS.id)
    assert with_dependents(SHOP, [users]) == [reference, users]


def test_what_an_edit_drops_itself_is_dropped_once() -> None:
    reference = DropConstraint(table=ORDERS.id, constraint=id_of("orders_user_id_fkey"))
    users = DropTable(table=USERS.id)
    assert with_dependents(WITHOUT_VIEW, [users, reference]) == [users, reference]
    apply(WITHOUT_VIEW, [users, reference])


def test_columns_of_partitions_do_as_those_of_their_parent() -> None:
    parent = Table(
        id=id_of("p"), name="p", columns=(column("p.a", "integer"),), partition_by="LIST (a)"
    )
    child = Table(
        id=id_of("c"),
        name="c",
        columns=(column("c.a", "integer", is_local=False),),
        partition_of=PartitionOf(parent=parent.id, bound="DEFAULT"),
    )
    schema = Schema(tables=(parent, child))
    edits = [
        RenameColumn(table=parent.id, column=id_of("p.a"), name="z"),
        AlterColumn(table=parent.id, column=id_of("p.a"), set={"type": "bigint", "comment": "x"}),
        AddColumn(table=parent.id, column=column("p.b", "text")),
    ]
    after = apply(schema, with_dependents(schema, edits))
    below = after.tables[1].columns
    assert [(c.name, c.type, c.is_local, c.comment) for c in below] == [
        ("z", "bigint", False, ""),
        ("b", "text", False, ""),
    ]
    again = with_dependents(schema, edits)
    assert again == with_dependents(schema, edits)
    gone = with_dependents(after, [DropColumn(table=parent.id, column=id_of("p.b"))])
    assert [c.name for c in apply(after, gone).tables[1].columns] == ["z"]


def test_bodies_of_functions_follow_a_rename_by_a_change_of_their_own() -> None:
    rename = RenameTable(table=ORDERS.id, name="purchases")
    first, second = with_dependents(SHOP, [rename])
    assert first == rename
    assert isinstance(second, AlterObject)
    assert "insert into public.purchases" in second.set["definition"]


def test_a_circle_of_partitions_ends() -> None:
    one, other = id_of("one"), id_of("other")
    tables = (
        Table(id=one, name="one", partition_of=PartitionOf(parent=other, bound="DEFAULT")),
        Table(id=other, name="other", partition_of=PartitionOf(parent=one, bound="DEFAULT")),
    )
    drop = DropTable(table=one)
    assert with_dependents(Schema(tables=tables), [drop]) == [DropTable(table=other), drop]


def test_what_an_edit_touches_can_be_told_before_anything_is_loaded() -> None:
    reference = replace(ORDERS.foreign_keys[0], id=id_of("new"), name="again")
    edit = [
        AddConstraint(table=ORDERS.id, constraint=reference),
        AddTable(table=Table(id=id_of("t"), name="t", constraints=(reference,))),
    ]
    assert isinstance(reference, ForeignKey)
    assert tables_touched(edit) == {ORDERS.id, USERS.id, id_of("t")}
    assert names_introduced(edit) == {"again", "t"}
    assert not needs_everything(edit)
    assert needs_everything([RenameTable(table=USERS.id, name="people")])


def test_a_new_parent_is_touched() -> None:
    bound = PartitionOf(parent=ORDERS.id, bound="DEFAULT")
    edit = [AlterTable(table=id_of("t"), set={"inherits": (USERS.id,), "partition_of": bound})]
    assert tables_touched(edit) == {id_of("t"), USERS.id, ORDERS.id}


def test_rights_go_with_the_table_or_column_that_they_are_about() -> None:
    text = (
        "GRANT SELECT ON TABLE public.users TO reader;\n"
        "GRANT UPDATE (age) ON TABLE public.users TO clerk"
    )
    granted = SqlObject(
        id=id_of("rights to users"),
        kind=Kind.PRIVILEGES,
        name="ON TABLE public.users",
        definition=text,
        depends_on=(USERS.id,),
    )
    schema = Schema(tables=SHOP.tables, objects=(*WITHOUT_VIEW.objects, granted))

    drop_column = DropColumn(table=USERS.id, column=id_of("users.age"))
    rename = RenameColumn(table=USERS.id, column=id_of("users.age"), name="years")
    first, second = text.split(";\n")

    assert DropObject(object=granted.id) in with_dependents(schema, [DropTable(table=USERS.id)])
    assert AlterObject(object=granted.id, set={"definition": first}) in with_dependents(
        schema, [drop_column]
    )
    assert AlterObject(
        object=granted.id, set={"definition": f"{first};\n{second.replace('age', 'years')}"}
    ) in with_dependents(schema, [rename])
