"""GET and POST /branches/<id>/types/<id>/, its removal, and /types/."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import HttpResponse

from schemas.actions.edits import apply_changes
from schemas.engine.changes import AlterObject
from schemas.engine.model import UserType
from schemas.models import Branch, TypeDefinition
from schemas.models.mapping import load_schema
from tests.cast import Cast, client_of
from tests.views.panels import fill_in, open_panel
from tests.views.shop import ADDRESS, CENTS, STATE, STATUS


def alter(cast: Cast, branch: Branch, id: UUID, **values: str) -> HttpResponse:
    client, url = client_of(cast.editor), f"/branches/{branch.id}/types/{id}/"
    return fill_in(client, open_panel(client, url), url, **values)


def found(branch: Branch, id: UUID) -> UserType:
    return load_schema(branch).objects_by_id[id]


@pytest.mark.parametrize(
    "labels", [("new", "paid", "sent"), ("paid", "new"), ("new", "settled"), ("it's \\n", "a\nb")]
)
def test_labels_are_added_renamed_and_reordered(
    cast: Cast, shop: Branch, labels: tuple[str, ...]
) -> None:
    lines = [label.replace("\\", "\\\\").replace("\n", "\\n") for label in labels]
    response = alter(cast, shop, STATUS, labels="\r\n".join(lines))
    assert response.status_code == 200
    assert found(shop, STATUS).labels == labels
    assert alter(cast, shop, STATUS, comment="Of an order.").status_code == 200
    assert found(shop, STATUS).labels == labels


@pytest.mark.parametrize(
    ("labels", "reason"), [("new\nnew", "is there twice"), ("é" * 32, "is too long")]
)
def test_labels_that_cannot_be_are_refused(
    cast: Cast, shop: Branch, labels: str, reason: str
) -> None:
    response = alter(cast, shop, STATUS, labels=labels)
    assert response.status_code == 422
    assert reason in response.content.decode()


def test_two_people_who_alter_the_labels_are_asked(cast: Cast, shop: Branch) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/types/{STATUS}/"
    seen = open_panel(client, url)
    apply_changes(shop, [AlterObject(object=STATUS, set={"labels": ("new",)})], by=cast.owner)
    assert fill_in(client, seen, url, labels="new\npaid\nsent").status_code == 409
    assert found(shop, STATUS).labels == ("new",)


def test_a_renamed_type_keeps_its_columns(cast: Cast, shop: Branch) -> None:
    assert alter(cast, shop, STATUS, name="order state").status_code == 200
    columns = [c for t in load_schema(shop).tables for c in t.columns if c.id == STATE]
    assert [column.type for column in columns] == ['public."order state"']


def test_a_domain_takes_another_type(cast: Cast, shop: Branch) -> None:
    assert alter(cast, shop, CENTS, type="numeric(12)", default="0").status_code == 200
    domain = found(shop, CENTS)
    assert (domain.type, domain.default) == ("numeric(12,0)", "0")


@pytest.mark.parametrize("type", ["", "strng", "serial"])
def test_a_domain_needs_a_type(cast: Cast, shop: Branch, type: str) -> None:
    assert alter(cast, shop, CENTS, type=type).status_code == 422


def test_attributes_are_a_name_and_a_type_a_line(cast: Cast, shop: Branch) -> None:
    lines = 'street text\n"House Number" int4\nsince timestamptz'
    assert alter(cast, shop, ADDRESS, attributes=lines).status_code == 200
    assert [(a.name, a.type) for a in found(shop, ADDRESS).attributes] == [
        ("street", "text"),
        ("House Number", "integer"),
        ("since", "timestamp with time zone"),
    ]


@pytest.mark.parametrize("lines", ["street", "street strng", "a text\na text"])
def test_attributes_that_cannot_be_are_refused(cast: Cast, shop: Branch, lines: str) -> None:
    assert alter(cast, shop, ADDRESS, attributes=lines).status_code == 422


@pytest.mark.parametrize("kind", ["enum", "domain", "composite"])
def test_a_new_type_comes_with_its_panel(cast: Cast, shop: Branch, kind: str) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/types/"
    response = fill_in(client, open_panel(client, url), url, kind=kind, name="mood")
    assert response.status_code == 200
    assert "mood" in response.content.decode()
    assert TypeDefinition.objects.get(branch=shop, name="mood").schema == "public"


@pytest.mark.parametrize("values", [{"name": ""}, {"name": "status"}, {"kind": "range"}])
def test_a_new_type_that_cannot_be_is_refused(
    cast: Cast, shop: Branch, values: dict[str, str]
) -> None:
    client, url = client_of(cast.editor), f"/branches/{shop.id}/types/"
    posted = {"kind": "enum", "name": "mood", **values}
    assert client.post(url, posted, headers={"HX-Request": "true"}).status_code == 422


def test_a_type_that_nothing_needs_can_be_removed(cast: Cast, shop: Branch) -> None:
    client_of(cast.editor).post(f"/branches/{shop.id}/types/{ADDRESS}/removal/")
    assert not TypeDefinition.objects.filter(branch=shop, object_id=ADDRESS).exists()


def test_a_type_that_a_column_has_is_not_removed_in_silence(cast: Cast, shop: Branch) -> None:
    response = client_of(cast.editor).post(
        f"/branches/{shop.id}/types/{STATUS}/removal/", headers={"HX-Request": "true"}
    )
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
