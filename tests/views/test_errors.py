"""Pages for requests that came to nothing."""

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from designer.views import errors
from schemas.models import Project
from tests.cast import Cast, client_of


def test_what_is_not_there_is_said_to_be_gone_or_closed(cast: Cast) -> None:
    response = client_of(cast.owner).get("/no/such/page/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_who_may_not_is_told_which_role_is_needed(cast: Cast, project: Project) -> None:
    response = client_of(cast.viewer).get(f"/projects/{project.id}/imports/new/")
    assert response.status_code == 403
    assert "This needs the role of editor or more." in response.content.decode()


def test_a_form_without_its_token_asks_to_reload(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner)
    response = client.post("/projects/new/", {"name": "x"})
    assert response.status_code == 403
    assert "reload and try again" in response.content.decode()


def test_a_paste_that_is_too_large_is_sent_to_the_file_field(
    cast: Cast, settings: LazySettings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client_of(cast.owner).post("/projects/new/", {"sql": "x" * 2000})
    assert response.status_code == 400
    assert "Save it as a file and upload that." in response.content.decode()


@pytest.mark.django_db
def test_a_broken_page_says_so_without_needing_anything() -> None:
    response = errors.broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
