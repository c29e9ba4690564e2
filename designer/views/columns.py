"""Columns of a table: added, altered, moved and removed; the answer is the table's panel."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from designer.access import branch_for
from designer.forms.columns import ColumnForm, NewColumnForm, PositionForm
from designer.views.panels import Outcome, perform, save
from designer.views.tables import table_or_404, table_panel
from schemas.engine.changes import DropColumn, MoveColumn
from schemas.engine.model import Column, Table
from schemas.engine.types import user_types
from schemas.models import Role


@require_POST
def add_column(request: HttpRequest, branch_id: UUID, table_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    schema, table = table_or_404(branch, table_id)
    form = NewColumnForm(request.POST, anchor="new-column", table=table, types=user_types(schema))
    return save(request, branch, form, table_panel(request, branch, table_id))


@require_POST
def column(request: HttpRequest, branch_id: UUID, table_id: UUID, column_id: UUID) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    schema, table = table_or_404(branch, table_id)
    form = ColumnForm(
        request.POST,
        anchor=f"column-{column_id}",
        table=table,
        column=column_or_404(table, column_id),
        types=user_types(schema),
    )
    return save(request, branch, form, table_panel(request, branch, table_id))


@require_POST
def move_column(
    request: HttpRequest, branch_id: UUID, table_id: UUID, column_id: UUID
) -> HttpResponse:
    """`position` counts from 0."""
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    _, table = table_or_404(branch, table_id)
    column_or_404(table, column_id)
    panel = table_panel(request, branch, table_id)
    form = PositionForm(request.POST, length=len(table.columns))
    if not form.is_valid():
        return panel.show(Outcome(422, refusal="A column cannot stand there."))
    position = form.cleaned_data["position"]
    change = MoveColumn(table=table_id, column=column_id, position=position)
    return perform(request, branch, change, panel, offers_undo=False)


@require_POST
def remove_column(
    request: HttpRequest, branch_id: UUID, table_id: UUID, column_id: UUID
) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    _, table = table_or_404(branch, table_id)
    column_or_404(table, column_id)
    panel = table_panel(request, branch, table_id, open="")
    return perform(request, branch, DropColumn(table=table_id, column=column_id), panel)


def column_or_404(table: Table, column_id: UUID) -> Column:
    if column_id not in table.columns_by_id:
        raise Http404
    return table.columns_by_id[column_id]
