"""What someone who never saw the editor before stumbles over."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from schemas.actions.edits import apply_changes
from schemas.engine.changes import RenameColumn, RenameTable
from schemas.models import Branch
from tests.browser.diagram import Diagram
from tests.cast import Cast
from tests.live import Live
from tests.views.shop import EMAIL, USERS

pytestmark = pytest.mark.browser
LONGEST = "a_name_of_sixty_three_bytes_which_is_what_postgresql_keeps_of_it"[:63]


@pytest.fixture
def diagram(live: Live, context: BrowserContext, page: Page, cast: Cast, shop: Branch) -> Diagram:
    live.sign_in(context, cast.editor)
    page.goto(f"/branches/{shop.id}/")
    return Diagram(page)


def open_panel(page: Page) -> None:
    page.locator(f"#outline [data-table='{USERS}']").click()
    page.locator("#panel").wait_for()


def test_the_longest_names_fit_into_the_panel(
    diagram: Diagram, page: Page, cast: Cast, shop: Branch
) -> None:
    renamings = [
        RenameTable(table=USERS, name=LONGEST),
        RenameColumn(table=USERS, column=EMAIL, name=LONGEST),
    ]
    apply_changes(shop, renamings, by=cast.owner)
    open_panel(page)
    page.get_by_role("link", name=f"More about {LONGEST}").click()
    delete = page.get_by_role("button", name="Delete column")
    delete.wait_for()
    inspector = page.locator("#inspector")
    assert inspector.evaluate("each => each.scrollWidth <= each.clientWidth")
    expect(delete).to_be_in_viewport()


def test_one_column_after_another_is_added_in_the_panel(diagram: Diagram, page: Page) -> None:
    open_panel(page)
    name = page.get_by_label("Name of the new column")
    for each in ("born", "died"):
        name.fill(each)
        page.get_by_label("Type of the new column").fill("date")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_label(f"Name of {each}")).to_be_visible()
        expect(name).to_have_value("")
        expect(name).to_be_focused()


def test_the_panel_closes_by_its_button_and_by_escape(diagram: Diagram, page: Page) -> None:
    open_panel(page)
    page.get_by_role("button", name="Close panel").click()
    expect(page.locator("#panel")).to_have_count(0)
    open_panel(page)
    page.get_by_label("Name of email").press("Escape")
    expect(page.locator("#panel")).to_have_count(0)
    expect(diagram.canvas).to_be_focused()


def test_a_refused_column_can_be_mended_on_the_canvas(diagram: Diagram, page: Page) -> None:
    diagram.find("users")
    diagram.canvas.focus()
    page.keyboard.press("c")
    name = diagram.canvas.get_by_label("Name of the new column")
    name.fill("x" * 70)
    diagram.canvas.get_by_label("Type of the new column").fill("uuid")
    page.keyboard.press("Enter")
    toast = page.locator(".toast")
    expect(toast).to_contain_text("63")
    expect(name).to_have_value("x" * 70)
    expect(diagram.canvas.get_by_label("Type of the new column")).to_have_value("uuid")
    box, said = name.bounding_box(), toast.bounding_box()
    assert box
    assert said
    assert box["y"] + box["height"] <= said["y"]


def test_a_table_is_placed_from_the_keyboard_and_counted(diagram: Diagram, page: Page) -> None:
    count = page.locator(".outline-foot")
    expect(count).to_have_text("7 objects")
    diagram.canvas.focus()
    page.keyboard.press("t")
    expect(page.get_by_text("Click where the table shall stand")).to_be_visible()
    page.keyboard.press("Enter")
    diagram.canvas.get_by_label("Name of the new table").fill("shelves")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    diagram.expect_table("shelves")
    expect(count).to_have_text("8 objects")
    expect(page.locator("#outline")).to_contain_text("shelves")
    page.keyboard.press("Delete")
    expect(count).to_have_text("7 objects")


def test_an_outline_click_before_the_scene_is_there_is_kept(
    live: Live, context: BrowserContext, page: Page, cast: Cast, shop: Branch
) -> None:
    live.sign_in(context, cast.editor)
    held: list[Route] = []
    page.route("**/scene/", lambda route: held.append(route))
    page.goto(f"/branches/{shop.id}/")
    page.locator(f"#outline [data-table='{USERS}']").click()
    held[0].continue_()
    expect(page.get_by_role("heading", name="users")).to_be_visible()


def test_the_editor_says_when_the_server_is_out_of_reach(
    live: Live, context: BrowserContext, page: Page, cast: Cast, shop: Branch
) -> None:
    live.sign_in(context, cast.editor)
    page.route("**/events/", lambda route: route.fulfill(status=502))
    page.goto(f"/branches/{shop.id}/")
    state = page.locator("save-state")
    expect(state).to_have_text("Saved")
    expect(state).to_have_text("Offline")
    page.unroute("**/events/")
    expect(state).to_have_text("Saved", timeout=10_000)
