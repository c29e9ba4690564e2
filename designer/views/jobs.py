"""How far a worker is: as a stream of events, and for whoever asks again and again."""

from __future__ import annotations

from contextlib import aclosing, suppress
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from designer.access import User, artifact_for, import_for, trial_for
from designer.live.announcements import Announcement, announcements
from designer.live.streams import Stream, borrowing_connection, event_stream
from designer.progress import progress_of
from schemas.announce import job_channel
from schemas.models import Job

FRAGMENT = "jobs/_progress.html"
DOORS = (import_for, trial_for, artifact_for)


@require_safe
def show_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The progress alone; once the job is over, the page that asks is told to reload."""
    job = job_for(request.user, job_id)
    if job.is_over:
        return HttpResponseClientRefresh()
    return render(request, FRAGMENT, progress_of(job))


@event_stream
async def job_events(request: HttpRequest, job_id: UUID) -> Stream:
    """Each step of a job as HTML, and an event named `over` at its end."""
    await _read(request.user, job_id)
    return _steps(request.user, job_id)


def job_for(user: User, job_id: UUID) -> Job:
    for door in DOORS:
        with suppress(Http404):
            return door(user, job_id)
    raise Http404


async def _steps(user: User, job_id: UUID) -> Stream:
    async with aclosing(announcements(job_channel(job_id))) as heard:
        async for said in heard:
            try:
                job = await _read(user, job_id)
            except Http404:
                return
            if job.is_over:
                yield "event: over\ndata: over\n\n"
                return
            yield _message(await _fragment(job, said))


@borrowing_connection
def _read(user: User, job_id: UUID) -> Job:
    """Through the gate each time: who was removed from the team hears no more."""
    return job_for(user, job_id)


@sync_to_async
def _fragment(job: Job, said: Announcement | None) -> str:
    return render_to_string(FRAGMENT, progress_of(job, said))


def _message(html: str) -> str:
    return "".join(f"data: {line}\n" for line in html.splitlines() if line.strip()) + "\n"
