"""A request that is too large is refused before any of it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from asgiref.sync import async_to_sync

from designer.uploads import LARGEST_REQUEST, Message, Receive, Scope, Send, SizeGate

CHUNK = b"x" * 65536


class Recorder:
    """Stands for Django: reads the body to its end and answers 200."""

    def __init__(self) -> None:
        self.read = 0
        self.hung_up = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        more = True
        while more:
            message = await receive()
            self.hung_up = message["type"] == "http.disconnect"
            self.read += len(message.get("body", b""))
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})


def send_body(chunks: Iterable[bytes], *, length: int | None) -> tuple[Recorder, list[Message]]:
    """Put a request through the gate; returns what stands behind it and what was answered."""
    application, answers, body = Recorder(), [], iter(chunks)
    headers = [] if length is None else [(b"content-length", str(length).encode())]

    async def receive() -> Message:
        chunk = next(body, b"")
        return {"type": "http.request", "body": chunk, "more_body": bool(chunk)}

    async def send(message: Message) -> None:
        answers.append(message)

    scope: dict[str, Any] = {"type": "http", "headers": headers}
    async_to_sync(SizeGate(application))(scope, receive, send)
    return application, answers


def test_a_request_of_an_ordinary_size_passes() -> None:
    application, answers = send_body([CHUNK, CHUNK], length=2 * len(CHUNK))
    assert application.read == 2 * len(CHUNK)
    assert answers[0]["status"] == 200


def test_a_request_of_60_megabytes_is_refused_with_a_sentence() -> None:
    size = 60 * 1024 * 1024
    application, answers = send_body([CHUNK] * (size // len(CHUNK)), length=size)
    assert application.read == 0
    assert answers[0]["status"] == 413
    page = answers[1]["body"].decode()
    assert "60.0\xa0MB" in page
    assert "pg_dump --schema-only" in page


def test_a_body_without_a_length_is_cut_off_at_the_limit() -> None:
    endless = (CHUNK for _ in range(10**9))
    application, _ = send_body(endless, length=None)
    assert application.hung_up
    assert application.read <= LARGEST_REQUEST


def test_a_length_that_is_no_number_counts_as_none() -> None:
    scope: dict[str, Any] = {"type": "http", "headers": [(b"content-length", b"-5 MB")]}
    application = Recorder()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        assert message["status"] == 200

    async_to_sync(SizeGate(application))(scope, receive, send)
