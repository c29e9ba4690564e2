"""A design as the compact scene that the canvas draws: pure functions, JSON-ready values.

`static/js/state/scene.js` reads these shapes; a card's geometry follows from its column count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypedDict

from schemas.engine.model import ForeignKey, ObjectId, Schema, Table, View

CARD_WIDTH = 240
HEADER_HEIGHT = 32
ROW_HEIGHT = 24
"""World pixels; `static/js/canvas/geometry.js` draws with the same numbers."""


Corner = tuple[float, float]
"""x and y of the top left of a card, in world pixels."""
ORIGIN: Corner = (0.0, 0.0)
Places = Mapping[ObjectId, Corner]


class SceneColumn(TypedDict):
    id: str
    name: str
    type: str
    pk: bool
    fk: bool
    unique: bool
    nullable: bool


class SceneTable(TypedDict):
    id: str
    schema: str
    name: str
    kind: str
    """table, partition, view or materialized_view."""
    x: float
    y: float
    columns: list[SceneColumn]


# Functional syntax, since `from` is a keyword.
SceneEdge = TypedDict(
    "SceneEdge",
    {
        "id": str,
        "name": str,
        "from": str,
        "to": str,
        "fromColumns": list[str],
        "toColumns": list[str],
        "many": bool,
        "required": bool,
    },
)
"""A foreign key, from the table that holds it.

`many` is False when the referencing columns are unique, `required` when none of them is nullable.
"""


class SceneArea(TypedDict):
    id: str
    name: str
    color: str
    x: float
    y: float
    width: float
    height: float


class Scene(TypedDict):
    seq: int
    diagram: str
    tables: list[SceneTable]
    edges: list[SceneEdge]
    areas: list[SceneArea]


class Patch(TypedDict):
    """What brings a scene from an earlier edit to `seq`; safe to apply twice."""

    seq: int
    by: str
    session: str
    summary: str
    tables: list[SceneTable]
    removed: list[str]
    edges: list[SceneEdge]
    removedEdges: list[str]


def scene_tables(schema: Schema, places: Places) -> list[SceneTable]:
    """Every table and view of a design, or of the part of it that was loaded."""
    tables = [table_card(table, places.get(table.id, ORIGIN)) for table in schema.tables]
    return tables + [view_card(view, places.get(view.id, ORIGIN)) for view in schema.views]


def scene_edges(tables: Iterable[Table]) -> list[SceneEdge]:
    """The relationships that leave these tables."""
    return [edge(table, key) for table in tables for key in table.foreign_keys]


def table_card(table: Table, at: Corner) -> SceneTable:
    primary = set(table.primary_key.columns) if table.primary_key else set()
    foreign = {column for key in table.foreign_keys for column in key.columns}
    unique = {next(iter(key)) for key in table.unique_sets().values() if len(key) == 1}
    return {
        "id": str(table.id),
        "schema": table.schema,
        "name": table.name,
        "kind": "partition" if table.partition_of else "table",
        "x": at[0],
        "y": at[1],
        "columns": [
            {
                "id": str(column.id),
                "name": column.name,
                "type": column.type,
                "pk": column.id in primary,
                "fk": column.id in foreign,
                "unique": column.id in unique,
                "nullable": column.nullable,
            }
            for column in table.columns
        ],
    }


def view_card(view: View, at: Corner) -> SceneTable:
    """Output columns have no ids of their own: their names serve, within the view."""
    return {
        "id": str(view.id),
        "schema": view.schema,
        "name": view.name,
        "kind": "materialized_view" if view.is_materialized else "view",
        "x": at[0],
        "y": at[1],
        "columns": [
            {
                "id": f"{view.id}/{column.name}",
                "name": column.name,
                "type": column.type,
                "pk": False,
                "fk": False,
                "unique": False,
                "nullable": True,
            }
            for column in view.columns
        ],
    }


def edge(table: Table, key: ForeignKey) -> SceneEdge:
    columns = set(key.columns)
    return {
        "id": str(key.id),
        "name": key.name,
        "from": str(table.id),
        "to": str(key.target),
        "fromColumns": [str(id) for id in key.columns],
        "toColumns": [str(id) for id in key.target_columns],
        "many": not any(unique <= columns for unique in table.unique_sets().values()),
        "required": all(not table.columns_by_id[id].nullable for id in key.columns),
    }


def card_height(column_count: int) -> int:
    return HEADER_HEIGHT + column_count * ROW_HEIGHT


def gone(touched: Collection[ObjectId], schema: Schema) -> list[str]:
    """Which of the touched tables and views are no more, in a stable order."""
    present = {table.id for table in schema.tables} | {view.id for view in schema.views}
    return sorted(str(id) for id in touched if id not in present)
