"""What is selected on the diagram of an old version, for looking only."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from designer.access import version_for
from schemas.engine.model import (
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)


@require_safe
def show_table(request: HttpRequest, version_id: UUID, object_id: UUID) -> HttpResponse:
    """A table or a view of a version, as a panel."""
    schema = version_for(request.user, version_id).schema
    if table := schema.tables_by_id.get(object_id):
        keys = [(key.name, spelled(schema, table, key)) for key in table.constraints]
        return render(request, "versions/_table.html", {"table": table, "constraints": keys})
    view = next((view for view in schema.views if view.id == object_id), None)
    if view is None:
        raise Http404
    return render(request, "versions/_view.html", {"view": view})


def spelled(schema: Schema, table: Table, constraint: Constraint) -> str:
    """A constraint in one line, for reading: `orders (user_id) → users (id)`."""
    match constraint:
        case PrimaryKey(columns=columns):
            return f"PRIMARY KEY ({_names(table, columns)})"
        case Unique(columns=columns):
            return f"UNIQUE ({_names(table, columns)})"
        case Check(expression=expression):
            return f"CHECK ({expression})"
        case Exclusion(definition=definition):
            return definition
        case ForeignKey():
            target = schema.tables_by_id[constraint.target]
            here = _names(table, constraint.columns)
            there = _names(target, constraint.target_columns)
            return f"({here}) → {target.schema}.{target.name} ({there})"


def _names(table: Table, columns: tuple[UUID, ...]) -> str:
    return ", ".join(table.column_names(columns))
