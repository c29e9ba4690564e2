"""A schema survives being stored as rows and loaded again."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from schemas.engine import model as m
from schemas.engine.canonical import canonical
from schemas.models import Branch, Column, Entity, Project, Workspace
from schemas.models.mapping import load_schema, load_tables, store_difference

EMPTY = m.Schema()
QUERIES_OF_A_LOAD = 7


@pytest.fixture
def branch(db: None) -> Branch:
    workspace = Workspace.objects.create(name="Acme")
    project = Project.objects.create(workspace=workspace, name="Shop")
    return Branch.objects.create(project=project)


def stored(branch: Branch, schema: m.Schema) -> m.Schema:
    store_difference(branch, load_schema(branch), schema)
    return load_schema(branch)


def table(name: str, *columns: m.Column, **fields: object) -> m.Table:
    return m.Table(id=uuid4(), name=name, columns=columns, **fields)


def column(name: str, **fields: object) -> m.Column:
    return m.Column(id=uuid4(), name=name, **{"type": "integer", **fields})


def copied(schema: m.Schema) -> m.Schema:
    """Equal tables that are not the same objects."""
    return replace(schema, tables=tuple(replace(table) for table in schema.tables))


def every_kind() -> m.Schema:
    """One of each class of the model, with the fields that have no column of their own."""
    kind = uuid4()
    parent = _parent()
    types, others = _types(kind), _others(parent)
    return m.Schema(tables=(parent, _child(parent, kind)), objects=(*types, *others))


def _parent() -> m.Table:
    id = column("id", nullable=False, identity=m.Identity(always=True, sequence_name="s"))
    name = column("name", type="text", collation="C", default="'x'::text", comment="a name")
    size = column("size", generated=m.Generated(expression="(id * 2)"), statistics=100)
    return m.Table(
        id=uuid4(),
        name="parents",
        columns=(id, name, size),
        partition_by="RANGE (id)",
        constraints=(
            m.PrimaryKey(id=uuid4(), name="parents_pkey", columns=(id.id,), comment="key"),
            m.Unique(
                id=uuid4(),
                name="parents_name_key",
                columns=(name.id,),
                include=(size.id,),
                nulls_not_distinct=True,
            ),
            m.Check(id=uuid4(), name="positive", expression="(id > 0)", no_inherit=True),
            m.Exclusion(id=uuid4(), name="apart", definition="EXCLUDE USING gist (id WITH =)"),
        ),
        indexes=(
            m.Index(
                id=uuid4(),
                name="parents_lower_idx",
                keys=(m.IndexKey(expression="lower(name)"), m.IndexKey(column=id.id)),
                method="gin",
                is_unique=True,
                where="(id > 3)",
                storage_parameters=(("fillfactor", "70"),),
            ),
        ),
        triggers=(
            m.Trigger(id=uuid4(), name="t", definition="CREATE TRIGGER t", enabled="ALWAYS"),
        ),
        policies=(
            m.Policy(id=uuid4(), name="p", command="SELECT", roles=("a", "b"), using="true"),
        ),
        row_security=True,
        comment="all of them",
    )


def _child(parent: m.Table, kind: UUID) -> m.Table:
    target = column("parent")
    key = m.ForeignKey(
        id=uuid4(),
        name="children_parent_fkey",
        columns=(target.id,),
        target=parent.id,
        target_columns=(parent.columns[0].id,),
        on_delete=m.Action.SET_NULL,
        on_delete_columns=(target.id,),
        deferrable=True,
    )
    return m.Table(
        id=uuid4(),
        name="children",
        schema="app",
        columns=(target,),
        constraints=(key,),
        partition_of=m.PartitionOf(parent=parent.id, bound="DEFAULT"),
        depends_on=(kind,),
    )


def _types(kind: UUID) -> tuple[m.TopLevel, ...]:
    return (
        m.Namespace(id=uuid4(), name="app", comment="ours"),
        m.Extension(id=uuid4(), name="citext", schema="app"),
        m.EnumType(id=kind, name="kind", labels=("b", "a"), comment="kinds"),
        m.Domain(
            id=uuid4(),
            name="email",
            type="text",
            checks=(m.Check(id=uuid4(), name="at", expression="(VALUE ~ '@')"),),
        ),
        m.CompositeType(
            id=uuid4(), name="pair", attributes=(m.Attribute(name="x", type="integer"),)
        ),
    )


def _others(parent: m.Table) -> tuple[m.TopLevel, ...]:
    return (
        m.Sequence(
            id=uuid4(),
            name="numbers",
            options=m.SequenceOptions(start=5, cycle=True),
            owned_by=(parent.id, parent.columns[0].id),
        ),
        m.View(id=uuid4(), name="all_parents", definition="SELECT 1", depends_on=(parent.id,)),
        m.View(
            id=uuid4(),
            name="seen",
            definition="SELECT 2",
            is_materialized=True,
            columns=(m.Attribute(name="id", type="integer"),),
            indexes=(m.Index(id=uuid4(), name="seen_idx", keys=(m.IndexKey(expression="id"),)),),
            is_populated=False,
        ),
        m.SqlObject(
            id=uuid4(),
            kind=m.Kind.FUNCTION,
            name="touch()",
            schema="app",
            definition="CREATE FUNCTION app.touch()",
            is_verified=False,
        ),
    )


def test_a_schema_with_one_of_everything_survives(branch: Branch) -> None:
    schema = every_kind()
    assert canonical(stored(branch, schema)) == canonical(schema)


def test_columns_keep_their_order(branch: Branch) -> None:
    first, second, third = column("c"), column("a"), column("b")
    things = table("things", first, second, third)
    stored(branch, m.Schema(tables=(things,)))
    turned = replace(things, columns=(third, first, second))
    assert stored(branch, m.Schema(tables=(turned,))).tables == (turned,)


def test_two_names_can_be_swapped_at_once(branch: Branch) -> None:
    first, second = table("a", column("x")), table("b", column("x"))
    stored(branch, m.Schema(tables=(first, second)))
    swapped = m.Schema(tables=(replace(first, name="b"), replace(second, name="a")))
    assert canonical(stored(branch, swapped)) == canonical(swapped)


def test_what_is_gone_leaves_no_row(branch: Branch) -> None:
    stored(branch, every_kind())
    assert stored(branch, EMPTY) == EMPTY
    assert not Entity.objects.exists()
    assert not Column.objects.exists()


def test_rows_keep_their_identity_when_they_change(branch: Branch) -> None:
    things = table("things", column("x"))
    stored(branch, m.Schema(tables=(things,)))
    before = Entity.objects.get().id
    stored(branch, m.Schema(tables=(replace(things, name="others"),)))
    assert Entity.objects.get().id == before


def test_the_number_of_queries_does_not_grow_with_the_schema(
    branch: Branch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 40):
        schema = m.Schema(tables=tuple(table(f"t{n}", column("x")) for n in range(count)))
        stored(branch, schema)
        with django_assert_num_queries(QUERIES_OF_A_LOAD):
            load_schema(branch)
        with django_assert_num_queries(QUERIES_OF_A_LOAD + 2):
            load_tables(branch, [schema.tables[0].id])


def test_storing_no_difference_asks_nothing(
    branch: Branch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    schema = stored(branch, every_kind())
    with django_assert_num_queries(0):
        store_difference(branch, schema, copied(schema))


def test_a_part_has_the_tables_that_foreign_keys_join_and_all_objects(branch: Branch) -> None:
    schema = every_kind()
    alone = table("alone", column("x"))
    stored(branch, replace(schema, tables=(*schema.tables, alone)))
    part = load_tables(branch, [schema.tables[1].id])
    assert canonical(part) == canonical(schema)
    assert load_tables(branch, [alone.id]).tables == (alone,)


def test_branches_do_not_share_rows(branch: Branch) -> None:
    other = Branch.objects.create(project=branch.project, name="draft")
    schema = every_kind()
    stored(branch, schema)
    stored(other, schema)
    stored(branch, EMPTY)
    assert canonical(load_schema(other)) == canonical(schema)


def test_an_unknown_table_is_no_table(branch: Branch) -> None:
    assert load_tables(branch, [UUID(int=1)]).tables == ()
