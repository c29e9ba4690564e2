"""What people type on the canvas becomes PostgreSQL's own spelling."""

from uuid import UUID

import pytest

from designer.type_spelling import spelled
from schemas.engine.changes import AddColumn, AddTable, AlterColumn, Change, DropTable
from schemas.engine.model import Column, Table

ONE, TWO = UUID(int=1), UUID(int=2)


def column(type: str) -> Column:
    return Column(id=TWO, name="code", type=type)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            AddColumn(table=ONE, column=column("int8")),
            AddColumn(table=ONE, column=column("bigint")),
        ),
        (
            AlterColumn(table=ONE, column=TWO, set={"type": "varchar(80)"}),
            AlterColumn(table=ONE, column=TWO, set={"type": "character varying(80)"}),
        ),
        (
            AddTable(table=Table(id=ONE, name="t", columns=(column("bool"),))),
            AddTable(table=Table(id=ONE, name="t", columns=(column("boolean"),))),
        ),
    ],
)
def test_an_alias_becomes_the_name_that_postgres_prints(typed: Change, meant: Change) -> None:
    assert spelled(typed) == meant


@pytest.mark.parametrize(
    "change",
    [
        DropTable(table=ONE),
        AlterColumn(table=ONE, column=TWO, set={"nullable": False}),
        AddColumn(table=ONE, column=column("app.status")),
    ],
)
def test_anything_else_stays_as_it_is(change: Change) -> None:
    assert spelled(change) == change
