"""The outline: everything on the branch as a tree, for those who do not use the canvas."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from designer.access import branch_for
from schemas.engine.model import Kind
from schemas.models import Branch, EntityKind, Role, SqlObjectKind, TypeKind
from schemas.models.sql_object import OWNED

LONGEST_SEARCH = 200
ICONS = {
    EntityKind.TABLE: "table",
    EntityKind.VIEW: "view",
    EntityKind.MATERIALIZED_VIEW: "view",
    TypeKind.ENUM: "enum",
    TypeKind.DOMAIN: "enum",
    TypeKind.COMPOSITE: "enum",
    SqlObjectKind.NAMESPACE: "database",
}
PLURALS = {
    Kind.TYPE: "Range and base types",
    Kind.PRIVILEGES: "Privileges",
    Kind.DEFAULT_PRIVILEGES: "Default privileges",
    Kind.OPERATOR_CLASS: "Operator classes",
    Kind.OPERATOR_FAMILY: "Operator families",
    Kind.STATISTICS: "Statistics",
    Kind.TEXT_SEARCH_DICTIONARY: "Text search dictionaries",
}


class Item(NamedTuple):
    id: UUID
    name: str
    url: str
    icon: str
    on_canvas: bool


class Group(NamedTuple):
    title: str
    items: list[Item]


@gzip_page
@require_safe
def outline(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """`?q=` keeps what has the text in its name or schema."""
    branch = branch_for(request.user, branch_id)
    wanted = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    groups = [*_entities(branch, wanted), *_types(branch, wanted), *_others(branch, wanted)]
    context = {
        "branch": branch,
        "can_edit": Role(branch.your_role).allows(Role.EDITOR),
        "wanted": wanted,
        "groups": groups,
        "total": sum(len(group.items) for group in groups),
    }
    return render(request, "editor/outline/outline.html", context)


def _entities(branch: Branch, wanted: str) -> list[Group]:
    """Tables and views, by schema."""
    rows = branch.entity_rows.order_by("schema", "name")
    by_schema = defaultdict(list)
    for id, schema, name, kind in rows.values_list("object_id", "schema", "name", "kind"):
        if _fits(wanted, schema, name):
            url = reverse("table", args=[branch.id, id])
            by_schema[schema].append(Item(id, name, url, ICONS[kind], on_canvas=True))
    return [Group(schema, items) for schema, items in by_schema.items()]


def _types(branch: Branch, wanted: str) -> list[Group]:
    rows = branch.typedefinition_rows.order_by("schema", "name")
    items = [
        Item(id, name, reverse("type", args=[branch.id, id]), ICONS[kind], on_canvas=False)
        for id, schema, name, kind in rows.values_list("object_id", "schema", "name", "kind")
        if _fits(wanted, schema, name)
    ]
    return [Group("Types", items)] if items else []


def _others(branch: Branch, wanted: str) -> list[Group]:
    """Functions, sequences, extensions and so on."""
    rows = branch.sqlobject_rows.exclude(kind__in=OWNED).order_by("kind", "schema", "name")
    by_title = defaultdict(list)
    for id, schema, name, kind, attributes in rows.values_list(
        "object_id", "schema", "name", "kind", "attributes"
    ):
        if _fits(wanted, schema, name):
            url = reverse("object", args=[branch.id, id])
            item = Item(id, name, url, ICONS.get(kind, "code"), on_canvas=False)
            by_title[_title(kind, attributes)].append(item)
    return [Group(title, items) for title, items in sorted(by_title.items())]


def _title(kind: str, attributes: dict[str, str]) -> str:
    match SqlObjectKind(kind):
        case SqlObjectKind.NAMESPACE:
            return "Schemas"
        case SqlObjectKind.EXTENSION:
            return "Extensions"
        case SqlObjectKind.SEQUENCE:
            return "Sequences"
        case _:
            sql_kind = Kind(attributes["sql_kind"])
            return PLURALS.get(sql_kind, f"{sql_kind.value.capitalize()}s")


def _fits(wanted: str, schema: str, name: str) -> bool:
    return wanted.lower() in f"{schema}.{name}".lower()
