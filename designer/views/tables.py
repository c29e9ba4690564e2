"""Tables: the panel of one, adding one, removing one."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from designer.access import branch_for
from designer.forms.tables import NewTableForm, TableForm
from designer.table_panel import TablePanel
from designer.type_names import type_names
from designer.views.objects import object_panel
from designer.views.panels import (
    FINE,
    Outcome,
    Panel,
    no_panel,
    opened_part,
    perform,
    save,
    show_panel,
)
from schemas.engine.changes import DropTable
from schemas.engine.model import Schema, Table
from schemas.models import Branch, Role
from schemas.models.mapping import load_tables


@require_http_methods(["GET", "HEAD", "POST"])
def new_table(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    form = NewTableForm(request.POST or None, anchor="new-table")
    panel = Panel(reverse("tables", args=[branch.id]), partial(_show_new, request, branch, form))
    if request.method != "POST":
        return panel.show(FINE)
    return save(
        request, branch, form, panel, done=lambda: table_panel(request, branch, form.table.id)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, branch_id: UUID, table_id: UUID) -> HttpResponse:
    """`?open=` names the one part of the panel that is shown in full."""
    role = Role.EDITOR if request.method == "POST" else Role.VIEWER
    branch = branch_for(request.user, branch_id, role=role)
    if branch.entity_rows.views().filter(object_id=table_id).exists():
        return object_panel(request, branch, table_id).show(FINE)
    panel = table_panel(request, branch, table_id)
    if request.method != "POST":
        return panel.show(FINE)
    _, found = table_or_404(branch, table_id)
    form = TableForm(request.POST, anchor=f"table-{table_id}", table=found)
    return save(request, branch, form, panel)


@require_POST
def remove_table(request: HttpRequest, branch_id: UUID, table_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    table_or_404(branch, table_id)
    panel = table_panel(request, branch, table_id)
    return perform(request, branch, DropTable(table=table_id), panel, done=no_panel(branch))


def table_or_404(branch: Branch, table_id: UUID) -> tuple[Schema, Table]:
    """A table with those that relationships join to it, and every type."""
    schema = load_tables(branch, [table_id])
    found = schema.tables_by_id.get(table_id)
    if found is None:
        raise Http404
    return schema, found


def table_panel(
    request: HttpRequest, branch: Branch, table_id: UUID, *, open: str | None = None
) -> Panel:
    """`open` is what was open in the panel that is being answered, unless given."""
    part = opened_part(request) if open is None else open
    url = reverse("table", args=[branch.id, table_id])
    return Panel(
        f"{url}?open={part}" if part else url,
        partial(_show, request, branch, table_id, part),
    )


def _show(
    request: HttpRequest, branch: Branch, table_id: UUID, open: str, outcome: Outcome
) -> HttpResponse:
    schema, found = table_or_404(branch, table_id)
    context = {
        "panel": TablePanel(schema, found, open=open, bound=outcome.bound),
        "table": found,
        "type_names": type_names(schema),
        "namespaces": sorted({namespace.name for namespace in schema.namespaces}),
    }
    return show_panel(request, branch, "editor/panels/table.html", context, outcome)


def _show_new(
    request: HttpRequest, branch: Branch, form: NewTableForm, outcome: Outcome
) -> HttpResponse:
    return show_panel(request, branch, "editor/panels/new_table.html", {"form": form}, outcome)
