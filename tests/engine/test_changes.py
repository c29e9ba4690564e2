"""One example of each change, shared with the JavaScript tests through fixtures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest

from schemas.engine.apply import apply
from schemas.engine.canonical import canonical
from schemas.engine.changes import AddConstraint, AlterColumn, AlterObject, Change
from schemas.engine.codec import decode, decode_change, encode, encode_change
from schemas.engine.describe import describe
from schemas.engine.inverse import inverse
from schemas.engine.model import Check, Column, EnumType, Schema, Table

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures/changes").glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_change_makes_what_its_fixture_says(path: Path) -> None:
    example = read(path)
    before, change = decode(example["before"]), decode_change(example["change"])
    assert encode(apply(before, [change])) == example["after"]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_change_can_be_taken_back(path: Path) -> None:
    example = read(path)
    before, change = decode(example["before"]), decode_change(example["change"])
    after = decode(example["after"])
    assert canonical(apply(after, inverse(before, [change]))) == canonical(before)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_change_keeps_its_form_in_json(path: Path) -> None:
    document = read(path)["change"]
    assert encode_change(decode_change(document)) == document


def test_there_is_an_example_of_every_change() -> None:
    shown = {read(path)["change"]["op"] for path in FIXTURES}
    assert shown == {change.__name__ for change in get_args(Change)}


@pytest.mark.parametrize(
    ("fixture", "words"),
    [
        ("add_table", "Add table notes"),
        ("drop_table", "Drop table shop.orders"),
        ("rename_table", "Rename table shop.orders to Order"),
        ("move_table", "Move table users to schema shop"),
        ("alter_table", "Change comment and row security of table users"),
        ("add_column", "Add column note text to users"),
        ("rename_column", "Rename column users.email to mail"),
        ("alter_column", "Change type and whether NULL is allowed of column users.age"),
        ("move_column", "Move column users.age to position 1"),
        ("add_foreign_key", "Add foreign key users_last_fkey to users"),
        ("alter_constraint", "Change ON DELETE of foreign key shop.orders.orders_user_id_fkey"),
        ("drop_index", "Drop index users.users_email_idx"),
        ("add_object", "Add enum size"),
        ("rename_schema", "Rename schema shop to store"),
        ("alter_object", "Change labels of enum shop.order_state: add packed"),
    ],
)
def test_a_change_is_described_in_a_few_words(fixture: str, words: str) -> None:
    example = next(read(path) for path in FIXTURES if path.stem == fixture)
    assert describe(decode(example["before"]), decode_change(example["change"])) == words


ID, ENUM = UUID(int=1), EnumType(id=UUID(int=2), name="size", labels=("s", "m"))
AGES = Table(id=ID, name="ages", columns=(Column(id=UUID(int=3), name="age", type="integer"),))
SIZED = Schema(tables=(AGES,), objects=(ENUM,))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            AlterColumn(table=ID, column=UUID(int=3), set={"type": "bigint"}),
            "Change type of column ages.age from integer to bigint",
        ),
        (
            AddConstraint(
                table=ID, constraint=Check(id=UUID(int=4), name="grown", expression="age > 17")
            ),
            "Add check grown to ages: age > 17",
        ),
        (
            AlterObject(object=ENUM.id, set={"labels": ("m", "l")}),
            "Change labels of enum size: add l, remove s",
        ),
        (
            AlterObject(object=ENUM.id, set={"labels": ("m", "s")}),
            "Reorder labels of enum size",
        ),
    ],
)
def test_a_change_says_what_was_and_what_will_be(change: Change, words: str) -> None:
    assert describe(SIZED, change) == words
