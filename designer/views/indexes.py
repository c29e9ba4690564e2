"""Indexes of a table; the answer is the table's panel."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from designer.access import branch_for
from designer.forms.indexes import IndexForm, NewIndexForm
from designer.views.panels import perform, save
from designer.views.tables import table_or_404, table_panel
from schemas.engine.changes import DropIndex
from schemas.engine.model import Index, Table
from schemas.models import Role


@require_POST
def add_index(request: HttpRequest, branch_id: UUID, table_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    _, table = table_or_404(branch, table_id)
    form = NewIndexForm(request.POST, anchor="new-index", table=table)
    panel = table_panel(request, branch, table_id, open="new-index")
    return save(
        request, branch, form, panel, done=lambda: table_panel(request, branch, table_id, open="")
    )


@require_POST
def index(request: HttpRequest, branch_id: UUID, table_id: UUID, index_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    _, table = table_or_404(branch, table_id)
    found = index_or_404(table, index_id)
    form = IndexForm(request.POST, anchor=f"form-{index_id}", table=table, index=found)
    return save(request, branch, form, table_panel(request, branch, table_id))


@require_POST
def remove_index(
    request: HttpRequest, branch_id: UUID, table_id: UUID, index_id: UUID
) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    _, table = table_or_404(branch, table_id)
    index_or_404(table, index_id)
    panel = table_panel(request, branch, table_id, open="")
    return perform(request, branch, DropIndex(table=table_id, index=index_id), panel)


def index_or_404(table: Table, index_id: UUID) -> Index:
    found = next((each for each in table.indexes if each.id == index_id), None)
    if found is None:
        raise Http404
    return found
