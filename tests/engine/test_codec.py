"""Designs and changes as JSON: compact to write, strict to read."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from schemas.engine.changes import AlterColumn, AlterConstraint, AlterObject
from schemas.engine.codec import (
    checksum,
    decode,
    decode_change,
    decode_object,
    encode,
    encode_change,
    encode_object,
)
from schemas.engine.errors import UnreadableText
from schemas.engine.model import (
    Action,
    Column,
    ForeignKey,
    Generated,
    Identity,
    PrimaryKey,
    Schema,
    SequenceOptions,
    Table,
)
from tests.engine.shop import SHOP, USERS, id_of

Document = dict[str, Any]


def through_json(document: Document) -> Document:
    return json.loads(json.dumps(document))


def test_fields_at_their_default_are_left_out() -> None:
    column = Column(id=UUID(int=1), name="a", type="text")
    assert encode_object(column) == {
        "kind": "column",
        "id": "00000000-0000-0000-0000-000000000001",
        "name": "a",
        "type": "text",
    }


def test_an_empty_design_shows_what_it_could_hold() -> None:
    assert encode(Schema()) == {"version": 1, "tables": [], "objects": []}
    assert decode({"version": 1}) == Schema()


def test_the_kind_of_a_verbatim_object_has_a_key_of_its_own() -> None:
    document = encode_object(SHOP.sql_objects[0])
    assert (document["kind"], document["sql_kind"]) == ("sql_object", "FUNCTION")


@pytest.mark.parametrize("thing", [USERS, *USERS.constraints, *USERS.indexes, *SHOP.objects])
def test_single_objects_survive(thing: Any) -> None:
    assert decode_object(through_json(encode_object(thing))) == thing


@pytest.mark.parametrize(
    "change",
    [
        AlterColumn(
            table=UUID(int=1),
            column=UUID(int=2),
            set={"identity": Identity(always=True), "default": None},
            was={"generated": Generated(expression="a"), "statistics": 3},
        ),
        AlterConstraint(
            table=UUID(int=1),
            constraint=UUID(int=2),
            set={"on_delete": Action.CASCADE, "columns": (UUID(int=3),)},
        ),
        AlterObject(object=UUID(int=1), set={"options": SequenceOptions(start=1)}),
        AlterObject(object=UUID(int=1), set={"options": (("security_invoker", "true"),)}),
        AlterObject(object=UUID(int=1), set={"owned_by": (UUID(int=2), UUID(int=3))}),
    ],
)
def test_fields_of_a_change_get_the_types_of_the_object(change: Any) -> None:
    assert decode_change(through_json(encode_change(change))) == change


def edited(edit: Callable[[Document], object]) -> Document:
    document = through_json(encode(SHOP))
    edit(document)
    return document


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ({}, "format version 1"),
        ([], "format version 1"),
        ({"version": 2}, "format version 1"),
        (edited(lambda d: d.update(extra=1)), "unknown key 'extra'"),
        (edited(lambda d: d.update(tables={})), "at tables, expected a list"),
        (edited(lambda d: d["tables"].append(7)), r"at tables\[2\], expected an object"),
        (edited(lambda d: d["tables"][0].pop("name")), r'at tables\[0\], "name" is missing'),
        (
            edited(lambda d: d["tables"][0]["columns"][1].update(nullable="no")),
            r"at tables\[0\].columns\[1\].nullable, expected true or false, found 'no'",
        ),
        (
            edited(lambda d: d["tables"][0]["columns"][1].update(type=[[[[]]]])),
            r"columns\[1\].type, expected text, found a list",
        ),
        (
            edited(lambda d: d["tables"][0]["columns"][1].update(statistics=2**70)),
            "expected a 64-bit whole number",
        ),
        (
            edited(lambda d: d["tables"][0]["columns"][1].update(statistics=True)),
            "expected a 64-bit whole number, found true",
        ),
        (
            edited(lambda d: d["tables"][0]["columns"][1].update(name="a\0b")),
            "PostgreSQL cannot store",
        ),
        (
            edited(lambda d: d["tables"][0]["columns"][1].update(name="\ud800")),
            "PostgreSQL cannot store",
        ),
        (edited(lambda d: d["tables"][0].update(id="{1}")), "expected an id"),
        (edited(lambda d: d["objects"][0].update(kind="table")), "unknown \"kind\" 'table'"),
        (edited(lambda d: d["objects"][0].update(kind=["x"])), 'unknown "kind" a list'),
        (edited(lambda d: d["objects"][4].update(sql_kind="VIRUS")), "expected one of FUNCTION"),
        (edited(lambda d: d["objects"][2].update(owned_by=["x"])), "expected a list of 2"),
        (
            edited(lambda d: d["tables"].append(d["tables"][0])),
            r"tables\[0\] and tables\[2\] have the same id",
        ),
        (
            edited(lambda d: d["tables"][0]["columns"][0].update(id=d["objects"][1]["id"])),
            r"tables\[0\].columns\[0\] and objects\[1\] have the same id",
        ),
    ],
)
def test_a_design_that_is_not_one_is_refused_with_the_place(document: Any, complaint: str) -> None:
    with pytest.raises(UnreadableText, match=complaint):
        decode(document)


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        (None, "expected an object"),
        ({}, 'unknown "op" null'),
        ({"op": "DropDatabase"}, "unknown \"op\" 'DropDatabase'"),
        ({"op": "DropTable"}, '"table" is missing'),
        ({"op": "DropTable", "table": str(USERS.id), "cascade": True}, "unknown key 'cascade'"),
        (
            {"op": "AlterTable", "table": str(USERS.id), "set": {"name": "x"}},
            "at set, unknown key 'name'",
        ),
        (
            {"op": "AlterTable", "table": str(USERS.id), "set": {"comment": None}},
            "at set.comment, expected text, found null",
        ),
    ],
)
def test_a_change_that_is_not_one_is_refused_with_the_place(document: Any, complaint: str) -> None:
    with pytest.raises(UnreadableText, match=complaint):
        decode_change(document)


def test_complaints_do_not_repeat_long_input() -> None:
    with pytest.raises(UnreadableText) as caught:
        decode_change({"op": "x" * 1_000_000})
    assert len(str(caught.value)) < 200


def test_the_checksum_knows_every_field() -> None:
    commented = replace(USERS, comment="x")
    other = Schema(tables=(commented, *SHOP.tables[1:]), objects=SHOP.objects)
    assert checksum(SHOP) == checksum(decode(through_json(encode(SHOP))))
    assert checksum(SHOP) != checksum(other)


def test_a_thousand_tables_are_written_and_read_well_within_a_second() -> None:
    schema = Schema(tables=tuple(wide_table(number) for number in range(1000)))
    start = time.process_time()
    assert decode(encode(schema)) == schema
    assert time.process_time() - start < 2


def wide_table(number: int) -> Table:
    columns = tuple(
        Column(id=id_of(f"{number}.{at}"), name=f"c{at}", type="text", nullable=at % 2 == 0)
        for at in range(12)
    )
    key = PrimaryKey(id=id_of(f"{number}.pk"), name="pk", columns=(columns[0].id,))
    reference = ForeignKey(
        id=id_of(f"{number}.fk"),
        name="fk",
        columns=(columns[1].id,),
        target=id_of(str(number)),
        target_columns=(columns[0].id,),
    )
    return Table(
        id=id_of(str(number)), name=f"t{number}", columns=columns, constraints=(key, reference)
    )
