"""Keys and checks of a table; the answer is the table's panel."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from designer.access import branch_for
from designer.forms.constraints import NewCheckForm, NewKeyForm
from designer.table_panel import TablePanel
from designer.views.panels import perform, save
from designer.views.tables import table_or_404, table_panel
from schemas.engine.changes import DropConstraint
from schemas.engine.model import Constraint, ForeignKey, Table
from schemas.models import Role

ADDITIONS = {"new-key": NewKeyForm, "new-check": NewCheckForm}


@require_POST
def add_constraint(
    request: HttpRequest, branch_id: UUID, table_id: UUID, addition: str
) -> HttpResponse:
    """`addition` is new-key or new-check."""
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    _, table = table_or_404(branch, table_id)
    form = ADDITIONS[addition](request.POST, anchor=addition, table=table)
    panel = table_panel(request, branch, table_id, open=addition)
    return save(
        request, branch, form, panel, done=lambda: table_panel(request, branch, table_id, open="")
    )


@require_POST
def constraint(
    request: HttpRequest, branch_id: UUID, table_id: UUID, constraint_id: UUID
) -> HttpResponse:
    """A primary key, a unique constraint or a check; a relationship has a panel of its own."""
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    schema, table = table_or_404(branch, table_id)
    found = constraint_or_404(table, constraint_id)
    form = TablePanel(schema, table).form_for(found, request.POST)
    if form is None or isinstance(found, ForeignKey):
        raise Http404
    return save(request, branch, form, table_panel(request, branch, table_id))


@require_POST
def remove_constraint(
    request: HttpRequest, branch_id: UUID, table_id: UUID, constraint_id: UUID
) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    _, table = table_or_404(branch, table_id)
    constraint_or_404(table, constraint_id)
    panel = table_panel(request, branch, table_id, open="")
    change = DropConstraint(table=table_id, constraint=constraint_id)
    return perform(request, branch, change, panel)


def constraint_or_404(table: Table, constraint_id: UUID) -> Constraint:
    found = next((each for each in table.constraints if each.id == constraint_id), None)
    if found is None:
        raise Http404
    return found
