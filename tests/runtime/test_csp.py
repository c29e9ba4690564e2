"""What the browser is told about where things may come from."""

import re

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client

from designer.csp import HEADER

pytestmark = pytest.mark.django_db
PAGE = "/accounts/login/"


def nonce_of(policy: str) -> str:
    found = re.search(r"script-src 'self' 'nonce-([\w-]{20,})'", policy)
    assert found, policy
    return found[1]


def test_every_answer_has_a_policy_that_allows_nothing_inline(client: Client) -> None:
    for path in (PAGE, "/no/such/page"):
        policy = client.get(path).headers[HEADER]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy


def test_nonces_are_never_used_twice(client: Client) -> None:
    nonces = {nonce_of(client.get(PAGE).headers[HEADER]) for _ in range(3)}
    assert len(nonces) == 3


def test_pages_carry_the_nonce_of_their_own_policy(client: Client) -> None:
    response = client.get(PAGE)
    page_nonces = re.findall(r'nonce="([^"]+)"', response.content.decode())
    assert set(page_nonces) == {nonce_of(response.headers[HEADER])}


def test_asynchronous_requests_have_one_too(async_client: AsyncClient) -> None:
    response = async_to_sync(async_client.get)("/no/such/page")
    assert "default-src 'none'" in response.headers[HEADER]


def test_other_headers_forbid_sniffing_and_framing(client: Client) -> None:
    headers = client.get(PAGE).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
