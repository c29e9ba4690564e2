"""GET /versions/<base>/compare/<target>/: the changes by table and the coloured scene."""

from uuid import UUID

from schemas.engine.model import Column, Schema, Table
from schemas.models import Branch, Project, Version
from tests.cast import Cast, client_of
from tests.views.conftest import ISBN, books, version_of

SHELF, SHELF_ID = UUID(int=31), UUID(int=32)


def test_changes_are_listed_under_their_table(cast: Cast, base: Version, target: Version) -> None:
    page = client_of(cast.viewer).get(f"/versions/{base.id}/compare/{target.id}/").content.decode()
    assert "public.books" in page
    assert 'data-tone="added"' in page
    assert "isbn" in page


def test_the_other_way_round_the_same_column_is_removed(
    cast: Cast, base: Version, target: Version
) -> None:
    page = client_of(cast.viewer).get(f"/versions/{target.id}/compare/{base.id}/").content.decode()
    assert 'data-tone="removed"' in page
    assert "−" in page


def test_the_scene_is_coloured_where_the_versions_differ(
    cast: Cast, base: Version, target: Version
) -> None:
    address = f"/versions/{base.id}/compare/{target.id}/scene/"
    scene = client_of(cast.viewer).get(address).json()
    (table,) = scene["tables"]
    assert table["diff"] == "changed"
    assert {column["id"]: column.get("diff") for column in table["columns"]}[str(ISBN)] == "added"
    assert [column["diff"] for column in table["columns"] if "diff" in column] == ["added"]


def test_a_removed_column_stays_in_the_scene(cast: Cast, base: Version, target: Version) -> None:
    address = f"/versions/{target.id}/compare/{base.id}/scene/"
    (table,) = client_of(cast.viewer).get(address).json()["tables"]
    assert [column["name"] for column in table["columns"] if column.get("diff") == "removed"] == [
        "isbn"
    ]


def test_a_removed_table_makes_room_for_what_stands_there_now(
    cast: Cast, base: Version, branch: Branch
) -> None:
    shelf = Table(id=SHELF, name="shelves", columns=(Column(id=SHELF_ID, name="id", type="int"),))
    target = version_of(branch, Schema(tables=(shelf,)), number=2, title="Shelves for books")
    scene = client_of(cast.viewer).get(f"/versions/{base.id}/compare/{target.id}/scene/").json()
    places = {table["diff"]: (table["x"], table["y"]) for table in scene["tables"]}
    assert places["added"] == (10, 20)
    assert abs(places["removed"][0] - 10) >= 240 or abs(places["removed"][1] - 20) >= 80


def test_equal_versions_are_said_to_be_equal(cast: Cast, base: Version) -> None:
    same = version_of(base.branch, books(), number=2, title="Same")
    page = client_of(cast.viewer).get(f"/versions/{base.id}/compare/{same.id}/").content.decode()
    assert "Nothing changed" in page


def test_the_pickers_lead_to_the_comparison(
    cast: Cast, project: Project, base: Version, target: Version
) -> None:
    response = client_of(cast.viewer).get(
        f"/projects/{project.id}/compare/", {"base": base.id, "target": target.id}
    )
    assert response.url == f"/versions/{base.id}/compare/{target.id}/"


def test_without_a_choice_the_last_two_versions_are_proposed(
    cast: Cast, project: Project, base: Version, target: Version
) -> None:
    response = client_of(cast.viewer).get(f"/projects/{project.id}/compare/")
    assert response.status_code == 200
    assert f'value="{base.id}" selected' in response.content.decode()


def test_without_two_versions_the_page_says_what_is_missing(cast: Cast, project: Project) -> None:
    page = client_of(cast.viewer).get(f"/projects/{project.id}/compare/").content.decode()
    assert "A comparison needs two versions" in page


def test_a_version_cannot_be_compared_with_itself(
    cast: Cast, project: Project, base: Version
) -> None:
    response = client_of(cast.viewer).get(
        f"/projects/{project.id}/compare/", {"base": base.id, "target": base.id}
    )
    assert response.status_code == 422
    assert "Choose two different versions." in response.content.decode()


def test_versions_of_two_projects_cannot_be_compared(
    cast: Cast, project: Project, base: Version
) -> None:
    other = Project.objects.create(workspace=project.workspace, name="Other")
    branch = other.branches.create()
    foreign = version_of(branch, books(), number=1, title="Foreign")
    response = client_of(cast.owner).get(f"/versions/{base.id}/compare/{foreign.id}/")
    assert response.status_code == 404


def test_a_stranger_finds_nothing(cast: Cast, base: Version, target: Version) -> None:
    client = client_of(cast.stranger)
    assert client.get(f"/versions/{base.id}/compare/{target.id}/").status_code == 404
    assert client.get(f"/versions/{base.id}/compare/{target.id}/scene/").status_code == 404


def test_posting_is_refused(cast: Cast, base: Version, target: Version) -> None:
    response = client_of(cast.owner).post(f"/versions/{base.id}/compare/{target.id}/")
    assert response.status_code == 405
