"""GET /imports/<id>/ of an update, its scene, POST …/acceptance/ and …/removal/."""

from __future__ import annotations

import zlib
from uuid import UUID

import pytest
from django.utils import timezone

from schemas.actions.edits import apply_changes
from schemas.engine.changes import RenameTable
from schemas.engine.codec import encode
from schemas.engine.model import Column, Schema, Table
from schemas.models import Branch, Import, JobStatus, Outcome
from schemas.models.mapping import load_schema
from tests.cast import Cast, client_of
from tests.views.shop import USERS

PEOPLE, TAGS, TAG = (UUID(int=number) for number in range(901, 904))
SAME = f"{USERS}:{PEOPLE}"
"""The question whether users are called people now."""


@pytest.fixture
def update(shop: Branch, cast: Cast) -> Import:
    """The shop read again, with a table of people instead of users, and a new one."""
    schema = load_schema(shop)
    return Import.objects.create(
        project=shop.project,
        filename="shop.sql",
        packed_script=zlib.compress(b"x"),
        status=JobStatus.DONE,
        finished_at=timezone.now(),
        report={"structured": {}, "verbatim": [], "left_out": [{"line": 7}], "notes": []},
        base=encode(schema),
        proposed=encode(_read_again(schema)),
        requested_by=cast.editor,
    )


def _read_again(schema: Schema) -> Schema:
    """The shop without what hangs on users, who have another name and another id."""
    users = schema.tables_by_id[USERS]
    people = Table(id=PEOPLE, name="people", columns=users.columns)
    tags = Table(id=TAGS, name="tags", columns=(Column(id=TAG, name="tag", type="text"),))
    return Schema(tables=(people, tags))


def test_the_page_lists_what_would_change_and_asks_about_renames(
    cast: Cast, update: Import
) -> None:
    page = client_of(cast.editor).get(f"/imports/{update.id}/").content.decode()
    assert "Add table tags" in page
    assert "Rename table users to people" in page
    assert "Renamed, or another one?" in page
    assert f'name="{SAME}" value="same" checked' in page
    assert "Drop table orders" in page
    assert "1 statement of the script could not be taken: line 7." in page
    assert f'action="/imports/{update.id}/acceptance/"' in page


def test_the_list_follows_the_answers(cast: Cast, update: Import) -> None:
    page = client_of(cast.editor).get(f"/imports/{update.id}/", {SAME: "other"}).content.decode()
    assert "Add table people" in page
    assert "Drop table users" in page
    assert f'<input type="hidden" name="{SAME}" value="other">' in page


def test_the_diagram_is_coloured_and_new_tables_have_a_place(cast: Cast, update: Import) -> None:
    scene = client_of(cast.viewer).get(f"/imports/{update.id}/scene/").json()
    tables = {table["name"]: table for table in scene["tables"]}
    assert tables["tags"]["diff"] == "added"
    assert tables["people"]["diff"] == "changed"
    assert tables["orders"]["diff"] == "removed"
    assert (tables["tags"]["x"], tables["tags"]["y"]) != (0, 0)


def test_accepting_makes_the_edit(cast: Cast, update: Import, shop: Branch) -> None:
    client = client_of(cast.editor)
    response = client.post(f"/imports/{update.id}/acceptance/", {SAME: "same"})
    assert response.status_code == 302
    assert response.url == f"/projects/{shop.project_id}/"
    assert load_schema(shop).tables_by_id[USERS].name == "people"
    page = client.get(f"/imports/{update.id}/").content.decode()
    assert "shop.sql is imported" in page


def test_discarding_changes_nothing(cast: Cast, update: Import, shop: Branch) -> None:
    before = load_schema(shop)
    client = client_of(cast.editor)
    assert client.post(f"/imports/{update.id}/removal/").status_code == 302
    assert load_schema(shop) == before
    update.refresh_from_db()
    assert update.outcome == Outcome.DISCARDED
    assert "shop.sql was discarded" in client.get(f"/imports/{update.id}/").content.decode()


def test_what_was_decided_can_not_be_decided_again(cast: Cast, update: Import) -> None:
    client = client_of(cast.editor)
    client.post(f"/imports/{update.id}/removal/")
    assert client.post(f"/imports/{update.id}/acceptance/").status_code == 404
    assert client.get(f"/imports/{update.id}/scene/").status_code == 404


def test_an_answer_that_is_none_is_refused_in_a_sentence(
    cast: Cast, update: Import, shop: Branch
) -> None:
    before = load_schema(shop)
    client = client_of(cast.editor)
    response = client.post(f"/imports/{update.id}/acceptance/", {SAME: "perhaps"})
    assert response.status_code == 422
    assert "Answer each question" in response.content.decode()
    assert client.get(f"/imports/{update.id}/", {SAME: "perhaps"}).status_code == 422
    assert client.get(f"/imports/{update.id}/scene/", {SAME: "perhaps"}).status_code == 422
    assert load_schema(shop) == before


def test_a_design_that_moved_on_is_said_before_and_after_asking(
    cast: Cast, update: Import, shop: Branch
) -> None:
    apply_changes(shop, [RenameTable(table=USERS, name="members")], by=cast.owner)
    client = client_of(cast.editor)
    page = client.get(f"/imports/{update.id}/").content.decode()
    assert "Import the script again." in page
    assert "public.members (name)." in page
    assert ">Accept<" not in page.replace(" ", "").replace("</svg>", ">")
    response = client.post(f"/imports/{update.id}/acceptance/", {SAME: "same"})
    assert response.status_code == 422
    assert "Import the script again." in response.content.decode()


def test_a_script_that_changes_nothing_says_so(cast: Cast, update: Import, shop: Branch) -> None:
    update.proposed = encode(load_schema(shop))
    update.save()
    page = client_of(cast.editor).get(f"/imports/{update.id}/").content.decode()
    assert "Nothing would change" in page


def test_a_name_cannot_become_markup(cast: Cast, update: Import) -> None:
    tables = (
        Table(id=TAGS, name="<b>tags</b>", columns=(Column(id=TAG, name="<i>", type="text"),)),
    )
    update.proposed = encode(Schema(tables=tables))
    update.save()
    page = client_of(cast.editor).get(f"/imports/{update.id}/").content.decode()
    assert "&lt;b&gt;tags" in page
    assert "<b>tags" not in page


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_readers_see_it_and_may_not_decide(cast: Cast, update: Import, role: str) -> None:
    client = client_of(getattr(cast, role))
    page = client.get(f"/imports/{update.id}/").content.decode()
    assert "Add table tags" in page
    assert "/acceptance/" not in page
    assert client.post(f"/imports/{update.id}/acceptance/").status_code == 403
    assert client.post(f"/imports/{update.id}/removal/").status_code == 403


def test_a_stranger_finds_nothing(cast: Cast, update: Import) -> None:
    client = client_of(cast.stranger)
    assert client.get(f"/imports/{update.id}/").status_code == 404
    assert client.get(f"/imports/{update.id}/scene/").status_code == 404
    assert client.post(f"/imports/{update.id}/acceptance/").status_code == 404
    assert client.post(f"/imports/{update.id}/removal/").status_code == 404


def test_only_the_right_methods_are_answered(cast: Cast, update: Import) -> None:
    client = client_of(cast.editor)
    assert client.get(f"/imports/{update.id}/acceptance/").status_code == 405
    assert client.get(f"/imports/{update.id}/removal/").status_code == 405
    assert client.post(f"/imports/{update.id}/scene/").status_code == 405


def test_the_form_says_that_it_is_an_update(cast: Cast, shop: Branch) -> None:
    page = client_of(cast.editor).get(f"/projects/{shop.project_id}/imports/new/").content.decode()
    assert "<h1>Import again</h1>" in page
    assert ">Compare</button>" in page


def test_the_editor_leads_to_it(cast: Cast, shop: Branch) -> None:
    address = f"/projects/{shop.project_id}/imports/new/"
    assert address in client_of(cast.editor).get(f"/branches/{shop.id}/").content.decode()
    assert address not in client_of(cast.viewer).get(f"/branches/{shop.id}/").content.decode()
