"""/accounts/: who may make an account, and what is said about it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

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
