"""Constraints of tables and checks of domains, from catalog rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.engine.model import (
    Action,
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    KeyIndex,
    NotNull,
    ObjectId,
    PrimaryKey,
    Unique,
)
from schemas.engine.names import default_name
from schemas.sandbox.catalog.rows import Catalog, Oid, Row, parameters

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


@dataclass(frozen=True, slots=True)
class NamedNotNull:
    """The NOT NULL of a column, with its name where that is not the usual one."""

    name: str | None
    not_null: NotNull


def not_nulls(catalog: Catalog, table: Row) -> dict[int, NamedNotNull]:
    """Column number -> its NOT NULL constraint; PostgreSQL has them from 18 on.

    The usual name is the parent's for one that comes from a parent alone.
    """
    found: dict[int, NamedNotNull] = {}
    for row in catalog.not_nulls[table["oid"]].values():
        number = row["key"][0]
        usual = next(_names_in_parents(catalog, table["oid"], row), None)
        if row["local"] or usual is None:
            column = catalog.column_names[table["oid"]][number]
            usual = default_name(table["name"], [column], "not_null")
        found[number] = NamedNotNull(
            None if row["name"] == usual else row["name"],
            NotNull(
                no_inherit=row["no_inherit"],
                validated=row["validated"],
                is_local=row["local"],
                comment=row["comment"] or "",
            ),
        )
    return found


def _names_in_parents(catalog: Catalog, table: Oid, row: Row) -> Iterator[str]:
    column = catalog.column_names[table][row["key"][0]]
    for parent in catalog.parents[table]:
        above = catalog.not_nulls[parent].get(column)
        if above and not above["no_inherit"]:
            yield above["name"]


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
                index=replace(_key_index(row), storage_parameters=()),
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
        index=_key_index(row),
        is_local=row["local"],
        comment=row["comment"] or "",
    )


def _key_index(row: Row) -> KeyIndex:
    return KeyIndex(
        storage_parameters=parameters(row["index_options"]),
        is_clustered=row["is_clustered"],
        is_replica_identity=row["is_replica_identity"],
        is_valid=row["index_valid"],
        comment=row["index_comment"] or "",
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
        index=_key_index(row),
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
