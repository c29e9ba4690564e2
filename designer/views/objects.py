"""Views, functions and everything else that the editor shows as PostgreSQL's own text."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from designer.access import branch_for
from designer.forms.objects import ObjectForm
from designer.views.panels import FINE, Outcome, Panel, no_panel, perform, save, show_panel
from schemas.engine.changes import DropObject
from schemas.engine.model import SqlObject, TopLevel, View
from schemas.engine.write.statements.objects import create_object, object_kind
from schemas.models import Branch, Role
from schemas.models.mapping import load_tables


@require_http_methods(["GET", "HEAD", "POST"])
def sql_object(request: HttpRequest, branch_id: UUID, object_id: UUID) -> HttpResponse:
    role = Role.EDITOR if request.method == "POST" else Role.VIEWER
    branch = branch_for(request.user, branch_id, role=role)
    panel = object_panel(request, branch, object_id)
    if request.method != "POST":
        return panel.show(FINE)
    found = object_or_404(branch, object_id)
    form = ObjectForm(request.POST, anchor=f"form-{object_id}", thing=found)
    return save(request, branch, form, panel)


@require_POST
def remove_object(request: HttpRequest, branch_id: UUID, object_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    object_or_404(branch, object_id)
    panel = object_panel(request, branch, object_id)
    return perform(request, branch, DropObject(object=object_id), panel, done=no_panel(branch))


def object_panel(request: HttpRequest, branch: Branch, object_id: UUID) -> Panel:
    url = reverse("object", args=[branch.id, object_id])
    return Panel(url, partial(_show, request, branch, object_id))


def object_or_404(branch: Branch, object_id: UUID) -> TopLevel:
    schema = load_tables(branch, [])
    if object_id not in schema.objects_by_id:
        raise Http404
    return schema.objects_by_id[object_id]


def _show(request: HttpRequest, branch: Branch, object_id: UUID, outcome: Outcome) -> HttpResponse:
    found = object_or_404(branch, object_id)
    context = {
        "thing": found,
        "kind": object_kind(found).capitalize(),
        "definition": ";\n\n".join(create_object(found)) + ";",
        "is_view": isinstance(found, View),
        "unverified": isinstance(found, SqlObject) and not found.is_verified,
        "form": outcome.bound or ObjectForm(anchor=f"form-{object_id}", thing=found),
    }
    return show_panel(request, branch, "editor/panels/object.html", context, outcome)
