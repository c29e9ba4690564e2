"""What holds for every stream of events: how many a person may have open, and for how long."""

from __future__ import annotations

import asyncio
import gc
import zlib
from collections.abc import AsyncGenerator
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import AsyncClient

from designer.live import streams
from designer.views import events, jobs
from schemas.models import Branch, Import, JobStatus
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(shop: Branch) -> Import:
    return Import.objects.create(
        project=shop.project, packed_script=zlib.compress(b"SELECT 1"), status=JobStatus.RUNNING
    )


@pytest.fixture
def addresses(shop: Branch, job: Import, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of one stream of each kind, on which nothing is ever announced."""

    async def quiet(channel: str) -> AsyncGenerator[None, None]:
        while True:
            yield None

    monkeypatch.setattr(events, "announcements", quiet)
    monkeypatch.setattr(jobs, "announcements", quiet)
    return [f"/branches/{shop.id}/events/", f"/jobs/{job.id}/events/"]


@pytest.fixture
def two_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_STREAMS", 2)


async def browser_of(cast: Cast) -> AsyncClient:
    client = AsyncClient()
    await client.aforce_login(cast.viewer)
    return client


def test_streams_asked_for_all_at_once_are_counted_together(
    cast: Cast, addresses: list[str], two_seats: None
) -> None:
    async def ask() -> list[HttpResponseBase]:
        client = await browser_of(cast)
        return await asyncio.gather(*(client.get(address) for address in addresses * 2))

    answers = async_to_sync(ask)()
    assert sorted(answer.status_code for answer in answers) == [200, 200, 429, 429]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.content.decode() == streams.TOO_MANY


def test_who_leaves_a_stream_or_is_refused_one_leaves_the_seat(
    cast: Cast, addresses: list[str], two_seats: None
) -> None:
    async def ask(address: str) -> int:
        client = await browser_of(cast)
        response = await client.get(address)
        if isinstance(response, StreamingHttpResponse):
            await anext(aiter(response.streaming_content))
        return response.status_code

    for _ in range(3):
        assert [async_to_sync(ask)(address) for address in addresses] == [200, 200]
        assert async_to_sync(ask)(f"/jobs/{uuid4()}/events/") == 404
        gc.collect()


def test_an_answer_dropped_before_its_first_byte_leaves_the_seat(
    cast: Cast, addresses: list[str], two_seats: None
) -> None:
    async def ask() -> int:
        return (await (await browser_of(cast)).get(addresses[0])).status_code

    for _ in range(5):
        assert async_to_sync(ask)() == 200
        gc.collect()


def test_a_stream_ends_after_its_lifetime(
    cast: Cast, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LIFETIME", -1.0)

    async def read() -> list[int]:
        client = await browser_of(cast)
        answers = [await client.get(address) for address in addresses]
        return [len([part async for part in answer.streaming_content]) for answer in answers]

    assert async_to_sync(read)() == [1, 1]
