"""A team from nothing: a workspace, a colleague who comes by a link, and one design for both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from schemas.models import Branch, Column, Edit, Role, Workspace
from tests.browser.diagram import Diagram
from tests.cast import Cast
from tests.live import SCREENSHOTS, Live

pytestmark = pytest.mark.browser

COLLEAGUE = "grace@example.org"
PASSWORD = "correct horse battery"
TABLE = "users"


@pytest.fixture
def owner(live: Live, context: BrowserContext, page: Page, cast: Cast, shop: Branch) -> Page:
    """The first browser, where the owner of Acme is signed in."""
    live.sign_in(context, cast.owner)
    page.goto("/")
    return page


@pytest.fixture
def colleague(live: Live, browser: Browser) -> Iterator[Page]:
    """A second browser, where nobody is signed in."""
    context = browser.new_context(base_url=live.url, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    yield page
    context.close()


def test_a_colleague_enters_by_a_link_and_edits_the_same_design(
    owner: Page, colleague: Page, shop: Branch
) -> None:
    link = add(owner, COLLEAGUE)
    enter(colleague, link)
    mine, theirs = open_diagram(owner, shop), open_diagram(colleague, shop)
    theirs.find(TABLE)
    theirs.add_column(TABLE, "nickname", "text")
    theirs.expect_saved()
    mine.expect_column(TABLE, "nickname", "text", within=1000)
    assert Column.objects.filter(entity__name=TABLE, name="nickname").exists()
    assert Edit.objects.latest("seq").actor == User.objects.get(email=COLLEAGUE)
    sign_in_again(colleague)


def test_a_workspace_is_made_and_its_members_are_chosen(owner: Page, shop: Branch) -> None:
    owner.get_by_role("link", name="New workspace").click()
    picture(owner, "workspace-new")
    owner.get_by_label("Name").fill("Second team")
    owner.get_by_role("button", name="Create workspace").click()
    section = owner.get_by_role("region", name="Second team")
    section.get_by_role("link", name="1 member").click()
    add(owner, COLLEAGUE)
    owner.get_by_role("link", name="Back to the members").click()
    give_role_by_keyboard(owner, "Reviewer")
    workspace, colleague = Workspace.objects.get(name="Second team"), User.objects.latest("pk")
    assert workspace.role_of(colleague) == Role.REVIEWER
    picture(owner, "members-few")
    menu_of(owner, COLLEAGUE).click()
    owner.get_by_role("link", name="Remove…").click()
    picture(owner, "member-removal")
    owner.get_by_role("button", name="Remove").click()
    expect(owner.get_by_role("list", name="Members").get_by_role("listitem")).to_have_count(1)
    assert workspace.memberships.count() == 1


def add(page: Page, email: str) -> str:
    """The link that the owner is shown."""
    if not page.url.endswith("/members/"):
        page.get_by_role("link", name="4 members").click()
    page.get_by_label("E-mail address").fill(email)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"A sign-in link for {email}")).to_be_visible()
    picture(page, "member-link")
    return page.locator("#link").inner_text()


def enter(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill("another one")
    page.keyboard.press("Enter")
    expect(page.get_by_text("didn’t match")).to_be_visible()
    picture(page, "welcome")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Acme")).to_be_visible()
    picture(page, "home-of-colleague")


def sign_in_again(page: Page) -> None:
    """The password is theirs from then on."""
    page.goto("/")
    page.get_by_label("Account of").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/")
    picture(page, "sign-in")
    page.get_by_label("Email").fill(COLLEAGUE)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Acme")).to_be_visible()


def open_diagram(page: Page, branch: Branch) -> Diagram:
    page.goto(f"/branches/{branch.id}/")
    return Diagram(page)


def menu_of(page: Page, name: str) -> Locator:
    return page.get_by_label(f"change {name}")


def give_role_by_keyboard(page: Page, role: str) -> None:
    menu_of(page, COLLEAGUE).focus()
    page.keyboard.press("Enter")
    choice = page.get_by_role("button", name=role, exact=True)
    expect(choice).to_be_visible()
    picture(page, "member-menu")
    choice.focus()
    page.keyboard.press("Enter")
    expect(menu_of(page, COLLEAGUE)).to_contain_text(role)


def picture(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")
