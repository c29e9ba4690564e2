"""What the canvas posts and hears: JSON bodies in, scene patches or reasons out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse

from designer.live.patches import no_patch, patch_of
from schemas.actions.edits import Origin
from schemas.actions.places import Place, Places
from schemas.engine.codec.forms import encode_value
from schemas.engine.errors import (
    Conflict,
    FieldClash,
    InvalidChange,
    Issue,
    TablewrightError,
    UnreadableText,
)
from schemas.models import Branch, Edit

LONGEST_BODY = 2_000_000
LONGEST_SESSION = 64
SESSION = re.compile(rf"[ -~]{{0,{LONGEST_SESSION}}}")
TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
MOST_PLACES = 20_000


def json_body(request: HttpRequest) -> dict[str, Any]:
    """Raises UnreadableText for whatever is not an object of moderate size."""
    if len(request.body) > LONGEST_BODY:
        raise UnreadableText(f"An edit has at most {LONGEST_BODY:,} bytes: make several of it.")
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise UnreadableText("The body of this request is not JSON.") from None
    if not isinstance(body, dict):
        raise UnreadableText("The body of this request is not a JSON object.")
    return body


def origin_in(body: Mapping[str, Any]) -> Origin:
    """`{"session": what a tab calls itself, "token": a UUID}`; either may be left out."""
    return Origin(_session_in(body.get("session", "")), _token_in(body.get("token")))


def _session_in(said: object) -> str:
    if not isinstance(said, str) or not SESSION.fullmatch(said):
        raise UnreadableText(f"“session” is at most {LONGEST_SESSION} printable ASCII characters.")
    return said


def _token_in(said: object) -> UUID | None:
    if said is None:
        return None
    if not isinstance(said, str) or not TOKEN.fullmatch(said):
        raise UnreadableText("“token” is a UUID.")
    return UUID(said)


def places_in(body: Mapping[str, Any]) -> Places:
    """`{"placements": {table id: {"x": …, "y": …}}}`, which may be left out."""
    placements = body.get("placements") or {}
    if not isinstance(placements, dict) or len(placements) > MOST_PLACES:
        raise UnreadableText(f"“placements” maps the ids of at most {MOST_PLACES:,} tables.")
    try:
        return {
            UUID(id): Place(float(place["x"]), float(place["y"]))
            for id, place in placements.items()
        }
    except (ValueError, TypeError, KeyError, OverflowError):
        raise UnreadableText("A placement is a table's id with the numbers x and y.") from None


def edit_answer(branch: Branch, make: Callable[[], Edit | None]) -> JsonResponse:
    """The patch of the edit that is made, or why it cannot be made: 409 or 422."""
    try:
        edit = make()
        return JsonResponse(patch_of(branch, [edit]) if edit else no_patch())
    except Conflict as conflict:
        clashes = [_clash(clash) for clash in conflict.clashes]
        return JsonResponse({"message": str(conflict), "clashes": clashes}, status=409)
    except InvalidChange as invalid:
        issues = [_issue(issue) for issue in invalid.issues]
        return JsonResponse({"message": str(invalid), "issues": issues}, status=422)
    except TablewrightError as refused:
        return JsonResponse({"message": str(refused), "issues": []}, status=422)


def _clash(clash: FieldClash) -> dict[str, Any]:
    return {
        "at": list(clash.at),
        "field": clash.field,
        "was": encode_value(clash.was),
        "now": encode_value(clash.now),
        "wanted": encode_value(clash.wanted),
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "rule": issue.rule,
        "severity": issue.severity.value,
        "at": list(issue.at),
        "message": issue.message,
    }
