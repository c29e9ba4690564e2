"""What each object of a design needs, from `pg_depend`.

pg_depend speaks of parts (a default, a rule, an index, an array type); a design speaks of whole
objects, triggers and policies. Each part is mapped to its holder on both sides.
"""

from __future__ import annotations

from collections import defaultdict

from schemas.engine.model import ObjectId
from schemas.sandbox.catalog.rows import Catalog, Oid

Part = tuple[str, Oid]
"""(catalog, oid), such as ("pg_proc", "16420")."""

_VERBATIM = {
    "functions": ("pg_proc", "function"),
    "languages": ("pg_language", "language"),
    "transforms": ("pg_transform", "transform"),
    "statistics": ("pg_statistic_ext", "statistics"),
    "operators": ("pg_operator", "operator"),
    "operator_classes": ("pg_opclass", "operator class"),
    "operator_families": ("pg_opfamily", "operator family"),
    "access_methods": ("pg_am", "access method"),
    "casts": ("pg_cast", "cast"),
    "conversions": ("pg_conversion", "conversion"),
    "collations": ("pg_collation", "collation"),
    "parsers": ("pg_ts_parser", "text search parser"),
    "templates": ("pg_ts_template", "text search template"),
    "dictionaries": ("pg_ts_dict", "text search dictionary"),
    "configurations": ("pg_ts_config", "text search configuration"),
    "wrappers": ("pg_foreign_data_wrapper", "foreign data wrapper"),
    "servers": ("pg_foreign_server", "server"),
    "user_mappings": ("pg_user_mapping", "user mapping"),
    "publications": ("pg_publication", "publication"),
    "subscriptions": ("pg_subscription", "subscription"),
    "event_triggers": ("pg_event_trigger", "event trigger"),
}
_MEMBERS = {
    "pg_amop": ("pg_opclass", "pg_opfamily"),
    "pg_amproc": ("pg_opclass", "pg_opfamily"),
    "pg_publication_rel": ("pg_publication",),
}
"""Parts that depend on what they are part of: class -> catalogs of the whole."""

_IDENTITY = (
    *("schema", "name", "arguments", "leftarg", "rightarg", "source", "target"),
    *("method", "type", "language", "user", "server"),
)


class Dependencies:
    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.holders: dict[Part, ObjectId] = {}
        self._tables = {catalog.relation_id(row["oid"]) for row in catalog.tables()}
        self._map_relations()
        self._map_types()
        self._map_parts()
        self._map_verbatim()
        self._map_extensions()
        self._map_members()
        self._needs: dict[ObjectId, set[ObjectId]] = defaultdict(set)
        for row in catalog.plain("dependencies"):
            self._add((row["class"], row["oid"]), (row["on_class"], row["on_oid"]))
            if row["class"] == "pg_rewrite" and row["of_columns"]:
                self._add_self((row["class"], row["oid"]), (row["on_class"], row["on_oid"]))

    def of(self, holder: ObjectId) -> tuple[ObjectId, ...]:
        return tuple(sorted(self._needs[holder]))

    def _add(self, part: Part, on: Part) -> None:
        holder, needed = self.holders.get(part), self.holders.get(on)
        if holder is None or needed is None or holder == needed:
            return
        # Foreign keys and inheritance are structure; a table needs another only for its row type.
        if holder in self._tables and on[0] == "pg_class" and needed in self._tables:
            return
        self._needs[holder].add(needed)

    def _add_self(self, rule: Part, on: Part) -> None:
        """A view can be replaced by one that reads itself; it fails when it is used."""
        holder = self.holders.get(rule)
        if holder is not None and holder == self.holders.get(on):
            self._needs[holder].add(holder)

    def _map_relations(self) -> None:
        identity = {row["relation"] for row in self._catalog.identity_sequences.values()}
        for oid in self._catalog.relations:
            if oid not in identity:
                self.holders["pg_class", oid] = self._catalog.relation_id(oid)
        for row in self._catalog.plain("indexes"):
            if holder := self.holders.get(("pg_class", row["relation"])):
                self.holders["pg_class", row["oid"]] = holder

    def _map_types(self) -> None:
        """A type is itself, its array, its multirange, or the row of a relation."""
        for oid, row in self._catalog.types.items():
            if row["relation"] != "0":
                holder = self.holders.get(("pg_class", row["relation"]))
            elif row["kind"] in ("e", "d", "r", "p") or (
                row["kind"] == "b" and not row["is_array"]
            ):
                holder = self._catalog.id_of("type", row["schema"], row["name"])
            else:
                continue
            if holder:
                self.holders["pg_type", oid] = self.holders["pg_type", row["array_oid"]] = holder
        for row in self._catalog.plain("ranges"):
            if holder := self.holders.get(("pg_type", row["oid"])):
                self.holders["pg_type", row["multirange"]] = holder
                multirange = self._catalog.types.get(row["multirange"])
                if multirange:
                    self.holders["pg_type", multirange["array_oid"]] = holder

    def _map_parts(self) -> None:
        catalog = self._catalog
        for row in catalog.plain("columns"):
            if row["default_oid"]:
                self._share(("pg_attrdef", row["default_oid"]), ("pg_class", row["relation"]))
        for row in catalog.plain("constraints"):
            on = ("pg_type", row["domain"]) if row["relation"] == "0" else None
            self._share(("pg_constraint", row["oid"]), on or ("pg_class", row["relation"]))
        for row in catalog.plain("rules"):
            if row["is_view"]:
                self._share(("pg_rewrite", row["oid"]), ("pg_class", row["relation"]))
            elif row["relation"] in catalog.relations:
                rule = catalog.child_id("rule", row["relation"], row["name"])
                self.holders["pg_rewrite", row["oid"]] = rule
        for query, kind in (("triggers", "trigger"), ("policies", "policy")):
            for row in catalog.plain(query):
                if row["relation"] in catalog.relations:
                    child = catalog.child_id(kind, row["relation"], row["name"])
                    self.holders[f"pg_{kind}", row["oid"]] = child

    def _share(self, part: Part, whole: Part) -> None:
        if holder := self.holders.get(whole):
            self.holders[part] = holder

    def _map_verbatim(self) -> None:
        for query, (catalog, kind) in _VERBATIM.items():
            for row in self._catalog.own(query, catalog):
                self.holders[catalog, row["oid"]] = verbatim_id(self._catalog, kind, row)

    def _map_members(self) -> None:
        for row in self._catalog.plain("dependencies"):
            if row["on_class"] in _MEMBERS.get(row["class"], ()):
                self._share((row["class"], row["oid"]), (row["on_class"], row["on_oid"]))

    def _map_extensions(self) -> None:
        extensions = {row["oid"]: row for row in self._catalog.plain("extensions")}
        for part, extension in self._catalog.extension_of.items():
            if row := extensions.get(extension):
                self.holders[part] = self._catalog.id_of("extension", row["name"])


def verbatim_id(catalog: Catalog, kind: str, row: dict[str, str | None]) -> ObjectId:
    """Arguments tell functions apart, operand types operators and casts, and so on."""
    return catalog.id_of(kind, *(row.get(part) or "" for part in _IDENTITY))
