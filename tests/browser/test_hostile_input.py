"""Whatever is thrown at the import page ends in a clear sentence, or works."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from schemas.actions.workspaces import create_workspace
from schemas.models import Entity, Import, JobStatus
from tests.live import Live

pytestmark = pytest.mark.browser

MEGABYTE = 1024 * 1024
LONGEST_WAIT = 200_000
"""Milliseconds; the sandbox stops a script that loops after two minutes."""
ODD_NAMES = (
    'say "hi"',
    "back`tick",
    "<script>alert(1)</script>",
    "🦀 crab's",
    "n" * 63,
    "Ünïcödé with spaces",
)


@pytest.fixture
def visitor(live: Live, context: BrowserContext, page: Page) -> Page:
    """Signed in, with a workspace of their own; any script that runs on the page is an error."""
    ada = User.objects.create_user("ada", "ada@example.org")
    create_workspace(name="Acme", by=ada)
    live.sign_in(context, ada)
    page.on("dialog", lambda dialog: pytest.fail(f"The page says: {dialog.message}"))
    return page


def import_file(page: Page, path: Path) -> None:
    page.goto("/projects/new/")
    page.get_by_label("Script file").set_input_files(path)
    page.get_by_role("button", name="Create project").click()


def import_script(page: Page, folder: Path, script: bytes) -> None:
    path = folder / "hostile.sql"
    path.write_bytes(script)
    import_file(page, path)


def expect_sentence(page: Page, text: str, *, timeout: float = 30_000) -> None:
    expect(page.get_by_role("alert").first).to_contain_text(text, timeout=timeout)


def test_an_empty_file(visitor: Page, tmp_path: Path) -> None:
    import_script(visitor, tmp_path, b"")
    expect_sentence(visitor, "is empty")
    assert not Import.objects.exists()


def test_a_binary_file(visitor: Page, tmp_path: Path) -> None:
    import_script(visitor, tmp_path, b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 64)
    expect_sentence(visitor, "This is not a text file")
    assert not Entity.objects.exists()


def test_invalid_utf8(visitor: Page, tmp_path: Path) -> None:
    import_script(visitor, tmp_path, b"CREATE TABLE t (\n  id int -- caf\xe9\n);\n")
    expect_sentence(visitor, "not valid UTF-8")
    expect_sentence(visitor, "Line 2")


def test_a_file_of_60_megabytes_is_refused_before_it_is_sent(visitor: Page, tmp_path: Path) -> None:
    path = tmp_path / "large.sql"
    with path.open("wb") as file:
        file.truncate(60 * MEGABYTE)
    visitor.goto("/projects/new/")
    visitor.get_by_label("Script file").set_input_files(path)
    visitor.get_by_role("button", name="Create project").click()
    message = visitor.get_by_label("Script file").evaluate("input => input.validationMessage")
    assert "pg_dump --schema-only" in message
    expect(visitor).to_have_url("/projects/new/")


def test_a_file_of_60_megabytes_is_refused_by_the_server_too(visitor: Page, tmp_path: Path) -> None:
    path = tmp_path / "large.sql"
    with path.open("wb") as file:
        file.truncate(60 * MEGABYTE)
    visitor.goto("/projects/new/")
    field = visitor.get_by_label("Script file")
    field.evaluate("input => input.removeAttribute('data-max-bytes')")
    field.set_input_files(path)
    visitor.get_by_role("button", name="Create project").click()
    expect(visitor.get_by_role("heading", name="That is too large")).to_be_visible()
    expect(visitor.get_by_text("60.0 MB")).to_be_visible()
    assert not Import.objects.exists()


def test_a_syntax_error_on_line_3_of_2000(visitor: Page, tmp_path: Path) -> None:
    lines = [f"CREATE TABLE t{number} (id int);" for number in range(1, 2001)]
    lines[2] = "CREATE TABEL t3 (id int);"
    import_script(visitor, tmp_path, "\n".join(lines).encode())
    expect_sentence(visitor, "Line 3")
    expect_sentence(visitor, "TABEL")
    expect(visitor.locator(".line[data-marked]")).to_contain_text("CREATE TABEL t3")
    assert not Entity.objects.exists()
    visitor.get_by_role("link", name="Edit and try again").click()
    correct = "field => { field.value = field.value.replace('TABEL', 'TABLE') }"
    visitor.get_by_label("Or paste it").evaluate(correct)
    visitor.get_by_role("button", name="Import").click()
    expect(visitor.get_by_role("heading", name="is imported")).to_be_visible(timeout=60_000)
    assert Entity.objects.count() == 2000


@pytest.mark.parametrize("statement", ["DROP DATABASE postgres;", "DROP OWNED BY CURRENT_USER;"])
def test_what_would_destroy_a_server_destroys_nothing(
    visitor: Page, tmp_path: Path, statement: str
) -> None:
    import_script(visitor, tmp_path, f"CREATE TABLE kept (id int);\n{statement}\n".encode())
    expect(visitor.locator("h1")).not_to_contain_text("Importing", timeout=30_000)
    assert Import.objects.get().is_over
    import_script(visitor, tmp_path, b"CREATE TABLE after_it (id int);")
    expect(visitor.get_by_label("Name")).to_be_visible()
    visitor.get_by_label("Name").fill("Another")
    visitor.get_by_label("Script file").set_input_files(tmp_path / "hostile.sql")
    visitor.get_by_role("button", name="Create project").click()
    expect(visitor.get_by_role("heading", name="is imported")).to_be_visible(timeout=30_000)
    assert Entity.objects.filter(name="after_it").exists()


def test_an_endless_loop_is_stopped(visitor: Page, tmp_path: Path) -> None:
    import_script(visitor, tmp_path, b"SELECT 1;\nDO $$ BEGIN LOOP END LOOP; END $$;\n")
    expect_sentence(visitor, "was stopped", timeout=LONGEST_WAIT)
    assert Import.objects.get().status == JobStatus.FAILED


def test_odd_names_are_shown_as_they_are(visitor: Page, tmp_path: Path) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in ODD_NAMES]
    script = "\n".join(f"CREATE TABLE {name} ({name} int);" for name in quoted)
    import_script(visitor, tmp_path, script.encode())
    expect(visitor.get_by_role("heading", name="is imported")).to_be_visible(timeout=30_000)
    assert set(Entity.objects.values_list("name", flat=True)) == set(ODD_NAMES)
    visitor.get_by_role("link", name="Open the diagram").click()
    for name in ODD_NAMES:
        expect(visitor.get_by_text(name, exact=True).first).to_be_attached()
