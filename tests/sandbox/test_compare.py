"""What is told of two catalogs, and what does not count as a difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from schemas.engine.model import Column, ForeignKey, Index, IndexKey, PrimaryKey, Schema, Table
from schemas.sandbox.compare import Comparison, compare


def pets(*, index: Index | None = None, **column: Any) -> Schema:
    """A design with ids of its own at every call."""
    id, owner, pet = uuid4(), uuid4(), uuid4()
    key = PrimaryKey(id=uuid4(), name="owners_pkey", columns=(id,))
    points = ForeignKey(id=uuid4(), name="fk", columns=(pet,), target=owner, target_columns=(id,))
    return Schema(
        tables=(
            Table(
                id=owner,
                name="owners",
                columns=(replace(Column(id=id, name="id", type="bigint"), **column),),
                constraints=(key,),
                indexes=(replace(index, keys=(IndexKey(column=id),)),) if index else (),
            ),
            Table(
                id=uuid4(),
                name="pets",
                columns=(Column(id=pet, name="owner", type="bigint"),),
                constraints=(points,),
            ),
        )
    )


def test_designs_that_share_no_id_can_be_equal() -> None:
    assert compare(pets(), pets()) == Comparison([], [])


def test_a_missing_table_is_one_difference_with_all_its_keys() -> None:
    actual = Schema(tables=pets().tables[:1])
    assert compare(actual, pets()).differences == ["Still needed: Add table pets."]


def test_a_surplus_is_to_be_dropped_and_a_difference_tells_both_values() -> None:
    index = Index(id=UUID(int=7), name="found", keys=())
    told = compare(pets(index=index, default="1"), pets(default="2")).differences
    assert told == [
        "Still needed: Drop index owners.found.",
        "Still needed: Set default of column owners.id to 2; default is 1, and should be 2.",
    ]


def test_the_name_that_a_not_null_keeps_is_only_a_note() -> None:
    named = pets(nullable=False, not_null_name="old_id_not_null")
    assert compare(named, pets(nullable=False)) == Comparison(
        [], ["The NOT NULL of id in table public.owners is called old_id_not_null."]
    )
