"""The whole stack as real processes, and a real browser in front of it.

A browser test asks for `live` and `page`. The processes use the test run's own database, so that
a test makes rows with the ORM, clicks, and looks at the rows again.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from designer.runtime import roles
from designer.runtime.child import Child
from designer.runtime.folders import Folders, own_folder
from designer.runtime.ports import open_port
from designer.runtime.running import ROLE
from tests.chromium import FLAGS, find_chromium
from tests.servers import FOLDER, LIVE_REDIS_URL, POSTGRES_SOCKETS

SCREENSHOTS = settings.BASE_DIR / ".screenshots"
IDLE_SECONDS = 15.0
QUIET_LOOKS = 4
"""Looks in a row that must find nobody at work."""
README_PICTURES = settings.BASE_DIR / "docs" / "img"


@dataclass(frozen=True)
class Live:
    """The running stack. A test may kill a process, and start it again as the supervisor would."""

    url: str
    web: Child
    worker: Child
    sandbox_worker: Child

    def sign_in(self, context: BrowserContext, user: User) -> None:
        """Make every page of this browser context `user`'s."""
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.url}]
        )


@pytest.fixture(scope="session")
def live_processes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Live]:
    folders = _folders()
    with django_db_blocker.unblock():
        environment = _environment(folders)
    _collect_static(environment)
    with closing(open_port(None)) as port:
        children = {
            "sandbox_worker": roles.sandbox_worker(environment, folders),
            "worker": roles.worker(environment, folders),
            "web": roles.web(environment, folders, port=port),
        }
        try:
            for child in children.values():
                child.start()
            for child in children.values():
                child.wait_until_ready()
            yield Live(url=f"http://127.0.0.1:{port.getsockname()[1]}", **children)
        finally:
            for child in children.values():
                child.ask_to_end()
            for child in children.values():
                child.stop()


@pytest.fixture
def live(live_processes: Live, transactional_db: None) -> Iterator[Live]:
    """The stack with an empty database; processes that a test killed are started again after it."""
    yield live_processes
    for child in (live_processes.sandbox_worker, live_processes.worker, live_processes.web):
        if not child.is_running:
            child.start()
    _wait_until_idle()


def _wait_until_idle() -> None:
    """A request or task still under way would meet the flush that follows in a deadlock."""
    quiet, deadline = 0, time.monotonic() + IDLE_SECONDS
    while quiet < QUIET_LOOKS and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            quiet = quiet + 1 if cursor.fetchone() == (0,) else 0
        time.sleep(0.05)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)


@pytest.fixture
def context(browser: Browser, live: Live) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live.url, viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of 1280 × 800; what it shows last is kept in .screenshots/."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{_file_name(request.node.name)}.png")


def _file_name(test: str) -> str:
    return re.sub(r"[^\w-]+", "-", test).strip("-")


def _folders() -> Folders:
    home = own_folder(FOLDER / "live", mode=0o700)
    own_folder(home / "logs", mode=0o700)
    return Folders(settings.BASE_DIR, home, servers=home, sockets=home)


def _environment(folders: Folders) -> dict[str, str]:
    name = connection.settings_dict["NAME"]
    user = connection.settings_dict["USER"]
    host = quote(str(POSTGRES_SOCKETS), safe="/")
    return {
        **{name: value for name, value in os.environ.items() if name != ROLE},
        "DJANGO_SETTINGS_MODULE": "designer.settings",
        "DATABASE_URL": f"postgresql://{user}@/{name}?host={host}",
        "REDIS_URL": LIVE_REDIS_URL,
        "STATIC_ROOT": str(folders.static),
    }


def _collect_static(environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        env={**environment, ROLE: "tests"},
        cwd=settings.BASE_DIR,
        check=True,
    )
