"""One script in an order that runs, the same bytes for the same design."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from schemas.engine.model import (
    Check,
    EnumType,
    Kind,
    NotNull,
    PartitionOf,
    Schema,
    Sequence,
    SqlObject,
    Table,
    Trigger,
    Unique,
)
from schemas.engine.names import quote
from schemas.engine.write.ddl import write_ddl
from tests.engine.strategies import schemas
from tests.engine.write.designs import (
    HOSTILE_NAMES,
    column,
    foreign_key,
    function,
    hostile,
    index,
    new_id,
    shop,
    table,
    view,
)


def assert_in_order(script: str, *pieces: str) -> None:
    places = [script.index(piece) for piece in pieces]
    assert places == sorted(places), pieces


def test_tables_in_a_circle_come_before_the_keys_that_close_it() -> None:
    first, second = table("a", "id", "b_id"), table("b", "id", "a_id")
    first = replace(first, constraints=(*first.constraints, foreign_key("a", "b_id", "b")))
    second = replace(second, constraints=(*second.constraints, foreign_key("b", "a_id", "a")))
    script = write_ddl(Schema(tables=(first, second)))
    assert_in_order(script, "TABLE public.a", "TABLE public.b", "a_b_id_fkey", "b_a_id_fkey")


def test_a_view_comes_after_the_views_it_reads() -> None:
    bottom = view("z_bottom", depends_on=(new_id("users"),))
    middle = view("m_middle", is_materialized=True, depends_on=(bottom.id,))
    top = view("a_top", depends_on=(middle.id,))
    script = write_ddl(Schema(tables=(table("users"),), objects=(top, middle, bottom)))
    assert_in_order(script, "TABLE public.users", "z_bottom", "m_middle", "a_top")


def test_views_that_read_each_other_do_not_hang_the_writer() -> None:
    one = view("one", depends_on=(new_id("two"),))
    two = view("two", depends_on=(one.id,))
    script = write_ddl(Schema(objects=(one, two)))
    assert_in_order(script, "VIEW public.one", "VIEW public.two")


def test_types_sequences_and_functions_come_before_the_tables_that_use_them() -> None:
    mood = EnumType(id=new_id("mood"), name="mood", labels=("ok",))
    ids = Sequence(id=new_id("ids"), name="ids", owned_by=(new_id("users"), new_id("users", "id")))
    called = function("called")
    users = table("users", depends_on=(mood.id, ids.id, called.id))
    script = write_ddl(Schema(tables=(users,), objects=(called, ids, mood)))
    assert_in_order(
        script, "TYPE public.mood", "SEQUENCE public.ids", "called()", "TABLE public.users", "OWNED"
    )


def test_a_check_that_calls_a_function_over_its_own_table_is_added_later() -> None:
    users = table("users", "id", "n integer")
    check = Check(id=new_id("check"), name="fit", expression="f(users.*)")
    late = Check(id=new_id("late"), name="unproven", expression="n > 0", validated=False)
    called = function("f", depends_on=(users.id,))
    columns = (users.columns[0], replace(users.columns[1], default="f(NULL)"))
    users = replace(
        users,
        columns=columns,
        constraints=(*users.constraints, check, late),
        depends_on=(called.id,),
    )
    script = write_ddl(Schema(tables=(users,), objects=(called,)))
    assert_in_order(
        script,
        "TABLE public.users (",
        "FUNCTION public.f",
        "n SET DEFAULT f(NULL)",
        "ADD CONSTRAINT fit",
    )
    assert script.count("CONSTRAINT fit") == script.count("CONSTRAINT unproven") == 1


def test_keys_and_indexes_of_partitions_come_before_those_that_adopt_them() -> None:
    parent = table("p", "id", partition_by="RANGE (id)", indexes=(index("p", "id"),))
    part = table(
        "p1",
        "id",
        partition_of=PartitionOf(parent=parent.id, bound="DEFAULT"),
        indexes=(index("p1", "id", is_local=False),),
    )
    script = write_ddl(Schema(tables=(part, parent)))
    assert_in_order(script, "TABLE public.p ", "TABLE public.p1", "p1_pkey", "p_pkey")
    assert_in_order(script, "INDEX p1_id_idx", "INDEX p_id_idx")


def test_a_second_key_over_the_same_columns_is_not_lost() -> None:
    users = table("users")
    twin = Unique(id=new_id("twin"), name="twin", columns=(users.columns[0].id,))
    script = write_ddl(Schema(tables=(replace(users, constraints=(*users.constraints, twin)),)))
    assert "ALTER TABLE public.users ADD CONSTRAINT twin UNIQUE (id);" in script


def test_the_key_of_an_heir_does_not_make_an_inherited_not_null_its_own() -> None:
    base = Table(id=new_id("base"), name="base", columns=(column("base", "id", nullable=False),))
    inherited = column(
        "heir", "id", is_local=False, nullable=False, not_null=NotNull(is_local=False)
    )
    heir = replace(table("heir", "id"), columns=(inherited,), inherits=(base.id,))
    script = write_ddl(Schema(tables=(base, heir)))
    assert "CREATE TABLE public.heir ()\nINHERITS (public.base);" in script
    assert "ALTER TABLE public.heir ADD CONSTRAINT heir_pkey PRIMARY KEY (id);" in script


def test_a_view_that_groups_by_a_key_added_later_waits_for_it() -> None:
    parent = table("p", "id", partition_by="RANGE (id)")
    script = write_ddl(Schema(tables=(parent,), objects=(view("v", depends_on=(parent.id,)),)))
    assert_in_order(script, "ADD CONSTRAINT p_pkey", "VIEW public.v")


def test_triggers_come_after_functions_and_say_that_they_are_off() -> None:
    trigger = Trigger(
        id=new_id("t"),
        name="t",
        definition="CREATE TRIGGER t AFTER INSERT ON public.users EXECUTE FUNCTION public.f()",
        enabled="DISABLED",
        depends_on=(new_id("f"),),
    )
    script = write_ddl(
        Schema(tables=(table("users", triggers=(trigger,)),), objects=(function("f"),))
    )
    assert_in_order(script, "FUNCTION public.f()", "CREATE TRIGGER t", "DISABLE TRIGGER t;")


def test_every_schema_but_public_is_created() -> None:
    script = write_ddl(shop())
    assert "CREATE SCHEMA" not in script
    assert "SET check_function_bodies = off;" in script


def test_a_comment_at_the_end_of_a_definition_does_not_swallow_the_semicolon() -> None:
    script = write_ddl(Schema(objects=(view("v", "SELECT 1 -- one"),)))
    assert "SELECT 1 -- one\n;" in script


def test_what_only_a_superuser_may_create_is_marked_and_can_be_left_out() -> None:
    trigger = SqlObject(
        id=new_id("e"),
        kind=Kind.EVENT_TRIGGER,
        name="e",
        definition="CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION public.f()",
        is_verified=False,
    )
    design = Schema(objects=(trigger,))
    assert "-- Not verified: PostgreSQL lets only a superuser run this.\nCREATE EVENT" in write_ddl(
        design
    )
    assert "EVENT TRIGGER" not in write_ddl(design, include_unverified=False)


def test_hostile_names_are_quoted_wherever_they_stand() -> None:
    script = write_ddl(hostile())
    for name in HOSTILE_NAMES:
        assert f".{quote(name)} (" in script


def test_an_empty_design_is_a_script_without_statements() -> None:
    lines = write_ddl(Schema()).splitlines()
    assert all(line.startswith("--") for line in lines)


def test_a_table_without_columns_is_written() -> None:
    bare = Table(id=new_id("bare"), name="bare")
    assert "CREATE TABLE public.bare ();" in write_ddl(Schema(tables=(bare,)))


@given(schemas(), st.randoms(use_true_random=False))
def test_the_order_of_a_design_does_not_change_a_byte(design: Schema, random: object) -> None:
    assert hasattr(random, "sample")
    shuffled = Schema(
        tables=tuple(random.sample(design.tables, len(design.tables))),
        objects=tuple(random.sample(design.objects, len(design.objects))),
    )
    assert write_ddl(shuffled) == write_ddl(design)


def test_columns_are_aligned_and_a_long_name_does_not_push_the_others_away() -> None:
    made = Table(
        id=new_id("t"), name="t", columns=(column("t", "a"), column("t", "b" * 50, "uuid"))
    )
    script = write_ddl(Schema(tables=(made,)))
    assert "    a integer,\n" in script
