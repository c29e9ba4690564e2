"""Projects."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from schemas.actions.edits import apply_changes
from schemas.actions.imports import Script, start_project_from_script
from schemas.actions.projects import create_project, discard_project
from schemas.engine.errors import Refused
from schemas.models import Workspace
from tests.actions.shop import add_users
from tests.cast import Cast


def test_a_new_project_has_a_branch_and_a_diagram(workspace: Workspace, cast: Cast) -> None:
    project = create_project(workspace, name="Shop", by=cast.editor)
    assert (project.main.name, project.main.seq) == ("main", 0)
    assert project.main.diagrams.count() == 1


@pytest.mark.parametrize("name", ["Shop", "shop", " SHOP "])
def test_a_taken_name_is_refused(workspace: Workspace, cast: Cast, name: str) -> None:
    create_project(workspace, name="Shop", by=cast.editor)
    with pytest.raises(Refused, match="choose another name"):
        create_project(workspace, name=name, by=cast.editor)


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_a_name_is_needed_and_not_too_long(workspace: Workspace, cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        create_project(workspace, name=name, by=cast.editor)


@pytest.mark.parametrize("role", ["reviewer", "viewer", "stranger"])
def test_only_editors_make_projects(workspace: Workspace, cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        create_project(workspace, name="Shop", by=getattr(cast, role))


def test_a_project_that_came_to_nothing_is_discarded(workspace: Workspace, cast: Cast) -> None:
    project = create_project(workspace, name="Shop", by=cast.editor)
    discard_project(project, by=cast.editor)
    assert not workspace.projects.exists()


def test_a_project_with_work_in_it_is_not_discarded(workspace: Workspace, cast: Cast) -> None:
    project = create_project(workspace, name="Shop", by=cast.editor)
    apply_changes(project.main, add_users(), by=cast.editor)
    with pytest.raises(Refused, match="it stays"):
        discard_project(project, by=cast.editor)


@pytest.mark.parametrize("role", ["reviewer", "viewer", "stranger"])
def test_only_editors_discard_projects(workspace: Workspace, cast: Cast, role: str) -> None:
    project = create_project(workspace, name="Shop", by=cast.editor)
    with pytest.raises(PermissionDenied):
        discard_project(project, by=getattr(cast, role))


def test_a_script_that_cannot_be_read_makes_no_project(workspace: Workspace, cast: Cast) -> None:
    with pytest.raises(Refused, match="empty"):
        start_project_from_script(workspace, name="Shop", script=Script(b" "), by=cast.editor)
    assert not workspace.projects.exists()
