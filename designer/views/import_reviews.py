"""Importing again: what would change, shown before it is accepted."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from designer.access import import_for
from designer.comparison import coloured, counts, groups, schema_scene
from designer.forms.import_reviews import RenamesForm
from schemas.actions.arrangement import places_for_new
from schemas.actions.import_reviews import (
    Update,
    accept_import,
    discard_import,
    questions_of,
    update_of,
)
from schemas.actions.places import NO_PLACES, places_of
from schemas.engine.errors import Refused
from schemas.models import Import, Role

BAD_ANSWER = "Answer each question with Renamed or Another one."
TEMPLATE = "imports/review.html"


def show_review(request: HttpRequest, found: Import) -> HttpResponse:
    """The page of an import that waits to be accepted, with the answers in the address."""
    return _page(request, found, RenamesForm(request.GET, suggestions=questions_of(found)))


@require_safe
def scene(request: HttpRequest, import_id: UUID) -> JsonResponse:
    """The coloured diagram, with new tables where they will stand."""
    found = _waiting(import_for(request.user, import_id))
    form = RenamesForm(request.GET, suggestions=questions_of(found))
    if not form.is_valid():
        return JsonResponse({"message": BAD_ANSWER}, status=422)
    update = update_of(found, form.is_same)
    diagram = found.project.main.diagrams.earliest("created_at", "id")
    places = places_of(diagram)
    new = {**places, **places_for_new(diagram, update.after, NO_PLACES)}
    before, after = schema_scene(update.now, places), schema_scene(update.after, new)
    return JsonResponse(coloured(before, after, update.changes))


@require_POST
def accept(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Makes the edit; the design that was looked at is the one that is made."""
    found = _waiting(import_for(request.user, import_id, role=Role.EDITOR))
    form = RenamesForm(request.POST, suggestions=questions_of(found))
    if not form.is_valid():
        return _page(request, found, form)
    try:
        accept_import(found, form.is_same, by=request.user)
    except Refused as error:
        return _page(request, found, form, refused=str(error))
    messages.success(request, f"{found} is imported.")
    return redirect("project", found.project_id)


@require_POST
def discard(request: HttpRequest, import_id: UUID) -> HttpResponse:
    found = _waiting(import_for(request.user, import_id, role=Role.EDITOR))
    discard_import(found, by=request.user)
    messages.success(request, "Nothing was changed.")
    return redirect("project", found.project_id)


def _waiting(found: Import) -> Import:
    """Only what somebody is to decide about can be looked at."""
    if not found.awaits_review:
        raise Http404
    return found


def _page(
    request: HttpRequest, found: Import, form: RenamesForm, *, refused: str = ""
) -> HttpResponse:
    is_valid = form.is_valid()
    update = update_of(found, form.is_same if is_valid else form.is_likely)
    refused = refused or ("" if is_valid else BAD_ANSWER)
    context = {
        "import": found,
        "project": found.project,
        "branch": found.project.main,
        "can_edit": Role(found.your_role).allows(Role.EDITOR),
        "questions": form.questions(update.accepted),
        "answers": form.answers(update.accepted),
        "refused": refused,
        "update": update,
        "counts": counts(update.told),
        "groups": groups(update.now, update.after, update.told),
        "kept": _kept(update),
        "lost": _lost(update),
        "report": found.report,
    }
    context["query"] = urlencode(context["answers"])
    return render(request, TEMPLATE, context, status=422 if refused else 200)


def _kept(update: Update) -> int:
    """How many tables and views stay where they are."""
    now = {thing.id for thing in (*update.now.tables, *update.now.views)}
    return len(now & {thing.id for thing in (*update.after.tables, *update.after.views)})


def _lost(update: Update) -> list[str]:
    """Tables whose rows would go, since a script of a part of a database drops the rest."""
    gone = [table for table in update.now.tables if table.id not in update.after.tables_by_id]
    return sorted(f"{table.schema}.{table.name}" for table in gone)
