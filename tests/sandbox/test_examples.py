"""The examples run without a superuser, and our own script recreates each of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from schemas.engine.canonical import canonical
from schemas.engine.check import check
from schemas.engine.codec import decode
from schemas.engine.model import Schema
from schemas.engine.write.ddl import write_ddl
from tests.engine.write.designs import hostile
from tests.sandbox.running import accepted

ROOT = Path(__file__).parents[2]
SHOP_DESIGN = ROOT / "tests" / "engine" / "write" / "shop.json"


@cache
def imported(name: str) -> Schema:
    return accepted((ROOT / "examples" / name).read_bytes())[0]


@pytest.mark.parametrize("name", ["shop.sql", "harbour.sql"])
def test_the_script_of_an_example_recreates_an_equal_catalog(name: str) -> None:
    design = imported(name)
    recreated, _ = accepted(write_ddl(design))
    assert canonical(recreated) == canonical(design)


@pytest.mark.parametrize("name", ["shop.sql", "harbour.sql"])
def test_an_example_breaks_no_rule(name: str) -> None:
    assert check(imported(name)) == []


def test_hostile_names_come_back_as_they_were() -> None:
    design = hostile()
    recreated, _ = accepted(write_ddl(design))
    assert _names(recreated) == _names(design)


def test_the_larger_example_shows_what_a_design_can_hold() -> None:
    design = imported("harbour.sql")
    assert len(design.tables) >= 25
    assert len({table.schema for table in design.tables}) == 5
    assert {"freight.shipment_status", "finance.invoice_status"} <= {
        f"{enum.schema}.{enum.name}" for enum in design.enums
    }
    assert any(view.is_materialized for view in design.views)
    assert any(table.partition_of for table in design.tables)


def test_the_shop_that_the_writer_tests_use_is_the_shop_of_the_examples() -> None:
    kept = decode(json.loads(SHOP_DESIGN.read_text()))
    assert canonical(kept) == canonical(imported("shop.sql"))


def _names(design: Schema) -> set[tuple[str, ...]]:
    return {
        (table.schema, table.name, table.comment, column.name, key.name)
        for table in design.tables
        for column in table.columns
        for key in table.constraints
    }
