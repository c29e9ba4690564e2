"""What every panel of the editor does: show itself, take a form, tell the canvas."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import trigger_client_event

from designer.forms.seen import ChangeForm, SeenForm
from designer.views.editor import editor_context
from designer.views.json_edits import LONGEST_SESSION
from schemas.actions.edits import Origin, apply_changes
from schemas.engine.changes import Change
from schemas.engine.errors import Conflict, TablewrightError
from schemas.models import Branch, Edit, Role

_PART = re.compile(r"[0-9a-z-]{1,40}")


@dataclass(frozen=True)
class Clash:
    """A field that someone else changed while this form was being filled in."""

    label: str
    now: Any
    wanted: Any


@dataclass(frozen=True)
class Question:
    """Whose value shall stand? Posting `again` to `action` insists on one's own."""

    clashes: list[Clash]
    action: str
    again: list[tuple[str, str]]


@dataclass(frozen=True)
class Outcome:
    """What became of a request, as far as its panel shows it."""

    status: int = 200
    bound: ChangeForm | None = None
    """A form with errors, in the place of the fresh one."""
    question: Question | None = None
    refusal: str = ""


FINE = Outcome()


@dataclass(frozen=True)
class Panel:
    url: str
    show: Callable[[Outcome], HttpResponse]
    """Renders it afresh from the rows."""


def show_panel(
    request: HttpRequest, branch: Branch, template: str, context: dict[str, Any], outcome: Outcome
) -> HttpResponse:
    """The panel alone for htmx, and within the whole editor for everyone else."""
    can_edit = Role(branch.your_role).allows(Role.EDITOR)
    context = {"branch": branch, "can_edit": can_edit, "outcome": outcome, **context}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, template, context, status=outcome.status)
    page = {**editor_context(branch), "panel_template": template, **context}
    return render(request, "editor/editor.html", page, status=outcome.status)


def save(
    request: HttpRequest,
    branch: Branch,
    form: ChangeForm,
    panel: Panel,
    *,
    done: Callable[[], Panel] | None = None,
) -> HttpResponse:
    """Make an edit of a form, and answer with the panel `done`, or else with the same one.

    A refusal shows the form again with its reason (422); a clash asks whose value shall stand
    (409).
    """
    if not form.is_valid():
        return panel.show(Outcome(422, bound=form))
    changes = form.to_changes()
    if not changes:
        return shown_again(request, panel)
    try:
        edit = apply_changes(branch, changes, by=request.user, origin=origin_of(request))
    except Conflict as conflict:
        return panel.show(Outcome(409, question=question_of(form, conflict, request.path)))
    except TablewrightError as refusal:
        form.add_error(None, str(refusal))
        return panel.show(Outcome(422, bound=form))
    return told(shown_again(request, done() if done else panel), edit)


def perform(
    request: HttpRequest,
    branch: Branch,
    change: Change,
    panel: Panel,
    *,
    done: Panel | None = None,
    offers_undo: bool = True,
) -> HttpResponse:
    """Make an edit of the change that a button stands for, and answer as `save` does."""
    try:
        edit = apply_changes(branch, [change], by=request.user, origin=origin_of(request))
    except TablewrightError as refusal:
        return panel.show(Outcome(422, refusal=str(refusal)))
    return told(shown_again(request, done or panel), edit, offers_undo=offers_undo)


def no_panel(branch: Branch) -> Panel:
    """What is left of a panel when its object is gone."""
    return Panel(reverse("branch", args=[branch.id]), lambda _: HttpResponse())


def shown_again(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The panel for htmx; its address for everyone else, so that a reload posts nothing twice."""
    return panel.show(FINE) if request.htmx else redirect(panel.url)


def told(response: HttpResponse, edit: Edit | None, *, offers_undo: bool = False) -> HttpResponse:
    """The canvas hears `tw:edited` and asks for the patch, unless nothing was changed.

    With `undo`, a sentence about the edit, it offers to take the edit back.
    """
    if edit is None:
        return response
    offer = {"undo": edit.summary} if offers_undo else {}
    return trigger_client_event(response, "tw:edited", {"seq": edit.seq, **offer})


def question_of(form: SeenForm, conflict: Conflict, action: str) -> Question:
    form.meet(conflict)
    clashes = [
        Clash(form.fields[name].label, form.initial.get(name), altered.now)
        for name, altered in form.altered.items()
        if altered.was != form.initial.get(name)
    ]
    return Question(clashes, action, list(form.insisting()))


def opened_part(request: HttpRequest) -> str:
    """Which part of a panel stands open: an id, or the name of an addition."""
    part = request.POST.get("open") or request.GET.get("open") or ""
    return part if _PART.fullmatch(part) else ""


def origin_of(request: HttpRequest) -> Origin:
    """Which browser tab this is, if it says so."""
    return Origin(request.headers.get("X-Session", "")[:LONGEST_SESSION])
