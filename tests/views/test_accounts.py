"""/accounts/: who may make an account, and what is said about it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver
from pytest_django import Settings

from tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db

SIGN_UP = "/accounts/signup/"
FORM = {"email": "new@example.org", "password1": "correct horse", "password2": "correct horse"}


def test_sign_up_is_closed_and_says_whom_to_ask(client: Client) -> None:
    assert "owns a workspace" in client.get(SIGN_UP).content.decode()
    assert "owns a workspace" in client.post(SIGN_UP, FORM).content.decode()
    assert not User.objects.exists()


def test_sign_up_can_be_opened(client: Client, settings: Settings) -> None:
    settings.OPEN_SIGNUP = True
    assert 'name="password1"' in client.get(SIGN_UP).content.decode()
    assert client.post(SIGN_UP, FORM).url == "/"
    assert User.objects.get().email == "new@example.org"
    assert "in no workspace yet" in client.get("/").content.decode()


def test_a_forgotten_password_promises_no_mail(client: Client) -> None:
    page = client.get("/accounts/password/reset/").content.decode()
    assert "sends no e-mail" in page
    assert "<form" not in page


def test_nobody_can_claim_an_address(cast: Cast) -> None:
    claim = {"email": cast.owner.email, "action_add": ""}
    for page in ("email/", "confirm-email/", "confirm-email/key/", "login/code/confirm/"):
        assert client_of(cast.viewer).get(f"/accounts/{page}").status_code == 404
        assert client_of(cast.viewer).post(f"/accounts/{page}", claim).status_code == 404


def test_a_password_can_be_changed(cast: Cast) -> None:
    cast.viewer.set_password(FORM["password1"])
    cast.viewer.save()
    browser = client_of(cast.viewer)
    assert 'name="oldpassword"' in browser.get("/accounts/password/change/").content.decode()
    new = "battery staple"
    form = {"oldpassword": FORM["password1"], "password1": new, "password2": new}
    assert browser.post("/accounts/password/change/", form).status_code == 302
    cast.viewer.refresh_from_db()
    assert cast.viewer.check_password(new)


def test_who_has_no_password_is_led_to_set_one(cast: Cast) -> None:
    cast.viewer.set_unusable_password()
    cast.viewer.save()
    page = client_of(cast.viewer).get("/accounts/password/change/", follow=True)
    assert (page.status_code, page.wsgi_request.path) == (200, "/accounts/password/set/")


@pytest.mark.parametrize("page", ["login/", "inactive/", "password/reset/", "password/reset/done/"])
def test_pages_for_whoever_is_signed_out_are_shown(client: Client, page: str) -> None:
    assert client.get(f"/accounts/{page}").status_code == 200


def test_every_link_in_a_template_leads_somewhere() -> None:
    templates = (project.BASE_DIR / "templates").rglob("*.html")
    links = re.compile(r"{% url ['\"](\w+)['\"]")
    linked = {name for template in templates for name in links.findall(template.read_text())}
    assert "account_login" in linked
    assert linked - get_resolver().reverse_dict.keys() == set()
