"""Editing one design by hand: on the canvas, in the panel, by mouse and by keyboard."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from schemas.models import (
    Branch,
    Column,
    Constraint,
    Entity,
    Index,
    Relationship,
    TypeDefinition,
)
from tests.browser.diagram import Diagram
from tests.browser.library import (
    AUTHOR_ID,
    AUTHORS,
    BOOK_AUTHOR,
    BOOK_ISBN,
    BOOK_TITLE,
    BOOKS,
    LOANS,
)
from tests.cast import Cast
from tests.live import Live

pytestmark = pytest.mark.browser

BOOKS_REFER = "books.author_id → authors.id"


@pytest.fixture
def diagram(
    live: Live, context: BrowserContext, page: Page, cast: Cast, library: Branch
) -> Diagram:
    """The library, opened by an editor."""
    live.sign_in(context, cast.editor)
    page.goto(f"/branches/{library.id}/")
    return Diagram(page)


@pytest.fixture
def panel(diagram: Diagram, page: Page) -> Locator:
    """The panel of books."""
    return open_panel(page, "books")


def open_panel(page: Page, name: str) -> Locator:
    page.locator("#outline").get_by_text(name, exact=True).click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name=name, exact=True)).to_be_visible()
    Diagram(page).fit()
    return panel


def saving(page: Page) -> AbstractContextManager[object]:
    """Until the answer to what the block posts has come."""
    return page.expect_response(lambda response: response.request.method == "POST")


def stored(column: object) -> Column:
    return Column.objects.get(object_id=column)


def said(page: Page, sentence: str) -> Locator:
    """The toast that says so."""
    return page.locator(".toast").filter(has_text=sentence)


# Relationships


def test_a_line_from_column_to_column_is_a_foreign_key(panel: Locator, diagram: Diagram) -> None:
    with saving(diagram.page):
        diagram.draw_relationship(("books", "author_id"), ("authors", "id"))
    expect(panel).to_contain_text("author_id → authors id")
    assert diagram.relationships == [BOOKS_REFER]
    key = Relationship.objects.get()
    assert (key.name, key.entity.object_id, key.target.object_id) == (
        "books_author_id_fkey",
        BOOKS,
        AUTHORS,
    )
    assert (key.columns, key.target_columns) == ([BOOK_AUTHOR], [AUTHOR_ID])


def test_a_line_drawn_from_the_key_refers_to_the_key_all_the_same(diagram: Diagram) -> None:
    with saving(diagram.page):
        diagram.draw_relationship(("authors", "id"), ("books", "author_id"))
    assert diagram.relationships == [BOOKS_REFER]
    assert Relationship.objects.get().columns == [BOOK_AUTHOR]


def test_a_key_dropped_on_a_table_gets_a_column_of_its_own_type(diagram: Diagram) -> None:
    with saving(diagram.page):
        diagram.draw_relationship(("books", "id"), ("loans", None))
    diagram.expect_column("loans", "book_id", "bigint")
    assert diagram.relationships == ["loans.book_id → books.id"]
    key = Relationship.objects.get()
    assert key.entity.object_id == LOANS
    assert stored(key.columns[0]).type == stored(key.target_columns[0]).type == "bigint"


def test_two_types_that_disagree_are_named(diagram: Diagram) -> None:
    diagram.draw_relationship(("books", "isbn"), ("authors", "id"))
    sentence = "books.isbn is varchar(13), but authors.id is bigint. Give both the same type."
    expect(said(diagram.page, sentence)).to_be_visible()


def test_what_is_not_unique_cannot_be_referred_to(diagram: Diagram) -> None:
    diagram.draw_relationship(("books", "title"), ("authors", "name"))
    expect(said(diagram.page, "Neither books.title nor authors.name is unique.")).to_be_visible()
    assert diagram.relationships == []
    assert not Relationship.objects.exists()


def test_a_relationship_is_drawn_and_deleted_in_the_panel(panel: Locator, diagram: Diagram) -> None:
    panel.get_by_role("link", name="Add a relationship").click()
    panel.get_by_label("Refers to").select_option(label="public.authors (id)")
    expect(panel.get_by_label("id ←")).to_have_value(str(BOOK_AUTHOR))
    panel.get_by_label("On delete").select_option("CASCADE")
    panel.get_by_role("button", name="Add relationship").click()
    expect(panel).to_contain_text("author_id → authors id")
    diagram.expect_relationships(BOOKS_REFER)
    assert Relationship.objects.get().on_delete == "CASCADE"
    panel.get_by_role("link", name="Edit books_author_id_fkey").click()
    panel.get_by_role("button", name="Delete relationship").click()
    diagram.expect_relationships()
    assert not Relationship.objects.exists()


# Tables


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_table_is_added_where_one_points(diagram: Diagram, page: Page, way: str) -> None:
    if way == "key":
        page.keyboard.press("t")
    else:
        page.get_by_role("toolbar").get_by_role("button", name="Table", exact=True).click()
    spot = diagram.spot("loans")
    page.mouse.click(spot.x + 500, spot.y + 40)
    field = diagram.canvas.get_by_label("Name of the new table")
    field.fill("shelves")
    field.press("Enter")
    page.keyboard.press("Escape")
    diagram.expect_saved()
    expect(page.locator("#outline").get_by_text("shelves", exact=True)).to_be_visible()
    assert "shelves" in diagram.tables
    assert diagram.overlapping() == []
    assert Column.objects.get(entity__name="shelves").type == "bigint"


@pytest.mark.parametrize("way", ["F2", "double click"])
def test_a_table_is_renamed_in_place(diagram: Diagram, page: Page, way: str) -> None:
    if way == "F2":
        diagram.select("books")
        page.keyboard.press("F2")
    else:
        page.mouse.dblclick(*diagram.spot("books").name)
    field = diagram.canvas.get_by_label("Name of table books")
    field.fill("volumes")
    field.press("Enter")
    diagram.expect_saved()
    expect(page.locator("#panel").get_by_role("heading", name="volumes")).to_be_visible()
    expect(page.locator("#outline").get_by_text("volumes", exact=True)).to_be_visible()
    assert Entity.objects.get(object_id=BOOKS).name == "volumes"


@pytest.mark.usefixtures("panel")
def test_a_deleted_table_comes_back_by_the_toast_and_by_the_keys(
    diagram: Diagram, page: Page
) -> None:
    diagram.draw_relationship(("books", "author_id"), ("authors", "id"))
    diagram.expect_saved()
    diagram.select("authors")
    page.keyboard.press("Delete")
    diagram.expect_no_table("authors")
    said(page, "Deleted authors.").get_by_role("button", name="Undo").click()
    diagram.expect_table("authors")
    diagram.expect_saved()
    assert Entity.objects.filter(object_id=AUTHORS).exists()
    assert Relationship.objects.get().target.object_id == AUTHORS
    diagram.canvas.focus()
    page.keyboard.press("Control+Shift+z")
    diagram.expect_no_table("authors")
    diagram.expect_saved()
    assert not Entity.objects.filter(object_id=AUTHORS).exists()
    page.keyboard.press("Control+z")
    diagram.expect_table("authors")
    diagram.expect_saved()
    assert diagram.relationships == [BOOKS_REFER]


def test_a_table_deleted_in_its_panel_comes_back_by_undo(
    panel: Locator, diagram: Diagram, page: Page
) -> None:
    panel.get_by_role("button", name="Delete table books").click()
    diagram.expect_no_table("books")
    expect(page.locator("#panel")).to_have_count(0)
    said(page, "books").get_by_role("button", name="Undo").click()
    diagram.expect_table("books")
    assert stored(BOOK_TITLE).entity.name == "books"


# Keys, checks and indexes


def test_keys_are_toggled_in_the_panel(panel: Locator, page: Page) -> None:
    with saving(page):
        panel.get_by_label("Primary key of isbn").check()
    expect(panel.get_by_label("Columns").get_by_label("Nullable of isbn")).not_to_be_checked()
    assert len(Constraint.objects.get(name="books_pkey").columns) == 2
    with saving(page):
        panel.get_by_label("Primary key of isbn").uncheck()
    assert len(Constraint.objects.get(name="books_pkey").columns) == 1
    panel.get_by_role("link", name="More about isbn").click()
    with saving(page):
        panel.get_by_label("Unique", exact=True).check()
    expect(panel.get_by_role("listitem", name="books_isbn_key")).to_be_visible()
    assert Constraint.objects.get(name="books_isbn_key").columns == [BOOK_ISBN]
    with saving(page):
        panel.get_by_label("Unique", exact=True).uncheck()
    assert not Constraint.objects.filter(name="books_isbn_key").exists()


def test_a_check_is_added_changed_and_dropped(panel: Locator) -> None:
    panel.get_by_role("link", name="Add a check").click()
    panel.get_by_label("Condition").fill("length(isbn) = 13")
    panel.get_by_role("button", name="Add check").click()
    edit = panel.get_by_role("link", name="Edit books_check")
    edit.click()
    panel.get_by_label("Condition").fill("length(isbn) IN (10, 13)")
    panel.get_by_role("button", name="Save", exact=True).click()
    expect(panel.get_by_role("listitem", name="books_check")).to_contain_text("IN (10, 13)")
    check = Constraint.objects.get(name="books_check")
    assert check.expression == "length(isbn) IN (10, 13)"
    panel.get_by_role("button", name="Delete", exact=True).click()
    expect(panel.get_by_role("listitem", name="books_check")).to_have_count(0)
    assert not Constraint.objects.filter(name="books_check").exists()


def test_an_index_is_added_and_dropped(panel: Locator) -> None:
    panel.get_by_role("link", name="Add an index").click()
    panel.get_by_label("Keys").fill("autor_id")
    panel.get_by_role("button", name="Add index").click()
    expect(panel.get_by_role("alert")).to_contain_text("autor_id")
    assert not Index.objects.exists()
    panel.get_by_label("Keys").fill("author_id, title DESC")
    panel.get_by_role("button", name="Add index").click()
    added = panel.get_by_role("listitem", name="books_author_id_title_idx")
    expect(added).to_contain_text("author_id, title DESC")
    assert [key.get("column") for key in Index.objects.get().keys] == [
        str(BOOK_AUTHOR),
        str(BOOK_TITLE),
    ]
    panel.get_by_role("link", name="Edit books_author_id_title_idx").click()
    panel.get_by_role("button", name="Delete", exact=True).click()
    expect(added).to_have_count(0)
    assert not Index.objects.exists()


# Types


def test_a_new_enum_is_offered_as_the_type_of_a_column(diagram: Diagram, page: Page) -> None:
    page.locator("#outline").get_by_role("link", name="Type").click()
    panel = page.locator("#panel")
    panel.get_by_label("Name").fill("genre")
    panel.get_by_role("button", name="Add type").click()
    labels = panel.get_by_label("Labels")
    labels.fill("novel\npoem")
    with saving(page):
        labels.press("Tab")
    expect(panel.locator("pre")).to_contain_text("'poem'")
    assert TypeDefinition.objects.get(name="genre").attributes["labels"] == ["novel", "poem"]
    diagram.select("books")
    diagram.canvas.focus()
    page.keyboard.press("c")
    diagram.canvas.get_by_label("Name of the new column").fill("genre")
    field = diagram.canvas.get_by_label("Type of the new column")
    offers = page.locator(f"datalist#{field.get_attribute('list')} option[value='genre']")
    expect(offers).to_have_count(1)
    field.fill("genre")
    field.press("Enter")
    page.keyboard.press("Escape")
    diagram.expect_saved()
    assert Column.objects.get(entity__object_id=BOOKS, name="genre").type == "public.genre"


def test_what_was_typed_outlives_a_type_that_does_not_exist(diagram: Diagram, page: Page) -> None:
    diagram.select("books")
    page.keyboard.press("c")
    name = diagram.canvas.get_by_label("Name of the new column")
    kind = diagram.canvas.get_by_label("Type of the new column")
    name.fill("printed")
    kind.fill("dat")
    kind.press("Enter")
    expect(said(page, "There is no type dat")).to_be_visible()
    expect(name).to_have_value("printed")
    expect(kind).to_have_value("dat")
    diagram.expect_no_column("books", "printed")
    kind.fill("date")
    kind.press("Enter")
    page.keyboard.press("Escape")
    diagram.expect_column("books", "printed", "date")
    diagram.expect_saved()
    assert Column.objects.get(name="printed").type == "date"


# Keyboard and camera


def test_a_column_is_added_by_keyboard_alone(diagram: Diagram, page: Page) -> None:
    diagram.canvas.focus()
    page.keyboard.press("Tab")
    expect(page.locator("#panel").get_by_role("heading", name="authors")).to_be_visible()
    page.keyboard.press("Enter")
    expect(diagram.canvas.get_by_label("Name of table authors")).to_be_focused()
    page.keyboard.type("writers")
    page.keyboard.press("Enter")
    page.keyboard.press("c")
    expect(diagram.canvas.get_by_label("Name of the new column")).to_be_focused()
    page.keyboard.type("born")
    page.keyboard.press("Tab")
    page.keyboard.type("date")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    diagram.expect_column("writers", "born", "date")
    diagram.expect_saved()
    born = Column.objects.get(name="born")
    assert (born.entity.name, born.type) == ("writers", "date")


def test_zooming_keeps_what_is_under_the_pointer(diagram: Diagram, page: Page) -> None:
    before = diagram.spot("books", "title")
    x, y = before.name
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_function(
        "zoom => document.querySelector('schema-canvas').editor.camera.zoom > zoom",
        arg=before.width / 240,
    )
    after = diagram.spot("books", "title")
    assert after.name == pytest.approx((x, y), abs=0.5)


def test_a_viewer_sees_everything_and_changes_nothing(
    live: Live, context: BrowserContext, page: Page, cast: Cast, library: Branch
) -> None:
    live.sign_in(context, cast.viewer)
    page.goto(f"/branches/{library.id}/")
    diagram = Diagram(page)
    expect(page.get_by_text("Read-only")).to_be_visible()
    panel = open_panel(page, "books")
    expect(panel).to_contain_text("varchar(13)")
    expect(panel.get_by_role("textbox")).to_have_count(0)
    expect(panel.get_by_role("button", name="Delete")).to_have_count(0)
    expect(panel.get_by_role("link", name="Add")).to_have_count(0)
    expect(
        page.get_by_role("toolbar").get_by_role("button", name="Table", exact=True)
    ).to_have_count(0)
    page.mouse.dblclick(*diagram.spot("books", "title").name)
    page.keyboard.press("c")
    page.keyboard.press("Delete")
    diagram.draw_relationship(("books", "author_id"), ("authors", "id"))
    diagram.drag_table("books", 60, 60)
    expect(diagram.canvas.get_by_role("textbox")).to_have_count(0)
    assert diagram.relationships == []
    assert diagram.tables == {"authors", "books", "loans"}
    assert library.edits.count() == 1
