"""How large a request may be, decided before any of its bytes are kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string

from schemas.sandbox.limits import DEFAULT_LIMITS, MEGABYTE

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_SCRIPT = DEFAULT_LIMITS.script_bytes
LARGEST_REQUEST = LARGEST_SCRIPT + MEGABYTE
"""Room for the form's other fields."""


class SizeGate:
    """An ASGI application in front of Django, which would write any body to disk first."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
        elif (size := _announced_size(scope)) > LARGEST_REQUEST:
            # A browser shows our answer only after it has sent everything.
            await _read_past(receive)
            await _refuse(send, size)
        else:
            await self.application(scope, _limited(receive), send)


def too_large(size: int) -> str:
    """The sentence for an upload of `size` bytes."""
    return (
        f"This upload is {filesizeformat(size)}, and Tablewright reads scripts up to "
        f"{filesizeformat(LARGEST_SCRIPT)}. Leave the rows out: pg_dump --schema-only."
    )


def _announced_size(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


def _limited(receive: Receive) -> Receive:
    """Hangs up on a body that was sent in chunks, without a length, and does not end."""
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= LARGEST_REQUEST else {"type": "http.disconnect"}

    return receive_some


async def _read_past(receive: Receive) -> None:
    while (await receive()).get("more_body", False):
        pass


async def _refuse(send: Send, size: int) -> None:
    page = render_to_string("errors/413.html", {"sentence": too_large(size)}).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"content-security-policy", b"default-src 'none'; style-src 'self'"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": page})
