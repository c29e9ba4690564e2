"""Constraints of tables and checks of domains, from catalog rows."""

from __future__ import annotations

from schemas.engine.model import (
    Action,
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    ObjectId,
    PrimaryKey,
    Unique,
)
from schemas.engine.names import default_name
from schemas.sandbox.catalog.rows import Catalog, Oid, Row

ACTIONS = {
    "a": Action.NO_ACTION,
    "r": Action.RESTRICT,
    "c": Action.CASCADE,
    "n": Action.SET_NULL,
    "d": Action.SET_DEFAULT,
}


def constraints_of(catalog: Catalog, relation: Oid) -> tuple[Constraint, ...]:
    """All but NOT NULL, which is a property of its column."""
    made = (_constraint(catalog, row) for row in catalog.constraints[relation])
    return tuple(constraint for constraint in made if constraint)


def domain_checks(catalog: Catalog, domain: Row) -> tuple[Check, ...]:
    rows = catalog.domain_constraints[domain["oid"]]
    return tuple(
        _check(row, catalog.id_of("domain check", domain["schema"], domain["name"], row["name"]))
        for row in rows
        if row["kind"] == "c"
    )


def custom_not_null_names(catalog: Catalog, table: Row) -> dict[int, str]:
    """Column number -> name of its NOT NULL constraint where it is not the usual one.

    One that is inherited has the name it has in the parent: that is how a script can tell.
    """
    names: dict[int, str] = {}
    for row in catalog.constraints[table["oid"]]:
        if row["kind"] == "n":
            number = row["key"][0]
            column = catalog.column_names[table["oid"]][number]
            if row["name"] != default_name(table["name"], [column], "not_null"):
                names[number] = row["name"]
    return names


def _constraint(catalog: Catalog, row: Row) -> Constraint | None:
    id = catalog.child_id("constraint", row["relation"], row["name"])
    match row["kind"]:
        case "p":
            return _primary_key(catalog, row, id)
        case "u":
            return _unique(catalog, row, id)
        case "c":
            return _check(row, id)
        case "f" if row["target"] in catalog.relations:
            return _foreign_key(catalog, row, id)
        case "x":
            return Exclusion(
                id=id,
                name=row["name"],
                definition=row["definition"],
                is_local=row["local"],
                comment=row["comment"] or "",
            )
        case _:
            return None


def _primary_key(catalog: Catalog, row: Row, id: ObjectId) -> PrimaryKey:
    return PrimaryKey(
        id=id,
        name=row["name"],
        columns=catalog.column_ids(row["relation"], row["key"]),
        include=catalog.column_ids(row["relation"], row["include"]),
        without_overlaps=row["period"],
        deferrable=row["deferrable"],
        initially_deferred=row["deferred"],
        is_local=row["local"],
        comment=row["comment"] or "",
    )


def _unique(catalog: Catalog, row: Row, id: ObjectId) -> Unique:
    return Unique(
        id=id,
        name=row["name"],
        columns=catalog.column_ids(row["relation"], row["key"]),
        include=catalog.column_ids(row["relation"], row["include"]),
        nulls_not_distinct=bool(row["nulls_not_distinct"]),
        without_overlaps=row["period"],
        deferrable=row["deferrable"],
        initially_deferred=row["deferred"],
        is_local=row["local"],
        comment=row["comment"] or "",
    )


def _check(row: Row, id: ObjectId) -> Check:
    return Check(
        id=id,
        name=row["name"],
        expression=row["expression"],
        no_inherit=row["no_inherit"],
        # An unenforced check counts as not validated; saying so twice would be a difference.
        validated=row["validated"] or not row["enforced"],
        enforced=row["enforced"],
        is_local=row["local"],
        comment=row["comment"] or "",
    )


def _foreign_key(catalog: Catalog, row: Row, id: ObjectId) -> ForeignKey:
    return ForeignKey(
        id=id,
        name=row["name"],
        columns=catalog.column_ids(row["relation"], row["key"]),
        target=catalog.relation_id(row["target"]),
        target_columns=catalog.column_ids(row["target"], row["target_key"]),
        on_delete=ACTIONS[row["on_delete"]],
        on_update=ACTIONS[row["on_update"]],
        on_delete_columns=catalog.column_ids(row["relation"], row["on_delete_key"]),
        match_full=row["match"] == "f",
        period=row["period"],
        deferrable=row["deferrable"],
        initially_deferred=row["deferred"],
        validated=row["validated"] or not row["enforced"],
        enforced=row["enforced"],
        is_local=row["local"],
        comment=row["comment"] or "",
    )
