"""The rows of the catalog, indexed, and the ids of what they stand for.

Ids are uuid5 of the caller's namespace, the kind and the qualified name: reading the same
database twice gives the same schema, to the last bit.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from schemas.engine.model import ObjectId

Row = dict[str, Any]
Oid = str
"""row_to_json writes an oid in quotes; column numbers are numbers."""
TABLE_KINDS = ("r", "p")
VIEW_KINDS = ("v", "m")


def name_id(namespace: UUID, kind: str, *path: str) -> ObjectId:
    """As `uuid5` of the standard library, whose checks cost more than the hash."""
    name = repr((kind, *path)).encode()
    digest = hashlib.sha1(namespace.bytes + name, usedforsecurity=False).digest()
    return UUID(bytes=digest[:16], version=5)


class Catalog:
    """All rows by the name of their query; objects that belong to an extension are not in it."""

    def __init__(self, rows: dict[str, list[Row]], namespace: UUID) -> None:
        self._rows, self._namespace = rows, namespace
        self.extension_of: dict[tuple[str, Oid], Oid] = {
            (row["class"], row["oid"]): row["extension"] for row in rows["members"]
        }
        self.types = {row["oid"]: row for row in self.own("types", "pg_type")}
        self.relations = {
            row["oid"]: row
            for row in self.own("relations", "pg_class")
            if row["oid"] not in self._extension_composites
        }

    def id_of(self, kind: str, *path: str) -> ObjectId:
        return name_id(self._namespace, kind, *path)

    def own(self, query: str, catalog: str) -> list[Row]:
        """Rows of a query without those that an extension brought, in order of their names."""
        rows = [
            row
            for row in self._rows.get(query, ())
            if (catalog, row["oid"]) not in self.extension_of
        ]
        return sorted(rows, key=lambda row: (row.get("schema") or "", row.get("name") or ""))

    def plain(self, query: str) -> list[Row]:
        return self._rows[query]

    def tables(self) -> list[Row]:
        return [row for row in self.relations.values() if row["kind"] in TABLE_KINDS]

    def relation_id(self, oid: Oid) -> ObjectId:
        row = self.relations[oid]
        return self.id_of("relation", row["schema"], row["name"])

    def column_id(self, relation: Oid, number: int) -> ObjectId:
        row = self.relations[relation]
        name = self.column_names[relation][number]
        return self.id_of("column", row["schema"], row["name"], name)

    def column_ids(self, relation: Oid, numbers: Iterable[int] | None) -> tuple[ObjectId, ...]:
        return tuple(self.column_id(relation, number) for number in numbers or ())

    def child_id(self, kind: str, relation: Oid, name: str) -> ObjectId:
        row = self.relations[relation]
        return self.id_of(kind, row["schema"], row["name"], name)

    @cached_property
    def _extension_composites(self) -> set[Oid]:
        """Of a composite type the extension owns the type alone, not the relation behind it."""
        return {
            row["relation"]
            for row in self._rows["types"]
            if ("pg_type", row["oid"]) in self.extension_of
        }

    @cached_property
    def column_names(self) -> dict[Oid, dict[int, str]]:
        names: dict[Oid, dict[int, str]] = defaultdict(dict)
        for row in self._rows["columns"]:
            names[row["relation"]][row["number"]] = row["name"]
        return names

    @cached_property
    def columns(self) -> dict[Oid, list[Row]]:
        return self._grouped("columns", lambda row: row["relation"])

    @cached_property
    def constraints(self) -> dict[Oid, list[Row]]:
        """By table; those of domains are under `domain_constraints`."""
        return self._grouped("constraints", lambda row: row["relation"])

    @cached_property
    def not_nulls(self) -> dict[Oid, dict[str, Row]]:
        """Table -> column name -> its NOT NULL constraint."""
        found: dict[Oid, dict[str, Row]] = defaultdict(dict)
        for row in self._rows["constraints"]:
            if row["kind"] == "n" and row["relation"] in self.column_names:
                column = self.column_names[row["relation"]][row["key"][0]]
                found[row["relation"]][column] = row
        return found

    @cached_property
    def domain_constraints(self) -> dict[Oid, list[Row]]:
        return self._grouped("constraints", lambda row: row["domain"])

    @cached_property
    def indexes(self) -> dict[Oid, list[Row]]:
        return self._grouped("indexes", lambda row: row["relation"])

    @cached_property
    def triggers(self) -> dict[Oid, list[Row]]:
        return self._grouped("triggers", lambda row: row["relation"])

    @cached_property
    def policies(self) -> dict[Oid, list[Row]]:
        return self._grouped("policies", lambda row: row["relation"])

    @cached_property
    def parents(self) -> dict[Oid, list[Oid]]:
        parents: dict[Oid, list[Oid]] = defaultdict(list)
        for row in self._rows["inherits"]:
            parents[row["child"]].append(row["parent"])
        return parents

    @cached_property
    def sequences(self) -> dict[Oid, Row]:
        return {row["relation"]: row for row in self._rows["sequences"]}

    @cached_property
    def identity_sequences(self) -> dict[tuple[Oid, int], Row]:
        """(table, column number) -> the sequence behind the identity column."""
        return {
            (row["owner"], row["owner_column"]): row
            for row in self._rows["sequences"]
            if row["is_identity"]
        }

    def _grouped(self, query: str, key: Callable[[Row], Oid]) -> dict[Oid, list[Row]]:
        groups: dict[Oid, list[Row]] = defaultdict(list)
        for row in self._rows[query]:
            groups[key(row)].append(row)
        for rows in groups.values():
            if "number" not in rows[0]:
                rows.sort(key=lambda row: row["name"])
        return groups


def parameters(options: Iterable[str] | None, prefix: str = "") -> tuple[tuple[str, str], ...]:
    """`{fillfactor=70,…}` as pairs, in the order that they were set in."""
    pairs = (option.partition("=") for option in options or ())
    return tuple((prefix + name, value) for name, _, value in pairs)
