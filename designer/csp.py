"""The Content-Security-Policy header, with a fresh nonce for every response.

Django 6 brings the same (`django.middleware.csp`, `csp_nonce`): this module leaves when we move.
"""

import secrets
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

HEADER = "Content-Security-Policy"
_WITH_NONCE = ("script-src", "style-src")

Answer: TypeAlias = HttpResponseBase | Awaitable[HttpResponseBase]


@sync_and_async_middleware
def content_security_policy(
    get_response: Callable[[HttpRequest], Answer],
) -> Callable[[HttpRequest], Answer]:
    """Give the request a `csp_nonce` and the response a policy, unless its view set one."""

    def before(request: HttpRequest) -> None:
        request.csp_nonce = secrets.token_urlsafe(16)

    def after(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault(HEADER, policy(request.csp_nonce))
        return response

    async def answer_later(request: HttpRequest) -> HttpResponseBase:
        before(request)
        return after(request, await get_response(request))

    def answer(request: HttpRequest) -> HttpResponseBase:
        before(request)
        return after(request, get_response(request))

    return answer_later if iscoroutinefunction(get_response) else answer


def policy(nonce: str) -> str:
    """The header's value: the settings' sources, and the nonce for scripts and style sheets."""
    return "; ".join(
        " ".join([directive, *sources, *([f"'nonce-{nonce}'"] if directive in _WITH_NONCE else [])])
        for directive, sources in settings.CONTENT_SECURITY_POLICY.items()
    )


def csp_nonce(request: HttpRequest) -> dict[str, str]:
    """For templates: the nonce, by the name that django-htmx's tags look for."""
    return {"csp_nonce": request.csp_nonce}
