"""Namespaces, extensions, types, sequences and views, from catalog rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict

from schemas.engine.model import (
    PUBLIC,
    Attribute,
    CompositeType,
    Domain,
    EnumType,
    Extension,
    Namespace,
    Sequence,
    TopLevel,
    View,
)
from schemas.engine.names import default_name
from schemas.engine.write.statements import COMMENT_OF_PUBLIC
from schemas.sandbox.catalog.constraints import domain_checks
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.indexes import indexes_of
from schemas.sandbox.catalog.rows import VIEW_KINDS, Catalog, Oid, Row, parameters
from schemas.sandbox.catalog.tables import COMPRESSION, STORAGE, sequence_options, triggers_of

_CHECK_OPTION = "check_option"
_CHECK_OPTIONS: dict[str, Literal["LOCAL", "CASCADED"]] = {
    "local": "LOCAL",
    "cascaded": "CASCADED",
}


def read_objects(catalog: Catalog, dependencies: Dependencies) -> Iterator[TopLevel]:
    """Everything structured that is no table, in a stable order."""
    for row in catalog.own("namespaces", "pg_namespace"):
        id = catalog.id_of("namespace", row["name"])
        usual = COMMENT_OF_PUBLIC if row["name"] == PUBLIC else None
        yield Namespace(id=id, name=row["name"], **_comment(row, usual))
    for row in sorted(catalog.plain("extensions"), key=lambda row: row["name"]):
        id = catalog.id_of("extension", row["name"])
        said = _comment(row, row["own_comment"])
        yield Extension(id=id, name=row["name"], schema=row["schema"], **said)
    for row in catalog.types.values():
        if row["kind"] == "e":
            yield _enum(catalog, row)
        elif row["kind"] == "d":
            yield _domain(catalog, dependencies, row)
    for row in catalog.relations.values():
        if row["kind"] == "c":
            yield _composite(catalog, dependencies, row)
        elif row["kind"] == "S" and not catalog.sequences[row["oid"]]["is_identity"]:
            yield _sequence(catalog, row)
        elif row["kind"] in VIEW_KINDS:
            yield _view(catalog, dependencies, row)


class _Comment(TypedDict):
    comment: str
    is_uncommented: bool


def _comment(row: Row, usual: str | None) -> _Comment:
    """The comment, unless it is the usual one: that is nobody's."""
    comment = row["comment"] or ""
    is_uncommented = bool(usual) and not comment
    return {"comment": "" if comment == usual else comment, "is_uncommented": is_uncommented}


def _enum(catalog: Catalog, row: Row) -> EnumType:
    return EnumType(
        id=catalog.id_of("type", row["schema"], row["name"]),
        name=row["name"],
        schema=row["schema"],
        labels=tuple(row["labels"] or ()),
        comment=row["comment"] or "",
    )


def _domain(catalog: Catalog, dependencies: Dependencies, row: Row) -> Domain:
    id = catalog.id_of("type", row["schema"], row["name"])
    return Domain(
        id=id,
        name=row["name"],
        schema=row["schema"],
        type=row["base"],
        nullable=not row["required"],
        not_null_name=_domain_not_null_name(catalog, row),
        not_null_comment=next((n["comment"] or "" for n in _domain_not_nulls(catalog, row)), ""),
        default=row["default_text"],
        collation=row["collation"],
        checks=domain_checks(catalog, row),
        depends_on=dependencies.of(id),
        comment=row["comment"] or "",
    )


def _domain_not_nulls(catalog: Catalog, domain: Row) -> list[Row]:
    """At most one; PostgreSQL has them from 17 on."""
    return [row for row in catalog.domain_constraints[domain["oid"]] if row["kind"] == "n"]


def _domain_not_null_name(catalog: Catalog, domain: Row) -> str | None:
    usual = default_name(domain["name"], [], "not_null")
    names = (row["name"] for row in _domain_not_nulls(catalog, domain))
    return next((name for name in names if name != usual), None)


def _composite(catalog: Catalog, dependencies: Dependencies, row: Row) -> CompositeType:
    id = catalog.relation_id(row["oid"])
    # `COMMENT ON TYPE` of a composite hangs on the type, not on its relation.
    comment = next(
        (y["comment"] for y in catalog.types.values() if y["relation"] == row["oid"]), None
    )
    return CompositeType(
        id=id,
        name=row["name"],
        schema=row["schema"],
        attributes=_attributes(catalog, row["oid"]),
        depends_on=dependencies.of(id),
        comment=comment or "",
    )


def _attributes(catalog: Catalog, relation: Oid) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(
            name=row["name"],
            type=row["type"],
            collation=row["collation"],
            default=row["expression"],
            storage=STORAGE[row["storage"]] if row["storage"] else None,
            compression=COMPRESSION.get(row["compression"]),
            statistics=row["statistics"],
            options=parameters(row["options"]),
            comment=row["comment"] or "",
        )
        for row in catalog.columns[relation]
    )


def _sequence(catalog: Catalog, row: Row) -> Sequence:
    sequence = catalog.sequences[row["oid"]]
    owner, column = sequence["owner"], sequence["owner_column"]
    return Sequence(
        id=catalog.relation_id(row["oid"]),
        name=row["name"],
        schema=row["schema"],
        type=sequence["type"],
        options=sequence_options(sequence),
        is_unlogged=row["persistence"] == "u",
        owned_by=(catalog.relation_id(owner), catalog.column_id(owner, column))
        if owner in catalog.relations and column
        else None,
        comment=row["comment"] or "",
    )


def _view(catalog: Catalog, dependencies: Dependencies, row: Row) -> View:
    id = catalog.relation_id(row["oid"])
    options = parameters(row["options"]) + parameters(row["toast_options"], "toast.")
    check = dict(options).get(_CHECK_OPTION)
    return View(
        id=id,
        name=row["name"],
        schema=row["schema"],
        definition=row["query"].strip().removesuffix(";"),
        is_materialized=row["kind"] == "m",
        access_method=row["access_method"],
        columns=_attributes(catalog, row["oid"]),
        options=tuple(option for option in options if option[0] != _CHECK_OPTION),
        check_option=_CHECK_OPTIONS[check] if check else None,
        indexes=indexes_of(catalog, row["oid"]),
        triggers=triggers_of(catalog, dependencies, row["oid"]),
        is_populated=row["populated"],
        depends_on=dependencies.of(id),
        comment=row["comment"] or "",
    )
