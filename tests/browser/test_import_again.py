"""Importing again in the browser: asked, compared, accepted; ids and places survive."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from schemas.actions.workspaces import create_workspace
from schemas.models import Entity, Placement, Project
from tests.live import SCREENSHOTS, Live

pytestmark = pytest.mark.browser
A_MINUTE = 60_000
"""Milliseconds."""
FIRST = """
CREATE TABLE author (id bigint PRIMARY KEY, name text NOT NULL, born date);
CREATE TABLE book (
    id bigint PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES author,
    title text NOT NULL,
    isbn varchar(13)
);
CREATE TABLE loan (id bigint PRIMARY KEY, book_id bigint REFERENCES book, due date);
"""
SECOND = """
CREATE TABLE authors (id bigint PRIMARY KEY, name text NOT NULL, born date);
CREATE TABLE book (
    id bigint PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES authors,
    full_title text NOT NULL,
    isbn varchar(13),
    pages integer
);
CREATE TABLE shelf (id bigint PRIMARY KEY, room text);
"""


@pytest.fixture
def ada(live: Live, context: BrowserContext) -> User:
    ada = User.objects.create_user("ada", "ada@example.org", first_name="Ada")
    create_workspace(name="Acme", by=ada)
    live.sign_in(context, ada)
    return ada


def test_a_script_imported_again_updates_the_design(page: Page, ada: User) -> None:
    page.goto("/projects/new/")
    page.get_by_label("Name").fill("Library")
    page.get_by_label("Or paste it").fill(FIRST)
    page.get_by_role("button", name="Create project").click()
    page.get_by_role("link", name="Open the diagram").click(timeout=A_MINUTE)
    project = Project.objects.get()
    ids, places = _ids(), _places()

    page.get_by_role("link", name="Import SQL").click()
    expect(page.get_by_role("heading", name="Import again")).to_be_visible()
    page.get_by_label("Or paste it").fill(SECOND)
    page.get_by_role("button", name="Compare").click()

    changes = page.get_by_role("region", name="Changes")
    expect(changes).to_contain_text("Rename table author to authors", timeout=A_MINUTE)
    expect(page.get_by_text("accepting drops it: public.loan.")).to_be_visible()
    _picture(page, "import-again")
    title = page.get_by_role("group", name="public.book.title → full_title")
    title.get_by_label("Another one").focus()
    page.keyboard.press("Space")
    expect(changes).to_contain_text("Drop column book.title")
    title.get_by_label("Renamed").check()
    expect(changes).to_contain_text("Rename column book.title to full_title")
    assert not Entity.objects.filter(name="authors").exists()

    page.get_by_role("button", name="Accept").click()
    page.wait_for_url(f"**/projects/{project.id}/")
    now = _ids()
    assert now == {"authors": ids["author"], "book": ids["book"], "shelf": now["shelf"]}
    after = _places()
    assert (after["authors"], after["book"]) == (places["author"], places["book"])
    assert after["shelf"] not in places.values()


def _ids() -> dict[str, object]:
    return dict(Entity.objects.values_list("name", "object_id"))


def _places() -> dict[str, tuple[float, float]]:
    found = Placement.objects.values_list("entity__name", "x", "y")
    return {name: (x, y) for name, x, y in found}


def _picture(page: Page, name: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_timeout(300)
        page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}.png")
    page.emulate_media(color_scheme="light")
