"""Enums, domains and composite types."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from designer.access import branch_for
from designer.forms.types import CompositeForm, DomainForm, EnumForm, NewTypeForm, TypeForm
from designer.type_names import type_names
from designer.views.panels import FINE, Outcome, Panel, no_panel, perform, save, show_panel
from schemas.engine.changes import DropObject
from schemas.engine.model import CompositeType, Domain, EnumType, Schema, UserType
from schemas.engine.types import user_types
from schemas.engine.write.statements.objects import create_object
from schemas.models import Branch, Role
from schemas.models.mapping import load_tables

FORMS: dict[type[UserType], type[TypeForm]] = {
    EnumType: EnumForm,
    Domain: DomainForm,
    CompositeType: CompositeForm,
}

KINDS: dict[type[UserType], str] = {
    EnumType: "Enum",
    Domain: "Domain",
    CompositeType: "Composite type",
}


@require_safe
def names(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """What a column's type may be, as the options of a list."""
    branch = branch_for(request.user, branch_id)
    context = {"column_types": type_names(load_tables(branch, []))}
    return render(request, "editor/_type_names.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_type(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    form = NewTypeForm(request.POST or None, anchor="new-type")
    panel = Panel(reverse("types", args=[branch.id]), partial(_show_new, request, branch, form))
    if request.method != "POST":
        return panel.show(FINE)
    return save(
        request, branch, form, panel, done=lambda: type_panel(request, branch, form.type.id)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def type_definition(request: HttpRequest, branch_id: UUID, type_id: UUID) -> HttpResponse:
    role = Role.EDITOR if request.method == "POST" else Role.VIEWER
    branch = branch_for(request.user, branch_id, role=role)
    panel = type_panel(request, branch, type_id)
    if request.method != "POST":
        return panel.show(FINE)
    return save(request, branch, _form(*type_or_404(branch, type_id), request.POST), panel)


@require_POST
def remove_type(request: HttpRequest, branch_id: UUID, type_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    type_or_404(branch, type_id)
    panel = type_panel(request, branch, type_id)
    return perform(request, branch, DropObject(object=type_id), panel, done=no_panel(branch))


def type_panel(request: HttpRequest, branch: Branch, type_id: UUID) -> Panel:
    url = reverse("type", args=[branch.id, type_id])
    return Panel(url, partial(_show, request, branch, type_id))


def type_or_404(branch: Branch, type_id: UUID) -> tuple[Schema, UserType]:
    schema = load_tables(branch, [])
    found = schema.objects_by_id.get(type_id)
    if not isinstance(found, UserType):
        raise Http404
    return schema, found


def _show(request: HttpRequest, branch: Branch, type_id: UUID, outcome: Outcome) -> HttpResponse:
    schema, found = type_or_404(branch, type_id)
    context = {
        "thing": found,
        "kind": KINDS[type(found)],
        "definition": ";\n\n".join(create_object(found)) + ";",
        "form": outcome.bound or _form(schema, found),
        "type_names": type_names(schema),
    }
    return show_panel(request, branch, "editor/panels/type.html", context, outcome)


def _show_new(
    request: HttpRequest, branch: Branch, form: NewTypeForm, outcome: Outcome
) -> HttpResponse:
    return show_panel(request, branch, "editor/panels/new_type.html", {"form": form}, outcome)


def _form(schema: Schema, thing: UserType, data: QueryDict | None = None) -> TypeForm:
    anchor = f"form-{thing.id}"
    return FORMS[type(thing)](data, anchor=anchor, thing=thing, types=user_types(schema))
