"""Tables, their columns, triggers and policies, from catalog rows."""

from __future__ import annotations

from typing import Literal

from schemas.engine.model import (
    Column,
    Generated,
    Identity,
    NotNull,
    ObjectId,
    PartitionOf,
    Policy,
    SequenceOptions,
    Table,
    Trigger,
)
from schemas.engine.names import default_name
from schemas.sandbox.catalog.constraints import NamedNotNull, constraints_of, not_nulls
from schemas.sandbox.catalog.dependencies import Dependencies
from schemas.sandbox.catalog.indexes import indexes_of
from schemas.sandbox.catalog.rows import Catalog, Oid, Row, parameters

STORAGE = {"p": "PLAIN", "e": "EXTERNAL", "x": "EXTENDED", "m": "MAIN"}
COMPRESSION = {"p": "pglz", "l": "lz4"}
ENABLED: dict[str, Literal["ORIGIN", "DISABLED", "REPLICA", "ALWAYS"]] = {
    "O": "ORIGIN",
    "D": "DISABLED",
    "R": "REPLICA",
    "A": "ALWAYS",
}
COMMANDS: dict[str, Literal["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]] = {
    "*": "ALL",
    "r": "SELECT",
    "a": "INSERT",
    "w": "UPDATE",
    "d": "DELETE",
}
_REPLICA_IDENTITIES: dict[str, Literal["FULL", "NOTHING"]] = {"f": "FULL", "n": "NOTHING"}
_WIDEST = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}


def read_tables(catalog: Catalog, dependencies: Dependencies) -> tuple[Table, ...]:
    return tuple(read_table(catalog, dependencies, row) for row in catalog.tables())


def read_table(catalog: Catalog, dependencies: Dependencies, row: Row) -> Table:
    oid = row["oid"]
    parents = [parent for parent in catalog.parents[oid] if parent in catalog.relations]
    is_partition = row["bound"] is not None
    return Table(
        id=catalog.relation_id(oid),
        name=row["name"],
        schema=row["schema"],
        columns=_columns(catalog, row),
        constraints=constraints_of(catalog, oid),
        indexes=indexes_of(catalog, oid),
        triggers=triggers_of(catalog, dependencies, oid),
        policies=_policies(catalog, dependencies, oid),
        partition_by=row["partition_key"],
        partition_of=PartitionOf(parent=catalog.relation_id(parents[0]), bound=row["bound"])
        if is_partition
        else None,
        of_type=row["of_type"],
        access_method=row["access_method"],
        inherits=() if is_partition else tuple(catalog.relation_id(p) for p in parents),
        is_unlogged=row["persistence"] == "u",
        row_security=row["row_security"],
        force_row_security=row["force_row_security"],
        replica_identity=_REPLICA_IDENTITIES.get(row["replica_identity"]),
        storage_parameters=parameters(row["options"]) + parameters(row["toast_options"], "toast."),
        depends_on=dependencies.of(catalog.relation_id(oid)),
        comment=row["comment"] or "",
    )


def _columns(catalog: Catalog, table: Row) -> tuple[Column, ...]:
    required = not_nulls(catalog, table)
    return tuple(
        _column(catalog, table, row, required.get(row["number"]) or _not_null(catalog, table, row))
        for row in catalog.columns[table["oid"]]
    )


def _not_null(catalog: Catalog, table: Row, column: Row) -> NamedNotNull:
    """As far as PostgreSQL before 18 can tell: a parent's holds for its heirs too."""
    parents = (catalog.columns[parent] for parent in catalog.parents[table["oid"]])
    is_inherited = column["required"] and any(
        above["name"] == column["name"] and above["required"] for rows in parents for above in rows
    )
    return NamedNotNull(None, NotNull(is_local=not is_inherited))


def _column(catalog: Catalog, table: Row, row: Row, required: NamedNotNull) -> Column:
    generated = _generated(row)
    return Column(
        id=catalog.column_id(row["relation"], row["number"]),
        name=row["name"],
        type=row["type"],
        nullable=not row["required"],
        default=None if generated else row["expression"],
        identity=_identity(catalog, table, row),
        generated=generated,
        collation=row["collation"],
        storage=STORAGE[row["storage"]] if row["storage"] else None,
        compression=COMPRESSION.get(row["compression"]),
        statistics=row["statistics"],
        options=parameters(row["options"]),
        not_null_name=required.name,
        not_null=required.not_null,
        is_local=row["local"],
        comment=row["comment"] or "",
    )


def _generated(row: Row) -> Generated | None:
    if row["generated"] == "s":
        return Generated(expression=row["expression"])
    if row["generated"] == "v":
        return Generated(expression=row["expression"], storage="VIRTUAL")
    return None


def _identity(catalog: Catalog, table: Row, row: Row) -> Identity | None:
    if not row["identity"]:
        return None
    always = row["identity"] == "a"
    sequence = catalog.identity_sequences.get((table["oid"], row["number"]))
    if sequence is None:
        # A partition's identity column shares the sequence of its parent (from PostgreSQL 17).
        return Identity(always=always)
    relation = catalog.relations[sequence["relation"]]
    chosen = default_name(table["name"], [row["name"]], "seq")
    is_default = (relation["schema"], relation["name"]) == (table["schema"], chosen)
    return Identity(
        always=always,
        sequence_name=None if is_default else relation["name"],
        options=sequence_options(sequence),
        sequence_type=None if sequence["type"] == row["type"] else sequence["type"],
        is_unlogged=None
        if relation["persistence"] == table["persistence"]
        else relation["persistence"] == "u",
        comment=sequence["comment"] or "",
    )


def sequence_options(row: Row) -> SequenceOptions:
    """Options that differ from what PostgreSQL would choose for the type and direction."""
    widest, rises = _WIDEST[row["type"]], row["increment"] > 0
    minimum, maximum = (1, widest) if rises else (-widest - 1, -1)
    start = row["minimum"] if rises else row["maximum"]
    return SequenceOptions(
        start=_unless(row["start"], start),
        increment=_unless(row["increment"], 1),
        minimum=_unless(row["minimum"], minimum),
        maximum=_unless(row["maximum"], maximum),
        cache=_unless(row["cache"], 1),
        cycle=row["cycle"],
    )


def _unless(value: int, usual: int) -> int | None:
    return None if value == usual else value


def triggers_of(catalog: Catalog, dependencies: Dependencies, oid: Oid) -> tuple[Trigger, ...]:
    return tuple(
        Trigger(
            id=(trigger := catalog.child_id("trigger", oid, row["name"])),
            name=row["name"],
            definition=row["definition"],
            enabled=ENABLED[row["enabled"]],
            is_local=not row["is_clone"],
            depends_on=_without_own(catalog, dependencies, trigger, oid),
            comment=row["comment"] or "",
        )
        for row in catalog.triggers[oid]
    )


def _policies(catalog: Catalog, dependencies: Dependencies, oid: Oid) -> tuple[Policy, ...]:
    return tuple(
        Policy(
            id=(policy := catalog.child_id("policy", oid, row["name"])),
            name=row["name"],
            command=COMMANDS[row["command"]],
            is_permissive=row["permissive"],
            roles=tuple(row["roles"]),
            using=row["using"],
            check=row["check"],
            depends_on=_without_own(catalog, dependencies, policy, oid),
            comment=row["comment"] or "",
        )
        for row in catalog.policies[oid]
    )


def _without_own(
    catalog: Catalog, dependencies: Dependencies, child: ObjectId, relation: Oid
) -> tuple[ObjectId, ...]:
    own = catalog.relation_id(relation)
    return tuple(needed for needed in dependencies.of(child) if needed != own)
