"""A design in DBML: what it says is true, and reading it back finds the same."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from schemas.engine.model import Check, EnumType, Generated, Index, IndexKey, Schema, Unique
from schemas.engine.read.dbml.elements import Column, Document, setting, string
from schemas.engine.read.dbml.parser import parse
from schemas.engine.read.dbml.types import Types
from schemas.engine.read.translation import Remarks
from schemas.engine.types import canonical_type
from schemas.engine.write.dbml import write_dbml
from schemas.engine.write.relations import drawn_tables, relations
from tests.engine.strategies import schemas
from tests.engine.write.designs import column, foreign_key, new_id, shop, table


def written(schema: Schema) -> str:
    return write_dbml(schema, title="Shop")


def columns_of(document: Document, number: int) -> list[Column]:
    return [one for one in document.tables[number].members if isinstance(one, Column)]


def test_a_table_reads_like_a_diagram() -> None:
    users = replace(
        table("users", "id bigint", "email character varying(80)", "made timestamp with time zone"),
        comment="Who's who",
    )
    email = replace(users.columns[1], nullable=False, comment="How to reach them")
    made = replace(users.columns[2], default="now()")
    unique = Unique(id=new_id("u"), name="users_email_key", columns=(email.id,))
    check = Check(id=new_id("c"), name="has_at", expression="POSITION('@' IN email) > 0")
    users = replace(
        users,
        columns=(replace(users.columns[0], nullable=False), email, made),
        constraints=(*users.constraints, unique, check),
        indexes=(Index(id=new_id("i"), name="by_time", keys=(IndexKey(column=made.id),)),),
    )
    assert written(Schema(tables=(users,))) == (
        "Project Shop {\n  database_type: 'PostgreSQL'\n}\n\n"
        "Table users {\n"
        "  id    bigint      [pk]\n"
        "  email varchar(80) [not null, unique, note: 'How to reach them']\n"
        "  made  timestamptz [default: `now()`]\n"
        "\n"
        "  indexes {\n"
        "    (made) [name: 'by_time']\n"
        "  }\n"
        "\n"
        "  checks {\n"
        "    `POSITION('@' IN email) > 0` [name: 'has_at']\n"
        "  }\n"
        "  Note: 'Who\\'s who'\n"
        "}\n"
    )


def test_relationships_have_their_names_and_actions() -> None:
    text = written(shop())
    assert "Ref " in text
    child = replace(table("pets", "id", "owner"), constraints=())
    key = foreign_key("pets", "owner", "people", on_delete="SET NULL")
    child = replace(child, constraints=(key,))
    made = written(Schema(tables=(table("people", "id"), child)))
    assert f"Ref {key.name}: pets.owner > people.id [delete: set null]" in made


def test_what_dbml_cannot_say_is_a_comment() -> None:
    one = table("t", "a", "b")
    one = replace(
        one,
        columns=(one.columns[0], column("t", "b", generated=Generated(expression="a + 1"))),
        indexes=(
            Index(
                id=new_id("i"),
                name="part",
                keys=(IndexKey(column=one.columns[0].id),),
                is_unique=True,
                where="a > 0",
            ),
        ),
    )
    text = written(Schema(tables=(one,)))
    assert "  // b: GENERATED ALWAYS AS (a + 1) STORED\n" in text
    assert "    // CREATE UNIQUE INDEX part ON public.t USING btree (a) WHERE (a > 0)\n" in text


@given(schemas())
def test_reading_it_back_finds_the_same_tables_and_columns(schema: Schema) -> None:
    document = parse(written(schema))
    tables = drawn_tables(schema)
    found = [(one.name.schema or "public", one.name.name) for one in document.tables]
    assert found == [(one.schema, one.name) for one in tables]
    types = Types({enum.name for enum in document.enums}, Remarks())
    own = {f"{one.schema}.{one.name}" for one in schema.types if not isinstance(one, EnumType)}
    for number, one in enumerate(tables):
        columns = columns_of(document, number)
        assert [c.name for c in columns] == [c.name for c in one.columns]
        assert [string(c.settings, "note") for c in columns] == [c.comment for c in one.columns]
        assert document.tables[number].note == one.comment
        key = one.primary_key
        required = [not c.nullable and not (key and c.id in key.columns) for c in one.columns]
        assert [bool(setting(c.settings, "not null")) for c in columns] == required
        for had, read in zip(one.columns, columns, strict=True):
            if had.type.replace('"', "") not in own:
                again = types.translate(read.type, line=1, subject="")
                assert canonical_type(again) == canonical_type(had.type)


@given(schemas())
def test_reading_it_back_finds_the_same_enums_keys_and_relationships(schema: Schema) -> None:
    document = parse(written(schema))
    enums = {(e.schema, e.name): [x for x in e.labels if x] for e in schema.enums}
    assert {
        (e.name.schema or "public", e.name.name): [label.name for label in e.labels]
        for e in document.enums
    } == enums
    sayable = [
        one
        for one in relations(schema)
        if one.parent is not one.child or {*one.key.target_columns} != {*one.key.columns}
    ]
    assert [ref.name for ref in document.refs] == [one.key.name for one in sayable]
    for ref, relation in zip(document.refs, sayable, strict=True):
        ends = {(ref.left.table.name, ref.left.columns), (ref.right.table.name, ref.right.columns)}
        child = relation.child.column_names(relation.key.columns)
        parent = relation.parent.column_names(relation.key.target_columns)
        assert ends == {(relation.child.name, child), (relation.parent.name, parent)}
    for one, read in zip(drawn_tables(schema), document.tables, strict=True):
        inline = sum(
            setting(c.settings, "pk") is not None for c in read.members if isinstance(c, Column)
        )
        listed = sum(setting(index.settings, "pk") is not None for index in read.indexes)
        assert inline + listed == (one.primary_key is not None)
