"""The scene of a branch as JSON: all of it, or what changed since an edit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from designer.access import branch_for
from designer.live.patches import edit_number, patch_since, scene_of


@gzip_page
@require_safe
def scene(request: HttpRequest, branch_id: UUID) -> JsonResponse:
    """With `?since=n`: `{"seq": m, "patches": [...]}`, if edit n is one of this branch."""
    branch = branch_for(request.user, branch_id)
    since = edit_number(request.GET.get("since", ""))
    if since is not None and since <= branch.seq:
        patch = patch_since(branch, since)
        return JsonResponse({"seq": branch.seq, "patches": [patch] if patch else []})
    return JsonResponse(scene_of(branch))
