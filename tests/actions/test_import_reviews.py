"""Importing again: an update that is looked at, and then made as one edit or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from schemas.actions.edits import apply_changes, undo
from schemas.actions.import_reviews import accept_import, discard_import, questions_of, update_of
from schemas.actions.imports import Script, start_import, store_import
from schemas.actions.places import Place, places_of
from schemas.engine.canonical import canonical
from schemas.engine.changes import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    AlterConstraint,
    AlterTable,
    DropTable,
    RenameTable,
)
from schemas.engine.codec import encode
from schemas.engine.errors import Refused
from schemas.engine.match import Suggestion, substitute
from schemas.engine.match.matching import all_ids
from schemas.engine.model import Check, Column, Schema, Table
from schemas.models import Branch, Edit, Import, Outcome
from schemas.models.mapping import load_schema
from tests.actions.conftest import Sent
from tests.actions.shop import EMAIL, NAME, ORDERS, USERS, add_column, add_orders, add_users
from tests.cast import Cast
from tests.engine.shop import id_of

PLACES = {USERS: Place(100, 200), ORDERS: Place(500, 200)}
REPORT = {"structured": {"tables": 2}, "verbatim": [], "left_out": [], "notes": []}
Again = Callable[..., Import]


def yes(suggestion: Suggestion) -> bool:
    return True


def no(suggestion: Suggestion) -> bool:
    return False


@pytest.fixture
def shop(branch: Branch, cast: Cast) -> Branch:
    apply_changes(branch, [*add_users(), *add_orders()], by=cast.owner, places=PLACES)
    return branch


@pytest.fixture
def again(shop: Branch, cast: Cast, sent: Sent) -> Again:
    """Import a design, read from a script with ids of its own, into the shop."""

    def read(schema: Schema) -> dict[str, object]:
        return encode(substitute(schema, {id: id_of(f"read {id}") for id in all_ids(schema)}))

    def start(schema: Schema, printed: Schema | None = None) -> Import:
        job = start_import(shop.project, script=Script(b"x", "shop.sql"), by=cast.editor)
        result = {"schema": read(schema), "report": REPORT, "refused": None}
        base = None if printed is None else read(printed)
        store_import(job.id, 1, {**result, "base": base})
        job.refresh_from_db()
        return job

    return start


def people(schema: Schema) -> Schema:
    """The shop with its users called people, and with a new table."""
    tables = tuple(
        replace(table, name="people") if table.id == USERS else table for table in schema.tables
    )
    tags = Table(
        id=id_of("tags"), name="tags", columns=(Column(id=id_of("t"), name="t", type="text"),)
    )
    return replace(schema, tables=(*tables, tags))


def test_the_same_script_again_changes_nothing(shop: Branch, again: Again, cast: Cast) -> None:
    job = again(load_schema(shop))
    assert update_of(job, yes).changes == []
    assert accept_import(job, yes, by=cast.editor) is None
    assert shop.edits.count() == 1


def test_what_is_matched_keeps_its_ids_and_its_place(
    shop: Branch, again: Again, cast: Cast
) -> None:
    job = again(people(load_schema(shop)))
    accept_import(job, yes, by=cast.editor)
    after = load_schema(shop)
    assert {table.id: table.name for table in after.tables}[USERS] == "people"
    places = places_of(shop.diagrams.get())
    assert {id: places[id] for id in PLACES} == PLACES
    (tags,) = [table.id for table in after.tables if table.name == "tags"]
    assert places[tags] not in PLACES.values()


def test_a_rename_is_asked_about_and_may_be_none(shop: Branch, again: Again, cast: Cast) -> None:
    job = again(people(load_schema(shop)))
    (question,) = questions_of(job)
    assert (question.was, question.now) == (("public", "users"), ("public", "people"))
    accept_import(job, no, by=cast.editor)
    assert USERS not in load_schema(shop).tables_by_id


def test_it_is_one_edit_that_can_be_undone(shop: Branch, again: Again, cast: Cast) -> None:
    before = canonical(load_schema(shop))
    job = again(people(load_schema(shop)))
    edit = accept_import(job, yes, by=cast.editor)
    assert edit is not None
    assert (edit.seq, edit.summary) == (2, "Import shop.sql again")
    undo(shop, by=cast.editor)
    assert canonical(load_schema(shop)) == before
    assert places_of(shop.diagrams.get()) == PLACES


def test_descriptions_stay_where_the_script_has_none(
    shop: Branch, again: Again, cast: Cast
) -> None:
    read = load_schema(shop)
    described = [
        AlterTable(table=USERS, set={"comment": "Who buys."}),
        AlterColumn(table=USERS, column=EMAIL, set={"comment": "Where we write to."}),
    ]
    apply_changes(shop, described, by=cast.owner)
    assert update_of(again(read), yes).changes == []


def test_what_postgres_only_prints_otherwise_is_no_change(
    shop: Branch, again: Again, cast: Cast
) -> None:
    def checked(expression: str, *columns: Column) -> Schema:
        check = Check(id=id_of("named"), name="named", expression=expression)
        return Schema(
            tables=tuple(
                replace(
                    table,
                    columns=(*table.columns, *columns),
                    constraints=(*table.constraints, check),
                )
                if table.id == USERS
                else table
                for table in plain.tables
            )
        )

    plain = load_schema(shop)
    typed = Check(id=id_of("typed"), name="named", expression="name <> ''")
    apply_changes(shop, [AddConstraint(table=USERS, constraint=typed)], by=cast.owner)
    printed = checked("(name <> ''::text)")
    phone = Column(id=id_of("phone"), name="phone", type="text")
    job = again(checked("(name <> ''::text)", phone), printed)
    (change,) = update_of(job, yes).changes
    assert isinstance(change, AddColumn)
    (change,) = update_of(again(checked("(length(name) > 1)"), printed), yes).changes
    assert isinstance(change, AlterConstraint)
    assert change.set == {"expression": "(length(name) > 1)"}


def test_what_was_edited_meanwhile_stays(shop: Branch, again: Again, cast: Cast) -> None:
    job = again(people(load_schema(shop)))
    apply_changes(shop, add_column(77, "phone"), by=cast.owner)
    accept_import(job, yes, by=cast.editor)
    users = load_schema(shop).tables_by_id[USERS]
    assert users.name == "people"
    assert users.columns[-1].name == "phone"


def test_a_branch_that_moved_on_in_the_same_place_is_left_alone(
    shop: Branch, again: Again, cast: Cast
) -> None:
    job = again(people(load_schema(shop)))
    apply_changes(shop, [RenameTable(table=USERS, name="members")], by=cast.owner)
    before = load_schema(shop)
    with pytest.raises(Refused, match=r"public\.members \(name\)\. Import the script again\."):
        accept_import(job, yes, by=cast.editor)
    job.refresh_from_db()
    assert job.awaits_review
    assert load_schema(shop) == before


def test_what_postgres_would_refuse_is_not_accepted(shop: Branch, again: Again, cast: Cast) -> None:
    schema = load_schema(shop)
    tables = tuple(
        replace(t, columns=tuple(c for c in t.columns if c.id != NAME)) for t in schema.tables
    )
    job = again(replace(schema, tables=tables))
    check = Check(id=id_of("named"), name="named", expression="(name <> ''::text)")
    apply_changes(shop, [AddConstraint(table=USERS, constraint=check)], by=cast.owner)
    with pytest.raises(Refused, match="uses the column name"):
        accept_import(job, yes, by=cast.editor)


def test_a_discarded_import_leaves_everything_as_it_is(
    shop: Branch, again: Again, cast: Cast
) -> None:
    job = again(people(load_schema(shop)))
    discard_import(job, by=cast.editor)
    job.refresh_from_db()
    assert (job.outcome, job.awaits_review) == (Outcome.DISCARDED, False)
    assert shop.edits.count() == 1


def test_an_import_is_decided_about_once(shop: Branch, again: Again, cast: Cast) -> None:
    job = again(people(load_schema(shop)))
    accept_import(job, yes, by=cast.editor)
    with pytest.raises(Refused, match="decided about already"):
        accept_import(job, yes, by=cast.owner)
    with pytest.raises(Refused, match="decided about already"):
        discard_import(job, by=cast.owner)
    assert Edit.objects.filter(summary__startswith="Import").count() == 1


def test_a_table_that_the_script_has_no_more_goes(shop: Branch, again: Again, cast: Cast) -> None:
    schema = load_schema(shop)
    job = again(replace(schema, tables=(schema.tables_by_id[USERS],)))
    assert any(isinstance(change, DropTable) for change in update_of(job, yes).told)
    accept_import(job, yes, by=cast.editor)
    assert load_schema(shop).tables_by_id.keys() == {USERS}


@pytest.mark.parametrize("role", ["reviewer", "viewer", "stranger"])
def test_only_editors_decide(shop: Branch, again: Again, cast: Cast, role: str) -> None:
    job = again(people(load_schema(shop)))
    with pytest.raises(PermissionDenied):
        accept_import(job, yes, by=getattr(cast, role))
    with pytest.raises(PermissionDenied):
        discard_import(job, by=getattr(cast, role))
