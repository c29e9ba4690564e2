"""Undo and redo: of one's own edits, as new edits."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from schemas.actions.edits import apply_changes, place, redo, undo
from schemas.actions.places import Place, places_of
from schemas.engine.canonical import canonical
from schemas.engine.changes import AddConstraint, Change, DropColumn, DropTable
from schemas.engine.errors import Refused
from schemas.models import Branch
from schemas.models.mapping import load_schema
from tests.actions.shop import EMAIL, NAME, ORDERS, USERS, add_column, add_orders, add_users, rename
from tests.cast import Cast


@pytest.fixture
def shop(branch: Branch, cast: Cast) -> Branch:
    places = {USERS: Place(100, 200), ORDERS: Place(500, 200)}
    apply_changes(branch, [*add_users(), *add_orders()], by=cast.owner, places=places)
    return branch


EDITS: list[list[Change]] = [
    rename(EMAIL, "mail"),
    add_column(50, "phone"),
    [DropColumn(table=USERS, column=EMAIL)],
    [DropTable(table=USERS)],
    [DropTable(table=ORDERS)],
    [*rename(EMAIL, "swap"), *rename(NAME, "email"), *rename(EMAIL, "name")],
]


@pytest.mark.parametrize("changes", EDITS, ids=lambda changes: type(changes[-1]).__name__)
def test_undo_restores_design_and_places_and_redo_makes_them_again(
    shop: Branch, cast: Cast, changes: list[Change]
) -> None:
    diagram = shop.diagrams.get()
    before = canonical(load_schema(shop)), places_of(diagram)
    apply_changes(shop, changes, by=cast.editor)
    after = canonical(load_schema(shop)), places_of(diagram)
    undo(shop, by=cast.editor)
    assert (canonical(load_schema(shop)), places_of(diagram)) == before
    redo(shop, by=cast.editor)
    assert (canonical(load_schema(shop)), places_of(diagram)) == after
    undo(shop, by=cast.editor)
    assert (canonical(load_schema(shop)), places_of(diagram)) == before


def test_edits_are_undone_and_redone_in_turn(shop: Branch, cast: Cast) -> None:
    names = ["a", "b", "c"]
    for name in names:
        apply_changes(shop, rename(EMAIL, name), by=cast.editor)
    assert [step(shop, cast, undo) for _ in names] == ["b", "a", "email"]
    assert [step(shop, cast, redo) for _ in names] == ["a", "b", "c"]
    assert [step(shop, cast, undo) for _ in names] == ["b", "a", "email"]


def step(shop: Branch, cast: Cast, go: object) -> str:
    go(shop, by=cast.editor)
    return load_schema(shop).tables_by_id[USERS].columns_by_id[EMAIL].name


def test_everyone_undoes_their_own(shop: Branch, cast: Cast) -> None:
    apply_changes(shop, rename(EMAIL, "mail"), by=cast.editor)
    apply_changes(shop, rename(NAME, "called"), by=cast.owner)
    edit = undo(shop, by=cast.editor)
    columns = load_schema(shop).tables_by_id[USERS].columns
    assert [column.name for column in columns] == ["id", "email", "called"]
    assert edit.undoes.actor == cast.editor
    assert edit.summary.startswith("Undo: ")


def test_there_is_nothing_to_undo_before_the_first_edit(branch: Branch, cast: Cast) -> None:
    with pytest.raises(Refused, match="nothing of yours to undo"):
        undo(branch, by=cast.editor)
    with pytest.raises(Refused, match="nothing of yours to redo"):
        redo(branch, by=cast.editor)


def test_a_new_edit_ends_what_can_be_redone(shop: Branch, cast: Cast) -> None:
    apply_changes(shop, rename(EMAIL, "mail"), by=cast.editor)
    undo(shop, by=cast.editor)
    apply_changes(shop, rename(NAME, "called"), by=cast.editor)
    with pytest.raises(Refused, match="nothing of yours to redo"):
        redo(shop, by=cast.editor)


def test_another_persons_edit_does_not_end_it(shop: Branch, cast: Cast) -> None:
    apply_changes(shop, rename(EMAIL, "mail"), by=cast.editor)
    undo(shop, by=cast.editor)
    apply_changes(shop, rename(NAME, "called"), by=cast.owner)
    assert "mail" in redo(shop, by=cast.editor).summary


def test_what_others_have_built_on_cannot_be_undone(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.editor)
    apply_changes(branch, add_orders(), by=cast.owner)
    with pytest.raises(Refused, match="cannot be taken back, because of what was done since"):
        undo(branch, by=cast.editor)
    _, orders = sorted(load_schema(branch).tables, key=lambda table: table.id)
    assert len(orders.foreign_keys) == 1
    assert branch.edits.count() == 2


def test_a_reviewer_cannot_undo(shop: Branch, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        undo(shop, by=cast.reviewer)


def test_a_move_is_undone_like_any_edit(shop: Branch, cast: Cast) -> None:
    diagram = shop.diagrams.get()
    place(diagram, {USERS: Place(1, 2)}, by=cast.editor)
    undo(shop, by=cast.editor)
    assert places_of(diagram)[USERS] == (100, 200)
    redo(shop, by=cast.editor)
    assert places_of(diagram)[USERS] == (1, 2)


def test_a_table_that_another_has_moved_since_stays(shop: Branch, cast: Cast) -> None:
    diagram = shop.diagrams.get()
    place(diagram, {USERS: Place(1, 2), ORDERS: Place(3, 4)}, by=cast.editor)
    place(diagram, {USERS: Place(9, 9)}, by=cast.owner)
    undo(shop, by=cast.editor)
    assert places_of(diagram) == {USERS: (9, 9), ORDERS: (500, 200)}


def test_a_move_that_another_has_overtaken_cannot_be_undone(shop: Branch, cast: Cast) -> None:
    diagram = shop.diagrams.get()
    place(diagram, {USERS: Place(1, 2)}, by=cast.editor)
    place(diagram, {USERS: Place(9, 9)}, by=cast.owner)
    with pytest.raises(Refused, match="moved since"):
        undo(shop, by=cast.editor)


def test_what_changes_nothing_is_no_edit_and_does_not_stand_in_the_way_of_undo(
    shop: Branch, cast: Cast
) -> None:
    apply_changes(shop, rename(NAME, "called"), by=cast.editor)
    apply_changes(shop, rename(EMAIL, "mail", was="email"), by=cast.owner)
    assert apply_changes(shop, rename(EMAIL, "mail", was="email"), by=cast.editor) is None
    assert shop.edits.count() == 3
    assert step(shop, cast, undo) == "mail"
    columns = load_schema(shop).tables_by_id[USERS].columns
    assert [column.name for column in columns] == ["id", "mail", "name"]


def test_an_edit_that_another_has_taken_back_is_undone_without_an_effect(
    shop: Branch, cast: Cast
) -> None:
    apply_changes(shop, rename(NAME, "called"), by=cast.editor)
    apply_changes(shop, rename(EMAIL, "mail"), by=cast.editor)
    apply_changes(shop, rename(EMAIL, "email"), by=cast.owner)
    assert undo(shop, by=cast.editor).changes == []
    undo(shop, by=cast.editor)
    columns = load_schema(shop).tables_by_id[USERS].columns
    assert [column.name for column in columns] == ["id", "email", "name"]
    assert "called" in redo(shop, by=cast.editor).summary
    with pytest.raises(Refused, match="nothing of yours to redo"):
        redo(shop, by=cast.editor)


def test_undoing_a_new_table_undoes_the_keys_to_it_that_came_with_it(
    branch: Branch, cast: Cast
) -> None:
    edit = apply_changes(branch, [*add_users(), *add_orders()], by=cast.editor)
    assert any(isinstance(change, AddConstraint) for change in add_orders())
    undo(branch, by=cast.editor)
    assert load_schema(branch).tables == ()
    assert places_of(branch.diagrams.get()) == {}
    assert edit.undone_by.summary == f"Undo: {edit.summary}"
