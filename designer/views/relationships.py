"""Relationships: drawn from a table's panel, and with a panel of their own."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from designer.access import branch_for
from designer.forms.relationships import NewRelationshipForm, RelationshipForm
from designer.table_panel import Link
from designer.views.panels import FINE, Outcome, Panel, no_panel, perform, save, show_panel
from designer.views.tables import table_or_404, table_panel
from schemas.engine.changes import DropConstraint
from schemas.engine.model import ObjectId, PrimaryKey, Schema, Table, Unique
from schemas.models import Branch, Constraint, ConstraintKind, Role
from schemas.models.mapping import load_tables

REFERENCEABLE = [ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE]


@require_http_methods(["GET", "HEAD", "POST"])
def new_relationship(request: HttpRequest, branch_id: UUID, table_id: UUID) -> HttpResponse:
    """First the key to refer to (`?key=` its id), then the columns that do."""
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    key = _key_or_404(branch, request.POST.get("key") or request.GET.get("key"))
    schema = load_tables(branch, [table_id, *([key.entity.object_id] if key else [])])
    form = _new_form(request, schema, table_id, key)
    url = reverse("relationships", args=[branch.id, table_id])
    panel = Panel(url, partial(_show_new, request, branch, schema.tables_by_id[table_id], form))
    if request.method != "POST" or form is None:
        return panel.show(FINE)
    return save(
        request, branch, form, panel, done=lambda: table_panel(request, branch, table_id, open="")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def relationship(request: HttpRequest, branch_id: UUID, relationship_id: UUID) -> HttpResponse:
    role = Role.EDITOR if request.method == "POST" else Role.VIEWER
    branch = branch_for(request.user, branch_id, role=role)
    panel = relationship_panel(request, branch, relationship_id)
    if request.method != "POST":
        return panel.show(FINE)
    table, link = _link_or_404(branch, relationship_id)
    return save(request, branch, _form(table, link, request), panel)


@require_POST
def remove_relationship(
    request: HttpRequest, branch_id: UUID, relationship_id: UUID
) -> HttpResponse:
    branch = branch_for(request.user, branch_id, role=Role.EDITOR)
    table, _ = _link_or_404(branch, relationship_id)
    panel = relationship_panel(request, branch, relationship_id)
    change = DropConstraint(table=table.id, constraint=relationship_id)
    return perform(request, branch, change, panel, done=no_panel(branch))


def relationship_panel(request: HttpRequest, branch: Branch, relationship_id: UUID) -> Panel:
    url = reverse("relationship", args=[branch.id, relationship_id])
    return Panel(url, partial(_show, request, branch, relationship_id))


def _show(
    request: HttpRequest, branch: Branch, relationship_id: UUID, outcome: Outcome
) -> HttpResponse:
    table, link = _link_or_404(branch, relationship_id)
    form = outcome.bound or _form(table, link)
    context = {"table": table, "link": link, "form": form}
    return show_panel(request, branch, "editor/panels/relationship.html", context, outcome)


def _form(table: Table, link: Link, request: HttpRequest | None = None) -> RelationshipForm:
    return RelationshipForm(
        request.POST if request else None,
        anchor=f"form-{link.key.id}",
        table=table,
        constraint=link.key,
    )


def _link_or_404(branch: Branch, relationship_id: UUID) -> tuple[Table, Link]:
    rows = branch.relationship_rows.filter(object_id=relationship_id)
    table_id = rows.values_list("entity__object_id", flat=True).first()
    if table_id is None:
        raise Http404
    schema, table = table_or_404(branch, table_id)
    key = next(key for key in table.foreign_keys if key.id == relationship_id)
    return table, Link.outgoing(schema, table, key)


# Adding one


def _show_new(
    request: HttpRequest,
    branch: Branch,
    table: Table,
    form: NewRelationshipForm | None,
    outcome: Outcome,
) -> HttpResponse:
    context = {
        "table": table,
        "form": outcome.bound or form,
        "chosen": str(form.key.id) if form else "",
        "keys": _keys(branch),
    }
    return show_panel(request, branch, "editor/panels/new_relationship.html", context, outcome)


def _new_form(
    request: HttpRequest, schema: Schema, table_id: UUID, key: Constraint | None
) -> NewRelationshipForm | None:
    if table_id not in schema.tables_by_id:
        raise Http404
    if key is None:
        return None
    target = schema.tables_by_id[key.entity.object_id]
    return NewRelationshipForm(
        request.POST if request.method == "POST" else None,
        anchor="new-relationship",
        table=schema.tables_by_id[table_id],
        target=target,
        key=_key_of(target, key.object_id),
    )


def _key_of(target: Table, id: ObjectId) -> PrimaryKey | Unique:
    return next(each for each in target.constraints if each.id == id)


def _key_or_404(branch: Branch, id: str | None) -> Constraint | None:
    if not id:
        return None
    try:
        rows = branch.constraint_rows.filter(object_id=UUID(id), kind__in=REFERENCEABLE)
    except ValueError:
        raise Http404 from None
    found = rows.select_related("entity").first()
    if found is None:
        raise Http404
    return found


def _keys(branch: Branch) -> list[tuple[str, str]]:
    """Every key that can be referred to: its id, and `schema.table (columns)`."""
    columns = dict(branch.column_rows.values_list("object_id", "name"))
    rows = branch.constraint_rows.filter(kind__in=REFERENCEABLE)
    found = rows.order_by("entity__schema", "entity__name", "kind", "name").values_list(
        "object_id", "entity__schema", "entity__name", "columns"
    )
    return [
        (str(id), f"{schema}.{table} ({', '.join(columns[each] for each in ids)})")
        for id, schema, table, ids in found
    ]
