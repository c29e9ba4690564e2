"""The whole way of one design: imported, edited by two, versioned, compared, rendered, tried."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, expect

from schemas.actions.workspaces import create_workspace
from schemas.engine.write import ARTIFACTS
from schemas.models import Column, Entity, Import, Membership, Placement, Role, Trial, Version
from tests.browser.diagram import Diagram
from tests.live import README_PICTURES, SCREENSHOTS, Live

pytestmark = pytest.mark.browser

PAGILA = settings.BASE_DIR.parent / "shared/corpus/dev/pagila.sql"
SHOP = settings.BASE_DIR / "examples/shop.sql"
SCRIPT, TABLE, COLUMN = (
    (PAGILA, "customer", "first_name") if PAGILA.exists() else (SHOP, "users", "full_name")
)
A_SECOND = 1000
IN_README = ("editor", "comparison", "trial")
BAR_VALUES = """
new MutationObserver(() => {
    const bar = document.querySelector("progress")
    if (bar) sessionStorage.bar = (sessionStorage.bar ?? "") + bar.value + " "
}).observe(document, { subtree: true, childList: true, attributes: true })
"""


@pytest.fixture
def ada(live: Live, context: BrowserContext) -> User:
    """The owner of a workspace, signed in to the first browser."""
    ada = User.objects.create_user("ada", "ada@example.org", first_name="Ada")
    create_workspace(name="Acme", by=ada)
    live.sign_in(context, ada)
    return ada


@pytest.fixture
def second_page(live: Live, browser: Browser, ada: User) -> Page:
    """A second browser, where a colleague is signed in."""
    bob = User.objects.create_user("bob", "bob@example.org", first_name="Bob")
    Membership.objects.create(workspace=ada.memberships.get().workspace, user=bob, role=Role.EDITOR)
    context = browser.new_context(base_url=live.url, viewport={"width": 1280, "height": 800})
    live.sign_in(context, bob)
    page = context.new_page()
    yield page
    context.close()


def test_from_a_dump_to_a_proved_migration(
    page: Page, second_page: Page, ada: User, problems: list[str]
) -> None:
    import_script(page, SCRIPT)
    mine = open_diagram(page)
    second_page.goto(page.url)
    theirs = Diagram(second_page)
    edit_together(mine, theirs)
    take_back_and_redo(mine, theirs)
    save_version(page, "Customers have nicknames")
    compare(page)
    render(page)
    try_migration(page)
    look_back(page)
    restore(page, second_page)
    assert problems == []


@pytest.fixture
def problems(page: Page) -> list[str]:
    """What the browser complains about: scripts that fail, styles that the policy forbids."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console",
        lambda message: found.append(message.text) if message.type == "error" else None,
    )
    return found


def import_script(page: Page, script: Path) -> None:
    page.add_init_script(BAR_VALUES)
    page.goto("/")
    picture(page, "home-empty")
    page.get_by_role("link", name="New project").first.click()
    picture(page, "new-project")
    page.get_by_label("Script file").set_input_files(script)
    page.get_by_role("button", name="Create project").click()
    expect(page.get_by_role("heading", name="is imported")).to_be_visible(timeout=60_000)
    picture(page, "import-report")
    assert len(set(page.evaluate("sessionStorage.bar").split())) > 1, "The bar did not move."
    report = Import.objects.get().report
    tables = Entity.objects.tables().count()
    assert report["structured"]["tables"] == tables > 5
    expect(page.get_by_role("listitem").filter(has_text=f"{tables} tables")).to_be_visible()


def open_diagram(page: Page) -> Diagram:
    page.get_by_role("link", name="Open the diagram").click()
    diagram = Diagram(page)
    assert diagram.tables == set(Entity.objects.values_list("name", flat=True))
    assert diagram.overlapping() == []
    expect(page.locator("#outline").get_by_text(TABLE, exact=True).first).to_be_visible()
    picture(page, "editor")
    return diagram


def edit_together(mine: Diagram, theirs: Diagram) -> None:
    mine.find(TABLE)
    before = place_of(TABLE)
    mine.drag_table(TABLE, 80, 40)
    mine.expect_saved()
    assert place_of(TABLE) != before
    mine.add_column(TABLE, "nickname", "text")
    mine.expect_saved()
    theirs.expect_column(TABLE, "nickname", "text", within=A_SECOND)
    assert column("nickname").type == "text"
    mine.rename_column(TABLE, "nickname", "pen_name")
    mine.expect_saved()
    theirs.expect_column(TABLE, "pen_name", "text", within=A_SECOND)
    mine.change_type(TABLE, "pen_name", "varchar(80)")
    mine.expect_saved()
    theirs.expect_column(TABLE, "pen_name", "character varying(80)", within=A_SECOND)
    theirs.find(TABLE)
    theirs.rename_column(TABLE, COLUMN, f"{COLUMN}_known")
    theirs.expect_saved()
    mine.expect_column(TABLE, f"{COLUMN}_known", column(f"{COLUMN}_known").type, within=A_SECOND)
    assert column("pen_name").type == "character varying(80)"
    picture(mine.page, "editor-selected")


def take_back_and_redo(mine: Diagram, theirs: Diagram) -> None:
    mine.page.get_by_role("button", name="Undo").click()
    theirs.expect_column(TABLE, "pen_name", "text", within=5 * A_SECOND)
    assert column("pen_name").type == "text"
    assert column(f"{COLUMN}_known"), "Undoing one's own edit took back someone else's."
    mine.page.get_by_role("button", name="Redo").click()
    theirs.expect_column(TABLE, "pen_name", "character varying(80)", within=5 * A_SECOND)
    assert column("pen_name").type == "character varying(80)"


def save_version(page: Page, title: str) -> None:
    diagram = page.url
    page.get_by_role("link", name="Save version").click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Save version").click()
    expect(page.get_by_role("link", name=title)).to_be_visible()
    assert Version.objects.filter(title=title).exists()
    picture(page, "versions")
    page.goto(diagram)
    Diagram(page)


def compare(page: Page) -> None:
    page.get_by_role("link", name="Versions", exact=True).click()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", name="Version 1 → 2")).to_be_visible()
    changes = page.get_by_label("Changes")
    expect(changes).to_contain_text("pen_name")
    expect(changes).to_contain_text(f"{COLUMN}_known")
    Diagram(page)
    picture(page, "comparison")


def render(page: Page) -> None:
    page.get_by_role("link", name="Versions", exact=True).click()
    page.get_by_role("link", name="Artifacts").first.click()
    for kind, artifact in ARTIFACTS.items():
        page.get_by_role("link", name=artifact.title, exact=True).click()
        expect(page.locator("#artifact-text")).to_contain_text("pen_name", timeout=30_000)
        picture(page, f"artifact-{kind}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all").click()
    with ZipFile(BytesIO(download.value.path().read_bytes())) as archive:
        assert set(archive.namelist()) == {each.filename for each in ARTIFACTS.values()}
        assert all(b"pen_name" in archive.read(name) for name in archive.namelist())


def try_migration(page: Page) -> None:
    page.get_by_role("link", name="Trials", exact=True).click()
    picture(page, "trials")
    page.get_by_role("button", name="Start trial").click()
    expect(page.get_by_text("The resulting catalog equals version 2")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("AccessExclusiveLock").first).to_be_visible()
    picture(page, "trial")
    report = Trial.objects.get().report
    assert report["ok"]
    assert all(step["status"] == "ok" for step in report["steps"])


def look_back(page: Page) -> None:
    page.get_by_role("link", name="Versions", exact=True).click()
    page.get_by_role("link", name="Imported from").click()
    diagram = Diagram(page)
    diagram.expect_no_column(TABLE, "pen_name")
    expect(page.get_by_text("Read-only")).to_be_visible()
    picture(page, "version")


def restore(page: Page, second_page: Page) -> None:
    page.get_by_role("link", name="Restore").click()
    page.get_by_role("button", name="Restore").click()
    Diagram(page).expect_no_column(TABLE, "pen_name")
    Diagram(second_page).expect_no_column(TABLE, "pen_name", within=5 * A_SECOND)
    assert not Column.objects.filter(name="pen_name").exists()
    page.get_by_role("link", name="all projects").click()
    expect(page.get_by_text("Version 2")).to_be_visible()
    picture(page, "home")


def column(name: str) -> Column:
    return Column.objects.get(entity__name=TABLE, name=name)


def place_of(table: str) -> tuple[float, float]:
    found = Placement.objects.get(entity__name=table)
    return found.x, found.y


def picture(page: Page, name: str) -> None:
    """Keep what the page shows; with PICTURES set, also where the README looks for it."""
    is_for_readme = name in IN_README and "PICTURES" in os.environ
    for folder in [SCREENSHOTS] + ([README_PICTURES] if is_for_readme else []):
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
