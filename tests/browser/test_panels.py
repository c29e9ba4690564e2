"""The panels beside the canvas, as people use them with mouse and keyboard."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from schemas.actions.edits import apply_changes
from schemas.engine.changes import AlterColumn
from schemas.models import Branch, Column
from tests.cast import Cast
from tests.live import Live
from tests.views.shop import EMAIL, NAME, ORDERS, STATUS, USERS

pytestmark = pytest.mark.browser


@pytest.fixture
def panel(live: Live, context: BrowserContext, page: Page, cast: Cast, shop: Branch) -> Locator:
    """The panel of users, chosen in the outline by an editor."""
    live.sign_in(context, cast.editor)
    page.goto(f"/branches/{shop.id}/")
    page.locator("schema-canvas[data-state='ready']").wait_for()
    page.locator(f"#outline [data-table='{USERS}']").click()
    found = page.locator("#panel")
    expect(found.get_by_role("heading", name="users")).to_be_visible()
    return found


def saving(page: Page) -> AbstractContextManager[object]:
    """Until the answer to what the block posts has come."""
    return page.expect_response(lambda response: response.request.method == "POST")


def stored(column: object) -> Column:
    return Column.objects.get(object_id=column)


def test_a_type_is_saved_when_its_field_is_left(panel: Locator, page: Page) -> None:
    field = panel.get_by_label("Type of email")
    field.fill("citex")
    field.press("Tab")
    expect(panel.get_by_role("alert")).to_contain_text("There is no type citex")
    assert stored(EMAIL).type == "character varying(255)"
    field.fill("varchar(320)")
    field.press("Tab")
    expect(panel.get_by_role("alert")).to_have_count(0)
    expect(field).to_have_value("varchar(320)")
    assert stored(EMAIL).type == "character varying(320)"
    page.wait_for_function(
        f"""document.querySelector("schema-canvas").editor.scene
            .column("{USERS}", "{EMAIL}").type.includes("320")"""
    )


def test_a_column_is_added_and_deleted_by_keyboard(panel: Locator, page: Page) -> None:
    panel.get_by_label("Name of the new column").fill("born")
    panel.get_by_label("Type of the new column").fill("date")
    panel.get_by_label("Type of the new column").press("Enter")
    expect(panel.get_by_label("Name of born")).to_be_visible()
    panel.get_by_role("link", name="More about born").press("Enter")
    panel.get_by_role("button", name="Delete column").press("Enter")
    expect(panel.get_by_label("Name of born")).to_have_count(0)
    assert not Column.objects.filter(name="born").exists()


def test_what_someone_types_outlives_the_edit_of_another(
    panel: Locator, cast: Cast, shop: Branch
) -> None:
    panel.get_by_label("Name of email").fill("mai")
    theirs = AlterColumn(table=USERS, column=NAME, set={"type": "uuid"}, was={"type": "text"})
    apply_changes(shop, [theirs], by=cast.owner)
    panel.get_by_label("Name of email").press_sequentially("l")
    panel.get_by_label("Name of email").press("Enter")
    expect(panel.get_by_label("Type of name")).to_have_value("uuid")
    expect(panel.get_by_label("Name of email")).to_have_count(0)
    assert (stored(EMAIL).name, stored(NAME).type) == ("mail", "uuid")


def test_toggles_show_what_is_stored(panel: Locator, page: Page) -> None:
    with saving(page):
        panel.get_by_label("Nullable of email").check()
    assert stored(EMAIL).nullable
    panel.get_by_role("link", name="More about email").click()
    comment = panel.locator("[data-state='open']").get_by_label("Comment")
    comment.fill("Where to write.")
    with saving(page):
        comment.press("Tab")
    expect(panel.get_by_label("Nullable of email")).to_be_checked()
    expect(comment).to_have_value("Where to write.")
    assert (stored(EMAIL).nullable, stored(EMAIL).comment) == (True, "Where to write.")


def test_an_enum_and_a_search_need_no_canvas(panel: Locator, page: Page) -> None:
    page.get_by_label("Find in the outline").fill("stat")
    expect(page.locator(f"#outline [data-table='{ORDERS}']")).to_have_count(0)
    page.locator("#outline").get_by_text("status").click()
    labels = page.locator("#panel").get_by_label("Labels")
    labels.fill("new\npaid\nsent")
    with saving(page):
        labels.press("Tab")
    expect(page.locator("#panel pre")).to_contain_text("'sent'")
    page.goto(page.url.rstrip("/") + f"/types/{STATUS}/")
    expect(page.locator("#panel").get_by_label("Labels")).to_have_value("new\npaid\nsent")
