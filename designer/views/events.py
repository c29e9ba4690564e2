"""The stream of a branch: every edit as a scene patch, to everyone who has it open."""

from __future__ import annotations

import json
from contextlib import aclosing
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from designer.access import User, branch_for
from designer.live.announcements import announcements
from designer.live.patches import edit_number, patch_since
from designer.live.streams import Stream, borrowing_connection, event_stream
from designer.scene import Patch


@event_stream
async def branch_events(request: HttpRequest, branch_id: UUID) -> Stream:
    """Patches from `?since=` or `Last-Event-ID` on; without either, from now on."""
    said = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    since = await _position(request.user, branch_id, edit_number(said))
    return _patches(request.user, branch_id, since)


async def _patches(user: User, branch_id: UUID, since: int) -> Stream:
    yield "retry: 1000\n\n"
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


@borrowing_connection
def _position(user: User, branch_id: UUID, since: int | None) -> int:
    branch = branch_for(user, branch_id)
    return branch.seq if since is None else since


@borrowing_connection
def _read(user: User, branch_id: UUID, since: int) -> Patch | None:
    """Through the gate each time: who was removed from the team hears no more."""
    return patch_since(branch_for(user, branch_id), since)
