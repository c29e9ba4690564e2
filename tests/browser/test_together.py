"""Two people at one design, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from schemas.models import Branch, Column, Entity, TypeDefinition
from tests.browser.diagram import Diagram
from tests.browser.library import BOOK_AUTHOR, BOOK_ISBN, BOOK_TITLE, BOOKS
from tests.cast import Cast
from tests.live import Live

pytestmark = pytest.mark.browser

A_SECOND = 1000


@pytest.fixture
def mine(live: Live, context: BrowserContext, page: Page, cast: Cast, library: Branch) -> Diagram:
    """The library, as the editor sees it."""
    live.sign_in(context, cast.editor)
    return open_diagram(page, library)


@pytest.fixture
def theirs(live: Live, browser: Browser, cast: Cast, library: Branch) -> Iterator[Diagram]:
    """The same library in the browser of its owner."""
    context = browser.new_context(base_url=live.url, viewport={"width": 1280, "height": 800})
    live.sign_in(context, cast.owner)
    yield open_diagram(context.new_page(), library)
    context.close()


def open_diagram(page: Page, branch: Branch) -> Diagram:
    """Ready, and listening to the others: what happens from now on is heard at once."""
    with page.expect_request(lambda request: "since=" in request.url):
        page.goto(f"/branches/{branch.id}/")
    return Diagram(page)


def open_panel(diagram: Diagram) -> Locator:
    """The panel of books."""
    diagram.page.locator("#outline").get_by_text("books", exact=True).click()
    panel = diagram.page.locator("#panel")
    expect(panel.get_by_role("heading", name="books")).to_be_visible()
    diagram.fit()
    return panel


def stored(column: object) -> Column:
    return Column.objects.get(object_id=column)


def test_the_other_browser_shows_each_edit_within_a_second(mine: Diagram, theirs: Diagram) -> None:
    open_panel(mine)
    mine.draw_relationship(("books", "author_id"), ("authors", "id"))
    mine.expect_saved()
    theirs.expect_relationships("books.author_id → authors.id", within=A_SECOND)
    mine.select("loans")
    mine.page.keyboard.press("Delete")
    theirs.expect_no_table("loans", within=A_SECOND)
    expect(theirs.page.locator(".toast")).to_contain_text(["editor:", "editor: Drop table loans"])
    outline = theirs.page.locator("#outline")
    expect(outline.get_by_text("loans", exact=True)).to_have_count(0)
    mine.page.keyboard.press("Control+z")
    theirs.expect_table("loans", within=A_SECOND)
    expect(outline.get_by_text("loans", exact=True)).to_be_visible()


def test_a_type_made_by_another_is_in_the_outline_and_on_offer(
    mine: Diagram, theirs: Diagram
) -> None:
    theirs.page.locator("#outline").get_by_role("link", name="Type").click()
    theirs.page.get_by_label("Name", exact=True).fill("genre")
    theirs.page.get_by_role("button", name="Add type").click()
    expect(mine.page.locator("#outline").get_by_text("genre")).to_be_visible()
    assert TypeDefinition.objects.get().name == "genre"
    mine.select("books")
    mine.page.keyboard.press("c")
    expect(mine.page.locator("#column-types option[value='genre']")).to_have_count(1)


def test_edits_of_different_columns_of_one_table_are_both_kept(
    mine: Diagram, theirs: Diagram
) -> None:
    mine.page.mouse.dblclick(*mine.spot("books", "title").name)
    theirs.page.mouse.dblclick(*theirs.spot("books", "isbn").type)
    mine.canvas.get_by_label("Name of column title").fill("name")
    theirs.canvas.get_by_label("Type of column isbn").fill("char(13)")
    mine.page.keyboard.press("Enter")
    theirs.page.keyboard.press("Enter")
    for diagram in (mine, theirs):
        diagram.expect_column("books", "name", "text")
        diagram.expect_column("books", "isbn", "character(13)")
        expect(diagram.page.get_by_role("dialog")).to_have_count(0)
    assert (stored(BOOK_TITLE).name, stored(BOOK_ISBN).type) == ("name", "character(13)")


def test_panels_of_one_table_lose_nothing_either(mine: Diagram, theirs: Diagram) -> None:
    my_panel, their_panel = open_panel(mine), open_panel(theirs)
    my_panel.get_by_label("Type of author_id").fill("integer")
    their_panel.get_by_label("Name of title").fill("name")
    their_panel.get_by_label("Name of title").press("Enter")
    theirs.expect_column("books", "name", "text")
    my_panel.get_by_label("Type of author_id").press("Enter")
    expect(my_panel.get_by_label("Name of name")).to_have_value("name")
    expect(their_panel.get_by_label("Type of author_id")).to_have_value("integer")
    assert (stored(BOOK_TITLE).name, stored(BOOK_AUTHOR).type) == ("name", "integer")


@pytest.fixture
def clash(mine: Diagram, theirs: Diagram) -> Locator:
    """I rename a column that its other editor renamed while I was typing."""
    mine.page.mouse.dblclick(*mine.spot("books", "title").name)
    mine.canvas.get_by_label("Name of column title").fill("heading")
    theirs.rename_column("books", "title", "name")
    mine.expect_column("books", "name", "text")
    mine.page.keyboard.press("Enter")
    dialog = mine.page.get_by_role("dialog", name="Changed by someone else meanwhile")
    expect(dialog).to_contain_text("owner changed name to “name”; you wanted “heading”")
    assert stored(BOOK_TITLE).name == "name"
    return dialog


def test_of_two_names_theirs_can_be_kept(clash: Locator, mine: Diagram, theirs: Diagram) -> None:
    clash.get_by_role("button", name="Keep theirs").click()
    expect(clash).to_be_hidden()
    mine.expect_column("books", "name", "text")
    mine.expect_no_column("books", "heading")
    theirs.expect_column("books", "name", "text")
    assert stored(BOOK_TITLE).name == "name"


def test_of_two_names_mine_can_be_kept(clash: Locator, mine: Diagram, theirs: Diagram) -> None:
    clash.get_by_role("button", name="Use mine").click()
    expect(clash).to_be_hidden()
    theirs.expect_column("books", "heading", "text")
    mine.expect_saved()
    mine.expect_column("books", "heading", "text")
    assert stored(BOOK_TITLE).name == "heading"


@pytest.mark.parametrize(("choice", "kept"), [("Keep theirs", "volumes"), ("Use mine", "prints")])
def test_a_panel_asks_too_whose_name_shall_stand(
    mine: Diagram, theirs: Diagram, choice: str, kept: str
) -> None:
    panel = open_panel(mine)
    panel.get_by_label("Name", exact=True).fill("prints")
    theirs.page.mouse.dblclick(*theirs.spot("books").name)
    theirs.canvas.get_by_label("Name of table books").fill("volumes")
    theirs.page.keyboard.press("Enter")
    mine.expect_table("volumes")
    panel.get_by_label("Name", exact=True).press("Enter")
    question = panel.get_by_role("alert")
    expect(question).to_contain_text("is now volumes, you wanted prints")
    question.get_by_text(choice).click()
    expect(question).to_have_count(0)
    expect(panel.get_by_role("heading", name=kept)).to_be_visible()
    theirs.expect_table(kept)
    assert Entity.objects.get(object_id=BOOKS).name == kept
