"""The one-time link that `manage.py up` prints."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from designer.entrance import local_owner, new_token, tokens

pytestmark = pytest.mark.django_db


def enter(client: Client, token: str) -> int:
    return client.get(reverse("enter", args=[token])).status_code


def test_a_link_signs_the_local_owner_in(client: Client) -> None:
    assert enter(client, new_token()) == 302
    assert client.session["_auth_user_id"] == str(local_owner().pk)


def test_a_link_works_once(client: Client) -> None:
    token = new_token()
    assert enter(client, token) == 302
    assert enter(Client(), token) == 410


def test_a_link_used_twice_within_a_second_works_once() -> None:
    first, second = new_token(), new_token()
    assert enter(Client(), first) == 302
    assert enter(Client(), second) == 410


def test_a_link_made_after_a_sign_in_works(client: Client) -> None:
    enter(client, new_token())
    assert enter(Client(), new_token()) == 302


def test_a_link_expires(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    token = new_token()
    later = datetime.now() + timedelta(days=4)  # noqa: DTZ005 - Django's tokens count naive time
    monkeypatch.setattr(tokens, "_now", lambda: later)
    assert enter(client, token) == 410


@pytest.mark.parametrize("token", ["x", "a-b", "é", "0" * 5000, "digm30-" + "0" * 32])
def test_a_made_up_link_is_refused(client: Client, token: str) -> None:
    local_owner()
    assert enter(client, token) == 410


def test_asking_for_the_head_alone_does_not_use_the_link_up(client: Client) -> None:
    token = new_token()
    assert client.head(reverse("enter", args=[token])).status_code == 405
    assert enter(client, token) == 302


def test_the_local_owner_has_no_password_to_guess() -> None:
    assert not local_owner().has_usable_password()
    assert User.objects.count() == 1
