"""Scripts on their way into a project: how far they are, and what became of them."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from designer.access import import_for, project_for
from designer.forms.scripts import ImportForm, submitted
from designer.progress import progress_of
from designer.views.import_reviews import show_review
from schemas.actions.imports import has_a_design, start_import
from schemas.engine.errors import Refused
from schemas.models import Import, Project, Role

LONGEST_EDITABLE = 1_000_000
"""Bytes; a browser is slow to show a longer text in a form."""
LINES_BEFORE, LINES_AFTER = 6, 8
LONGEST_LINE = 400
QUERY_CANCELED = "57014"
RAN_TOO_LONG = (
    "It ran too long and was stopped. Leave out what loops, waits or fills tables: "
    "only the schema matters."
)
SINGULARS = {
    "domains and composite types": "domain or composite type",
    "indexes": "index",
    "policies": "policy",
}
FIRST = ("tables", "columns", "foreign keys", "primary keys", "indexes", "views", "enums")


class Excerpt(NamedTuple):
    first: int
    text: str


@require_safe
def show_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    found = import_for(request.user, import_id)
    if found.awaits_review:
        return show_review(request, found)
    context = {
        "import": found,
        "project": found.project,
        "can_edit": Role(found.your_role).allows(Role.EDITOR),
        "figures": figures(found.report["structured"]) if found.report else [],
        "is_empty": not has_a_design(found.project),
        "refusal": found.refusal,
        "hint": hint(found.refusal) if found.refusal else "",
        "excerpt": excerpt(found) if found.refusal and found.refusal["line"] else None,
        **progress_of(found),
    }
    return render(request, "imports/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest, project_id: UUID) -> HttpResponse:
    project = project_for(request.user, project_id, role=Role.EDITOR)
    last = _last_import(request, project)
    text = _editable_text(last)
    initial = {"sql": text, "format": last.format} if last else {}
    form = ImportForm(*submitted(request), initial=initial)
    if form.is_valid():
        try:
            return redirect("import", _start(project, form, by=request.user).id)
        except Refused as error:
            form.add_error(None, str(error))
    context = {
        "form": form,
        "project": project,
        "is_update": has_a_design(project),
        "is_too_long_to_edit": last and text is None,
    }
    return render(request, "imports/new.html", context, status=422 if form.is_bound else 200)


def _start(project: Project, form: ImportForm, *, by: AbstractBaseUser) -> Import:
    return start_import(project, script=form.script, by=by)


def figures(structured: dict[str, int]) -> list[tuple[int, str]]:
    """How many of what, in the order in which people ask; a kind not in FIRST comes last."""
    kinds = sorted(structured, key=lambda kind: (kind not in FIRST, _rank(kind)))
    return [(structured[kind], _singular(kind, structured[kind])) for kind in kinds]


def _rank(kind: str) -> int:
    return FIRST.index(kind) if kind in FIRST else 0


def _singular(kind: str, count: int) -> str:
    return SINGULARS.get(kind, kind.removesuffix("s")) if count == 1 else kind


def hint(refusal: dict[str, Any]) -> str:
    """What to do about it: PostgreSQL's own hint, or ours where it has none."""
    ours = RAN_TOO_LONG if refusal["sqlstate"] == QUERY_CANCELED else ""
    return refusal["hint"] or ours


def excerpt(found: Import) -> Excerpt:
    """The lines around the one that was refused."""
    lines = found.script.decode(errors="replace").split("\n")
    start = max(0, found.refusal["line"] - 1 - LINES_BEFORE)
    shown = lines[start : found.refusal["line"] + LINES_AFTER]
    return Excerpt(start + 1, "\n".join(line[:LONGEST_LINE] for line in shown))


def _last_import(request: HttpRequest, project: Project) -> Import | None:
    """The import that `?from=` names, if it is one of this project."""
    try:
        return project.imports.filter(id=UUID(request.GET.get("from", ""))).first()
    except ValueError:
        return None


def _editable_text(last: Import | None) -> str | None:
    """What was tried last; None when there is nothing, or too much, or it is no text."""
    if last is None or len(script := last.script) > LONGEST_EDITABLE or b"\0" in script:
        return None
    return script.decode(errors="replace")
