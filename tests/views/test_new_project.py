"""/projects/new/: an empty project, or one that starts from a script."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schemas.models import Import, Project, Workspace
from tests.cast import Cast, client_of

SQL = "CREATE TABLE books (id bigint);"


def post(cast: Cast, workspace: Workspace, **fields: Any) -> Any:
    form = {"workspace": workspace.id, "name": "Library", "sql": "", **fields}
    return client_of(cast.editor).post("/projects/new/", form)


def test_without_a_script_it_starts_empty(cast: Cast, workspace: Workspace) -> None:
    response = post(cast, workspace)
    project = Project.objects.get()
    assert response.url == f"/projects/{project.id}/"
    assert (project.name, project.created_by) == ("Library", cast.editor)
    assert not project.imports.exists()


def test_pasted_sql_is_imported(cast: Cast, workspace: Workspace) -> None:
    response = post(cast, workspace, sql=SQL)
    found = Import.objects.get()
    assert response.url == f"/imports/{found.id}/"
    assert found.script == SQL.encode()


def test_a_file_is_imported_and_names_the_project(cast: Cast, workspace: Workspace) -> None:
    file = SimpleUploadedFile("../../dumps/pagila.sql", SQL.encode())
    post(cast, workspace, name="", file=file)
    found = Import.objects.get()
    assert found.filename == "pagila.sql"
    assert found.project.name == "pagila"
    assert found.script == SQL.encode()


def test_a_name_is_needed(cast: Cast, workspace: Workspace) -> None:
    response = post(cast, workspace, name="")
    assert response.status_code == 422
    assert "Give the project a name." in response.content.decode()


def test_a_name_that_is_taken_is_refused_and_the_text_kept(
    cast: Cast, workspace: Workspace, project: Project
) -> None:
    response = post(cast, workspace, name="library", sql=SQL)
    assert response.status_code == 422
    page = response.content.decode()
    assert "choose another name" in page
    assert SQL in page
    assert Project.objects.count() == 1


def test_the_workspace_must_be_one_where_they_may_write(cast: Cast, workspace: Workspace) -> None:
    elsewhere = Workspace.objects.get(name="Elsewhere")
    assert post(cast, elsewhere).status_code == 422
    assert not Project.objects.exists()


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_readers_may_not_create_one(cast: Cast, workspace: Workspace, role: str) -> None:
    client = client_of(getattr(cast, role))
    assert client.get("/projects/new/").status_code == 403
    assert client.post("/projects/new/", {"name": "x"}).status_code == 403


def test_other_methods_are_refused(cast: Cast, workspace: Workspace) -> None:
    assert client_of(cast.owner).delete("/projects/new/").status_code == 405
