"""One-time links: what `manage.py up` prints, and what owners hand to colleagues."""

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
    assert enter(client, new_token(local_owner())) == 302
    assert client.session["_auth_user_id"] == str(local_owner().pk)


def test_a_link_works_once(client: Client) -> None:
    token = new_token(local_owner())
    assert enter(client, token) == 302
    assert enter(Client(), token) == 410


def test_a_link_used_twice_within_a_second_works_once() -> None:
    first, second = new_token(local_owner()), new_token(local_owner())
    assert enter(Client(), first) == 302
    assert enter(Client(), second) == 410


def test_a_link_made_after_a_sign_in_works(client: Client) -> None:
    enter(client, new_token(local_owner()))
    assert enter(Client(), new_token(local_owner())) == 302


def test_a_link_expires(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    token = new_token(local_owner())
    later = datetime.now() + timedelta(days=4)  # noqa: DTZ005 - Django's tokens count naive time
    monkeypatch.setattr(tokens, "_now", lambda: later)
    assert enter(client, token) == 410


@pytest.mark.parametrize(
    "token", ["x", "a-b", "é", "0" * 5000, "1-digm30-" + "0" * 32, "zzzzzzzzzzzzz-a-b"]
)
def test_a_made_up_link_is_refused(client: Client, token: str) -> None:
    local_owner()
    assert enter(client, token) == 410


def test_asking_for_the_head_alone_does_not_use_the_link_up(client: Client) -> None:
    token = new_token(local_owner())
    assert client.head(reverse("enter", args=[token])).status_code == 405
    assert enter(client, token) == 302


@pytest.fixture
def guest() -> User:
    """Made by an owner, and not entered yet."""
    return User.objects.create_user("guest@example.org", "guest@example.org")


CHOICE = {"name": "Grace", "password1": "correct horse", "password2": "correct horse"}


def test_looking_at_a_guests_link_does_not_use_it_up(client: Client, guest: User) -> None:
    token = new_token(guest)
    assert enter(client, token) == enter(client, token) == 200
    assert "_auth_user_id" not in client.session


def test_a_guest_chooses_a_name_and_a_password_and_is_in(client: Client, guest: User) -> None:
    address = reverse("enter", args=[new_token(guest)])
    assert client.post(address, CHOICE).url == "/"
    guest.refresh_from_db()
    assert client.session["_auth_user_id"] == str(guest.pk)
    assert (guest.first_name, guest.check_password("correct horse")) == ("Grace", True)
    assert Client().post(address, CHOICE).status_code == 410
    login = {"login": "guest@example.org", "password": "correct horse"}
    assert Client().post(reverse("account_login"), login).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"password1": "other"}, {"password1": "12345678", "password2": "12345678"}],
)
def test_a_bad_choice_is_answered_and_keeps_the_link(
    client: Client, guest: User, wrong: dict[str, str]
) -> None:
    token = new_token(guest)
    assert client.post(reverse("enter", args=[token]), CHOICE | wrong).status_code == 422
    assert enter(client, token) == 200


def test_a_link_of_a_closed_account_is_refused(client: Client, guest: User) -> None:
    token = new_token(guest)
    User.objects.update(is_active=False)
    assert enter(client, token) == 410


def test_a_link_is_for_its_holder_alone(client: Client, guest: User) -> None:
    other = User.objects.create_user("other@example.org", "other@example.org")
    key, _, _ = new_token(other).partition("-")
    _, _, signed = new_token(guest).partition("-")
    assert enter(client, f"{key}-{signed}") == 410


def test_the_local_owner_has_no_password_to_guess() -> None:
    assert not local_owner().has_usable_password()
    assert User.objects.count() == 1
