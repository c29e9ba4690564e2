"""The one endpoint for edits of the design, and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from designer.access import branch_for
from designer.views.json_edits import edit_answer, json_body, origin_in, places_in
from schemas.actions import edits
from schemas.engine.changes import Change
from schemas.engine.codec import decode_change
from schemas.engine.errors import UnreadableText
from schemas.models import Edit, Role

MOST_CHANGES = 1000


@require_POST
def changes(request: HttpRequest, branch_id: UUID) -> JsonResponse:
    """`{"changes": […], "session": …, "token": …, "placements": {…}?}`, all or nothing."""
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)

    def make() -> Edit | None:
        body = json_body(request)
        return edits.apply_changes(
            branch,
            _changes_in(body),
            by=request.user,
            origin=origin_in(body),
            places=places_in(body),
        )

    return edit_answer(branch, make)


@require_POST
def undo(request: HttpRequest, branch_id: UUID) -> JsonResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    return edit_answer(
        branch,
        lambda: edits.undo(branch, by=request.user, origin=origin_in(json_body(request))),
    )


@require_POST
def redo(request: HttpRequest, branch_id: UUID) -> JsonResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    return edit_answer(
        branch,
        lambda: edits.redo(branch, by=request.user, origin=origin_in(json_body(request))),
    )


def _changes_in(body: dict[str, Any]) -> list[Change]:
    documents = body.get("changes")
    if not isinstance(documents, list) or not 0 < len(documents) <= MOST_CHANGES:
        raise UnreadableText(f"“changes” is a list of 1 to {MOST_CHANGES} changes.")
    try:
        return [decode_change(document) for document in documents]
    except RecursionError:
        raise UnreadableText("These changes are nested too deeply to be read.") from None
