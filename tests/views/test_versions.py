"""GET and POST /branches/<id>/versions/, /versions/<id>/ and its scene and restoring."""

import pytest

from schemas.models import Branch, Version
from tests.cast import Cast, client_of
from tests.views.conftest import BOOKS


def test_versions_are_listed_with_what_changed(cast: Cast, branch: Branch, target: Version) -> None:
    page = client_of(cast.viewer).get(f"/branches/{branch.id}/versions/").content.decode()
    assert page.index("Books have numbers") < page.index("First")
    assert ">+1<" in page


def test_without_versions_the_page_says_what_they_are(cast: Cast, branch: Branch) -> None:
    page = client_of(cast.viewer).get(f"/branches/{branch.id}/versions/").content.decode()
    assert "No versions yet" in page


def test_older_versions_are_on_the_next_page(cast: Cast, branch: Branch, base: Version) -> None:
    for number in range(2, 23):
        base.pk, base.number = None, number
        base.save(force_insert=True)
    first = client_of(cast.viewer).get(f"/branches/{branch.id}/versions/").content.decode()
    assert "Older" in first
    second = client_of(cast.viewer).get(f"/branches/{branch.id}/versions/?page=2")
    assert "the first" in second.content.decode()


def test_saving_makes_the_next_version(cast: Cast, branch: Branch, target: Version) -> None:
    response = client_of(cast.editor).post(
        f"/branches/{branch.id}/versions/", {"title": "A third one"}
    )
    assert response.url == f"/branches/{branch.id}/versions/"
    saved = branch.project.versions.get(number=3)
    assert saved.title == "A third one"
    assert saved.created_by == cast.editor


def test_a_version_needs_a_title(cast: Cast, branch: Branch) -> None:
    response = client_of(cast.editor).post(f"/branches/{branch.id}/versions/", {"title": "  "})
    assert response.status_code == 422
    assert "This field is required." in response.content.decode()


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_readers_may_neither_save_nor_restore(
    cast: Cast, branch: Branch, base: Version, role: str
) -> None:
    client = client_of(getattr(cast, role))
    assert client.post(f"/branches/{branch.id}/versions/", {"title": "x"}).status_code == 403
    assert client.post(f"/versions/{base.id}/restore/").status_code == 403
    assert branch.project.versions.count() == 1


def test_an_old_version_is_shown_for_looking_only(cast: Cast, base: Version) -> None:
    page = client_of(cast.editor).get(f"/versions/{base.id}/").content.decode()
    assert "First" in page
    assert f"/versions/{base.id}/scene/" in page
    assert f"/branches/{base.branch_id}/changes/" not in page


def test_its_scene_has_the_tables_where_they_stood(cast: Cast, base: Version) -> None:
    scene = client_of(cast.viewer).get(f"/versions/{base.id}/scene/").json()
    (table,) = scene["tables"]
    assert (table["id"], table["x"], table["y"]) == (str(BOOKS), 10, 20)
    assert [column["name"] for column in table["columns"]] == ["id", "title"]


def test_a_table_of_it_is_shown_in_a_panel(cast: Cast, base: Version) -> None:
    panel = client_of(cast.viewer).get(f"/versions/{base.id}/tables/{BOOKS}/").content.decode()
    assert "bigint" in panel
    assert "PRIMARY KEY (id)" in panel


def test_a_table_that_it_does_not_have_is_not_found(cast: Cast, base: Version) -> None:
    response = client_of(cast.viewer).get(f"/versions/{base.id}/tables/{base.id}/")
    assert response.status_code == 404


def test_restoring_is_asked_about_and_then_one_edit(
    cast: Cast, branch: Branch, base: Version
) -> None:
    client = client_of(cast.editor)
    assert "Restore version 1?" in client.get(f"/versions/{base.id}/restore/").content.decode()
    response = client.post(f"/versions/{base.id}/restore/")
    assert response.status_code == 302
    assert branch.edits.count() == 1
    assert branch.entity_rows.get().name == "books"


@pytest.mark.parametrize(
    "address",
    [
        "/branches/{0.branch_id}/versions/",
        "/versions/{0.id}/",
        "/versions/{0.id}/scene/",
        "/versions/{0.id}/restore/",
        f"/versions/{{0.id}}/tables/{BOOKS}/",
    ],
)
def test_a_stranger_finds_nothing(cast: Cast, base: Version, address: str) -> None:
    assert client_of(cast.stranger).get(address.format(base)).status_code == 404


def test_other_methods_are_refused(cast: Cast, base: Version) -> None:
    client = client_of(cast.owner)
    assert client.post(f"/versions/{base.id}/").status_code == 405
    assert client.post(f"/versions/{base.id}/scene/").status_code == 405
    assert client.delete(f"/versions/{base.id}/restore/").status_code == 405
    assert client.delete(f"/branches/{base.branch_id}/versions/").status_code == 405
