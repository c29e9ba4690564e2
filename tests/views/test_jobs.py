"""/jobs/<id>/ and /jobs/<id>/events/: how far a worker is."""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.http import StreamingHttpResponse
from django.test import AsyncClient
from django.utils import timezone

from designer import progress
from designer.views import jobs
from schemas.models import Import, JobStatus, Project
from tests.cast import Cast, client_of


@pytest.fixture
def job(project: Project) -> Import:
    return Import.objects.create(
        project=project,
        packed_script=zlib.compress(b"SELECT 1"),
        status=JobStatus.RUNNING,
        progress=0.25,
        message="Reading",
    )


def finish(job: Import) -> None:
    job.status, job.finished_at = JobStatus.DONE, timezone.now()
    job.save()


def test_asking_answers_with_the_bar_alone(cast: Cast, job: Import) -> None:
    page = client_of(cast.viewer).get(f"/jobs/{job.id}/").content.decode()
    assert 'value="0.25"' in page
    assert 'data-attempt="1"' in page
    assert "<html" not in page


def test_the_bar_stands_where_the_worker_last_said(
    cast: Cast, job: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = {"progress": 0.75, "message": "Reading the catalog"}
    monkeypatch.setattr(progress, "last_sign", {str(job.id): sign}.get)
    page = client_of(cast.viewer).get(f"/jobs/{job.id}/").content.decode()
    assert 'value="0.75"' in page
    assert "Reading the catalog" in page


def test_once_it_is_over_the_page_is_told_to_reload(cast: Cast, job: Import) -> None:
    finish(job)
    assert client_of(cast.viewer).get(f"/jobs/{job.id}/")["HX-Refresh"] == "true"


@pytest.mark.django_db(transaction=True)
def test_a_stranger_finds_nothing(cast: Cast, job: Import) -> None:
    client = client_of(cast.stranger)
    assert client.get(f"/jobs/{job.id}/").status_code == 404
    assert client.get(f"/jobs/{job.id}/events/").status_code == 404


def test_posting_is_refused(cast: Cast, job: Import) -> None:
    client = client_of(cast.owner)
    assert client.post(f"/jobs/{job.id}/").status_code == 405
    assert client.post(f"/jobs/{job.id}/events/").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_the_stream_says_how_far_it_is_and_that_it_is_over(
    cast: Cast, job: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def told(channel: str) -> AsyncGenerator[dict[str, object] | None, None]:
        assert channel == f"job:{job.id}"
        yield None
        yield {"progress": 0.5, "message": "Half of it"}
        await sync_to_async(finish)(job)
        yield {"status": "done"}

    monkeypatch.setattr(jobs, "announcements", told)

    async def read() -> list[str]:
        client = AsyncClient()
        await client.aforce_login(cast.viewer)
        response = await client.get(f"/jobs/{job.id}/events/")
        assert isinstance(response, StreamingHttpResponse)
        assert response["Content-Type"] == "text/event-stream"
        return [chunk.decode() async for chunk in response.streaming_content]

    first, second, last = async_to_sync(read)()
    assert 'value="0.25"' in first
    assert 'value="0.5"' in second
    assert "Half of it" in second
    assert all(line.startswith("data: ") for line in second.strip().splitlines())
    assert last == "event: over\ndata: over\n\n"
