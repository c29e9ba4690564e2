"""Where tables stand: moved one by one, or all arranged anew."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from designer.access import branch_for
from designer.live.patches import main_diagram
from designer.views.json_edits import edit_answer, json_body, origin_in, places_in
from schemas.actions import edits
from schemas.models import Edit, Role


@require_POST
def placements(request: HttpRequest, branch_id: UUID) -> JsonResponse:
    """`{"placements": {table id: {"x": …, "y": …}}, "session": …, "token": …}`."""
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)

    def make() -> Edit | None:
        body = json_body(request)
        diagram = main_diagram(branch)
        return edits.place(diagram, places_in(body), by=request.user, origin=origin_in(body))

    return edit_answer(branch, make)


@require_POST
def layout(request: HttpRequest, branch_id: UUID) -> JsonResponse:
    """Arrange the whole diagram, as one edit that can be undone."""
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)

    def make() -> Edit | None:
        origin = origin_in(json_body(request))
        return edits.arrange(main_diagram(branch), by=request.user, origin=origin)

    return edit_answer(branch, make)
