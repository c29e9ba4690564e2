"""GET /: workspaces and their projects."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from schemas.models import Entity, Placement, Project, Role, Version, Workspace
from tests.cast import Cast, client_of


def test_a_member_sees_the_projects_of_the_workspace(cast: Cast, project: Project) -> None:
    page = client_of(cast.viewer).get("/").content.decode()
    assert "Acme" in page
    assert "Library" in page


def test_a_stranger_sees_none_of_it(cast: Cast, project: Project) -> None:
    page = client_of(cast.stranger).get("/").content.decode()
    assert "Library" not in page
    assert "Acme" not in page


def test_whoever_is_not_signed_in_is_asked_to() -> None:
    response = Client().get("/")
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_a_card_tells_tables_and_the_latest_version(
    cast: Cast, project: Project, target: Version
) -> None:
    entity = Entity.objects.create(
        branch=project.main, object_id=project.id, name="books", schema="public"
    )
    Placement.objects.create(diagram=project.main.diagrams.get(), entity=entity, x=5, y=7)
    page = client_of(cast.viewer).get("/").content.decode()
    assert "1 table<" in page
    assert "Version 2" in page
    assert 'x="5" y="7"' in page


@pytest.mark.parametrize(("role", "offered"), [(Role.EDITOR, True), (Role.VIEWER, False)])
def test_only_those_who_may_are_offered_a_new_project(
    cast: Cast, workspace: Workspace, role: Role, offered: bool
) -> None:
    page = client_of(getattr(cast, role.value)).get("/").content.decode()
    assert ("/projects/new/" in page) is offered


def test_someone_without_a_workspace_is_told_whom_to_ask(cast: Cast) -> None:
    assert "in no workspace yet" in client_of(cast.owner).get("/").content.decode()


def test_the_page_needs_the_same_few_queries_for_many_projects(
    cast: Cast,
    workspace: Workspace,
    project: Project,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    Project.objects.bulk_create(
        Project(workspace=workspace, name=f"Project {number}") for number in range(30)
    )
    client = client_of(cast.viewer)
    with django_assert_max_num_queries(6):
        client.get("/")


def test_posting_is_refused(cast: Cast) -> None:
    assert client_of(cast.owner).post("/").status_code == 405
