"""The stack that browser tests drive: it must be a true copy of what `manage.py up` starts."""

import http.client
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from tests.live import Live

pytestmark = pytest.mark.browser


def answer(live: Live, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(live.url).netloc, timeout=10)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_a_page_arrives_with_its_styles_and_scripts_and_breaks_no_policy(
    live: Live, page: Page
) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(request.url))
    page.goto("/accounts/login/")
    expect(page.get_by_role("heading").first).to_be_visible()
    assert problems == []


def test_a_signed_in_browser_is_known(live: Live, context: BrowserContext, page: Page) -> None:
    live.sign_in(context, User.objects.create_user("ada", email="ada@example.org"))
    page.goto("/accounts/login/")
    assert page.url == f"{live.url}/"


def test_pages_wait_while_a_killed_web_process_is_replaced(live: Live) -> None:
    assert live.web.process
    live.web.process.kill()
    live.web.process.wait()
    live.web.start()
    assert answer(live, "/accounts/login/").status == 200


def test_a_hashed_file_is_kept_for_ever_and_a_plain_one_is_not(live: Live) -> None:
    page = answer(live, "/accounts/login/").read().decode()
    hashed = next(part for part in page.split('"') if part.startswith("/static/css/"))
    assert "immutable" in (answer(live, hashed).headers["Cache-Control"] or "")
    assert answer(live, "/static/css/app.css").headers["Cache-Control"] == "max-age=60, public"


def test_static_files_come_compressed_to_those_who_ask(live: Live) -> None:
    response = answer(live, "/static/django_htmx/htmx-4.js", **{"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
