"""The stream of a branch: every edit as a scene patch, to everyone who has it open."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing
from time import monotonic
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from designer.access import User, branch_for
from designer.live.announcements import announcements
from designer.live.patches import edit_number, patch_since
from designer.scene import Patch

LIFETIME = 15 * 60.0
"""Seconds after which a stream ends; the browser opens the next one by itself."""
MOST_STREAMS = 30
"""Of one person in one web process; each tab keeps one."""
_open: Counter[object] = Counter()


@require_GET
async def branch_events(request: HttpRequest, branch_id: UUID) -> HttpResponseBase:
    """Patches from `?since=` or `Last-Event-ID` on; without either, from now on."""
    user = await request.auser()
    said = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    since = await _position(user, branch_id, edit_number(said))
    if _open[user.pk] >= MOST_STREAMS:
        return HttpResponse("Too many tabs are open: close some.", status=429)
    return StreamingHttpResponse(
        _counted(user, _stream(user, branch_id, since)),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(user: User, branch_id: UUID, since: int) -> AsyncGenerator[str, None]:
    yield "retry: 1000\n\n"
    end = monotonic() + LIFETIME
    async with aclosing(announcements(f"branch:{branch_id}")) as heard:
        async for _ in heard:
            try:
                patch = await _read(user, branch_id, since)
            except (Http404, PermissionDenied):
                return
            if patch:
                since = patch["seq"]
                yield f"event: patch\nid: {since}\ndata: {json.dumps(patch)}\n\n"
            else:
                yield ": still here\n\n"
            if monotonic() > end:
                return


async def _counted(user: User, stream: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
    _open[user.pk] += 1
    try:
        async with aclosing(stream):
            async for text in stream:
                yield text
    finally:
        _open[user.pk] -= 1


@sync_to_async
def _position(user: User, branch_id: UUID, since: int | None) -> int:
    branch = branch_for(user, branch_id)
    return branch.seq if since is None else since


@sync_to_async
def _read(user: User, branch_id: UUID, since: int) -> Patch | None:
    """Through the gate each time: who was removed from the team hears no more."""
    try:
        return patch_since(branch_for(user, branch_id), since)
    finally:
        # A stream lives for minutes and must not keep a connection of the pool all that time.
        connection.close()
