"""Edits: checked, stored, numbered, announced."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from schemas.actions.edits import Origin, apply_changes, arrange, place
from schemas.actions.places import Place, places_of
from schemas.announce import branch_channel, redis
from schemas.engine.changes import AddColumn, AddTable, AlterColumn, DropTable
from schemas.engine.errors import Conflict, InvalidChange, Refused
from schemas.engine.model import Column, Table
from schemas.models import Branch
from schemas.models.mapping import load_schema
from tests.actions.shop import (
    EMAIL,
    NAME,
    ORDERS,
    USERS,
    add_column,
    add_orders,
    add_users,
    rename,
)
from tests.cast import Cast

Capture = Callable[..., AbstractContextManager[object]]


def column_names(branch: Branch) -> list[str]:
    return [column.name for column in load_schema(branch).tables_by_id[USERS].columns]


def test_an_edit_changes_the_design_and_is_logged(branch: Branch, cast: Cast) -> None:
    edit = apply_changes(branch, add_users(), by=cast.editor, origin=Origin("tab 1"))
    assert column_names(branch) == ["id", "email", "name"]
    assert (edit.seq, edit.actor, edit.session, edit.touched) == (1, cast.editor, "tab 1", [USERS])
    assert "users" in edit.summary
    assert edit.changes[0]["op"] == "AddTable"
    assert edit.inverse[0]["op"] == "DropTable"


def test_edits_are_numbered_without_gaps_though_some_are_refused(
    branch: Branch, cast: Cast
) -> None:
    apply_changes(branch, add_users(), by=cast.editor)
    with pytest.raises(InvalidChange):
        apply_changes(branch, add_column(50, "email"), by=cast.editor)
    apply_changes(branch, add_column(51, "phone"), by=cast.owner)
    assert list(branch.edits.values_list("seq", flat=True)) == [1, 2]
    branch.refresh_from_db()
    assert branch.seq == 2


def test_several_changes_are_summed_up(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.editor)
    changes = [*add_column(50, "a"), *add_column(51, "b"), *add_column(52, "c")]
    assert apply_changes(branch, changes, by=cast.editor).summary.endswith(", and 2 more")


@pytest.mark.parametrize("role", ["reviewer", "viewer", "stranger"])
def test_only_editors_edit(branch: Branch, cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        apply_changes(branch, add_users(), by=getattr(cast, role))
    assert not branch.edits.exists()


def test_the_same_field_changed_by_another_is_a_conflict(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.owner)
    apply_changes(branch, rename(EMAIL, "mail", was="email"), by=cast.owner)
    with pytest.raises(Conflict) as conflict:
        apply_changes(branch, rename(EMAIL, "e_mail", was="email"), by=cast.editor)
    (clash,) = conflict.value.clashes
    assert (clash.was, clash.now, clash.wanted) == ("email", "mail", "e_mail")
    assert column_names(branch) == ["id", "mail", "name"]


def test_different_fields_of_one_column_do_not_collide(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.owner)
    apply_changes(branch, rename(EMAIL, "mail", was="email"), by=cast.owner)
    typed = AlterColumn(
        table=USERS, column=EMAIL, set={"type": "varchar(80)"}, was={"type": "text"}
    )
    apply_changes(branch, [typed], by=cast.editor)
    column = load_schema(branch).tables_by_id[USERS].columns_by_id[EMAIL]
    assert (column.name, column.type) == ("mail", "character varying(80)")


def test_dropping_a_table_drops_what_points_at_it(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, [*add_users(), *add_orders()], by=cast.editor)
    edit = apply_changes(branch, [DropTable(table=USERS)], by=cast.editor)
    (orders,) = load_schema(branch).tables
    assert orders.foreign_keys == ()
    assert set(edit.touched) == {USERS, ORDERS}


def test_a_name_taken_by_a_table_far_away_is_refused(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, [*add_users(), *add_orders()], by=cast.editor)
    twin = Table(id=UUID(int=99), name="users")
    with pytest.raises(InvalidChange):
        apply_changes(branch, [AddTable(table=twin)], by=cast.editor)


def test_an_edit_is_announced_once_it_is_committed(
    branch: Branch, cast: Cast, django_capture_on_commit_callbacks: Capture
) -> None:
    with redis().pubsub(ignore_subscribe_messages=True) as subscription:
        subscription.subscribe(branch_channel(branch.id))
        subscription.get_message(timeout=1)
        with django_capture_on_commit_callbacks(execute=True):
            edit = apply_changes(branch, add_users(), by=cast.editor, origin=Origin("tab 1"))
            assert subscription.get_message() is None
        told = json.loads(subscription.get_message(timeout=5)["data"])
    assert told == {"seq": 1, "session": "tab 1", "summary": edit.summary}


# Layout


def test_new_tables_get_places_of_their_own(branch: Branch, cast: Cast) -> None:
    edit = apply_changes(branch, [*add_users(), *add_orders()], by=cast.editor)
    places = places_of(branch.diagrams.get())
    assert places.keys() == {USERS, ORDERS}
    assert places[USERS] != places[ORDERS]
    assert edit.moves == {str(id): list(at) for id, at in places.items()}
    assert edit.moves_back == {str(id): None for id in places}


def test_a_new_table_stands_where_its_maker_put_it(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.editor, places={USERS: Place(700, -30)})
    assert places_of(branch.diagrams.get()) == {USERS: (700, -30)}


def test_new_neighbours_do_not_move_what_stands(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.editor, places={USERS: Place(700, -30)})
    apply_changes(branch, add_orders(), by=cast.editor)
    assert places_of(branch.diagrams.get())[USERS] == (700, -30)


def test_moving_is_an_edit_that_leaves_the_design_alone(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.editor, places={USERS: Place(0, 0)})
    edit = place(branch.diagrams.get(), {USERS: Place(5, 6)}, by=cast.editor)
    assert (edit.changes, edit.touched) == ([], [])
    assert (edit.moves, edit.moves_back) == ({str(USERS): [5, 6]}, {str(USERS): [0, 0]})


@pytest.mark.parametrize("x", [float("nan"), float("inf"), 1e9])
def test_nothing_is_moved_off_the_diagram(branch: Branch, cast: Cast, x: float) -> None:
    apply_changes(branch, add_users(), by=cast.editor)
    with pytest.raises(Refused, match="closer"):
        place(branch.diagrams.get(), {USERS: Place(x, 0)}, by=cast.editor)


def test_moving_what_is_not_there_changes_nothing(branch: Branch, cast: Cast) -> None:
    assert place(branch.diagrams.get(), {USERS: Place(1, 2)}, by=cast.editor) is None
    assert not branch.edits.exists()


def test_arranging_moves_tables_apart(branch: Branch, cast: Cast) -> None:
    together = {USERS: Place(0, 0), ORDERS: Place(0, 0)}
    apply_changes(branch, [*add_users(), *add_orders()], by=cast.editor, places=together)
    edit = arrange(branch.diagrams.get(), by=cast.editor)
    places = places_of(branch.diagrams.get())
    assert places[USERS] != places[ORDERS]
    assert edit.changes == []


# Two at once


def test_an_id_of_another_table_is_refused_and_takes_nothing_over(
    branch: Branch, cast: Cast
) -> None:
    apply_changes(branch, [*add_users(), *add_orders()], by=cast.editor)
    stolen = Column(id=EMAIL, name="stolen", type="text")
    for change in (
        AddColumn(table=ORDERS, column=stolen),
        AddTable(table=Table(id=UUID(int=90), name="thieves", columns=(stolen,))),
        AddTable(table=Table(id=EMAIL, name="thieves")),
    ):
        with pytest.raises(InvalidChange, match=r"taken|already|twice"):
            apply_changes(branch, [change], by=cast.editor)
    assert column_names(branch) == ["id", "email", "name"]


@pytest.mark.django_db(transaction=True)
def test_two_people_editing_one_table_at_once_lose_nothing(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.owner)

    def rename_often(column: UUID, name: str) -> None:
        try:
            for turn in range(10):
                user = cast.owner if column is EMAIL else cast.editor
                apply_changes(branch, rename(column, f"{name}_{turn}"), by=user)
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(rename_often, c, n) for c, n in [(EMAIL, "mail"), (NAME, "called")]]
    for future in futures:
        future.result()
    assert column_names(branch) == ["id", "mail_9", "called_9"]
    assert list(branch.edits.values_list("seq", flat=True)) == list(range(1, 22))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_one_field_at_once_one_is_told(branch: Branch, cast: Cast) -> None:
    apply_changes(branch, add_users(), by=cast.owner)

    def try_rename(name: str) -> str:
        try:
            apply_changes(branch, rename(EMAIL, name, was="email"), by=cast.owner)
        except Conflict:
            return "told"
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(try_rename, ["first", "second", "third"]))
    assert sorted(outcomes) == ["done", "told", "told"]
