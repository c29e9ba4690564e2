"""What every stream of events has in common: who may open how many, and for how long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from functools import wraps
from time import monotonic
from typing import Any, ParamSpec, TypeVar
from weakref import WeakSet

from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

LIFETIME = 15 * 60.0
"""Seconds after which a stream ends; the browser opens the next one by itself."""
MOST_STREAMS = 30
"""Of one person in one web process; each tab keeps one."""
TOO_MANY = "Too many tabs are open: close some."

Stream = AsyncGenerator[str, None]
OpenStream = Callable[..., Awaitable[Stream]]
Asked = ParamSpec("Asked")
Row = TypeVar("Row")


class _Seat:
    """Held by whoever has a stream open, or is about to."""


# Weak, because an answer that is dropped before its first byte never gets to give back its seat.
_taken: defaultdict[object, WeakSet[_Seat]] = defaultdict(WeakSet)


def event_stream(open_stream: OpenStream) -> Callable[..., Awaitable[HttpResponseBase]]:
    """The view that sends what `open_stream(request, …)` answers, or 429 to who has too many open.

    The stream should yield now and then even when nothing happens: only then can it end in time.
    """

    @require_GET
    @wraps(open_stream)
    async def view(request: HttpRequest, **which: Any) -> HttpResponseBase:
        # Before anything is awaited: requests that come all at once are counted too.
        seats = _taken[request.user.pk]
        if len(seats) >= MOST_STREAMS:
            return HttpResponse(TOO_MANY, status=429, content_type="text/plain")
        seats.add(seat := _Seat())
        stream = await open_stream(request, **which)
        return StreamingHttpResponse(
            _until_end(stream, seat, seats),
            content_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return view


def borrowing_connection(read: Callable[Asked, Row]) -> Callable[Asked, Awaitable[Row]]:
    """For whatever a stream reads: off the event loop, and without keeping what it reads with.

    A stream lives for minutes, and the pool has few connections.
    """

    @sync_to_async
    @wraps(read)
    def read_and_give_back(*args: Asked.args, **kwargs: Asked.kwargs) -> Row:
        try:
            return read(*args, **kwargs)
        finally:
            connection.close()

    return read_and_give_back


async def _until_end(stream: Stream, seat: _Seat, seats: WeakSet[_Seat]) -> Stream:
    end = monotonic() + LIFETIME
    try:
        async with aclosing(stream):
            async for text in stream:
                yield text
                if monotonic() > end:
                    return
    finally:
        seats.discard(seat)
