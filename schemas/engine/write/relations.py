"""What foreign keys mean in words: who has many of what, in which role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.engine.model import (
    PUBLIC,
    Action,
    ForeignKey,
    Schema,
    Table,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A foreign key between two drawn tables, read from the referenced side."""

    parent: Table
    child: Table
    key: ForeignKey

    @property
    def is_optional(self) -> bool:
        """Whether a child can do without a parent."""
        columns = self.child.columns_by_id
        return any(columns[id].nullable for id in self.key.columns)

    @property
    def is_one_to_one(self) -> bool:
        return any(unique <= set(self.key.columns) for unique in self.child.unique_sets().values())

    @property
    def is_composition(self) -> bool:
        """`order_items` of `orders`: named after the parent and gone with it."""
        prefix = singular(self.parent.name) + "_"
        return self.key.on_delete is Action.CASCADE and self.child.name.startswith(prefix)

    @property
    def role(self) -> str:
        """What the parent is to the child: `user_id` makes it the `user`."""
        if len(self.key.columns) > 1:
            return singular(self.parent.name)
        name = self.child.columns_by_id[self.key.columns[0]].name
        return name.removesuffix("_id") or name

    @property
    def is_plain(self) -> bool:
        """Whether the role says no more than the name of the parent."""
        return self.role in (singular(self.parent.name), self.parent.name)


def drawn_tables(schema: Schema) -> list[Table]:
    """By schema and name; partitions are parts of their parent and not drawn."""
    tables = (table for table in schema.tables if table.partition_of is None)
    return sorted(tables, key=lambda table: (table.schema != PUBLIC, table.schema, table.name))


def relations(schema: Schema) -> Iterator[Relation]:
    """By child, then by name of the key; those of partitions are their parent's."""
    drawn = drawn_tables(schema)
    ids = {table.id for table in drawn}
    for child in drawn:
        for key in sorted(child.foreign_keys, key=lambda key: key.name):
            if key.target in ids:
                yield Relation(schema.tables_by_id[key.target], child, key)


def shown_name(table: Table) -> str:
    """Without the schema where it is `public`."""
    return table.name if table.schema == PUBLIC else f"{table.schema}.{table.name}"


def singular(name: str) -> str:
    """Of a plural English name, by its ending; other words stay as they are."""
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if name.endswith(("sses", "shes", "ches", "xes")):
        return name[:-2]
    if name.endswith("s") and not name.endswith(("ss", "us", "is")):
        return name[:-1]
    return name
