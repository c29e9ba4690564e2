"""Versions: numbered snapshots, and the way back to them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from schemas.actions.edits import apply_changes, undo
from schemas.actions.places import Place, places_of
from schemas.actions.projects import create_project
from schemas.actions.versions import restore_version, save_version
from schemas.engine.canonical import canonical
from schemas.engine.changes import DropTable
from schemas.engine.errors import Refused
from schemas.models import Branch, Workspace
from schemas.models.mapping import load_schema
from tests.actions.shop import EMAIL, ORDERS, USERS, add_orders, add_users, rename
from tests.cast import Cast


@pytest.fixture
def shop(branch: Branch, cast: Cast) -> Branch:
    places = {USERS: Place(100, 200), ORDERS: Place(500, 200)}
    apply_changes(branch, [*add_users(), *add_orders()], by=cast.owner, places=places)
    return branch


def test_versions_are_numbered_and_keep_the_design(shop: Branch, cast: Cast) -> None:
    first = save_version(shop, title="First", by=cast.editor)
    apply_changes(shop, rename(EMAIL, "mail"), by=cast.editor)
    second = save_version(shop, title="Second", by=cast.editor)
    assert (first.number, second.number) == (1, 2)
    assert (first.seq, second.seq) == (1, 2)
    assert first.schema.tables_by_id[USERS].columns_by_id[EMAIL].name == "email"
    assert second.schema.tables_by_id[USERS].columns_by_id[EMAIL].name == "mail"
    assert first.positions == {str(USERS): [100, 200], str(ORDERS): [500, 200]}


def test_a_version_without_a_change_is_refused(shop: Branch, cast: Cast) -> None:
    save_version(shop, title="First", by=cast.editor)
    with pytest.raises(Refused, match="Nothing has changed since version 1: First"):
        save_version(shop, title="Again", by=cast.editor)


def test_an_empty_design_can_be_a_version(branch: Branch, cast: Cast) -> None:
    assert save_version(branch, title="Nothing yet", by=cast.editor).number == 1


@pytest.mark.parametrize("role", ["reviewer", "viewer", "stranger"])
def test_only_editors_save_versions(shop: Branch, cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        save_version(shop, title="Mine", by=getattr(cast, role))


def test_restoring_is_one_edit_that_can_be_undone(shop: Branch, cast: Cast) -> None:
    version = save_version(shop, title="First", by=cast.owner)
    apply_changes(shop, rename(EMAIL, "mail"), by=cast.owner)
    apply_changes(shop, [DropTable(table=USERS)], by=cast.owner)
    dropped = canonical(load_schema(shop))
    edit = restore_version(version, branch=shop, by=cast.editor)
    assert canonical(load_schema(shop)) == canonical(version.schema)
    assert places_of(shop.diagrams.get())[USERS] == (100, 200)
    assert (edit.seq, edit.summary) == (4, "Restore version 1: First")
    undo(shop, by=cast.editor)
    assert canonical(load_schema(shop)) == dropped


def test_restoring_what_is_there_already_is_refused(shop: Branch, cast: Cast) -> None:
    version = save_version(shop, title="First", by=cast.owner)
    with pytest.raises(Refused, match="as it was in version 1 already"):
        restore_version(version, branch=shop, by=cast.editor)


def test_a_version_of_another_project_is_refused(
    shop: Branch, workspace: Workspace, cast: Cast
) -> None:
    version = save_version(shop, title="First", by=cast.owner)
    other = create_project(workspace, name="Other", by=cast.owner)
    with pytest.raises(Refused, match="another project"):
        restore_version(version, branch=other.main, by=cast.owner)
