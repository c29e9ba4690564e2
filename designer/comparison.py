"""Two versions side by side: the changes by table, their number, and the coloured scene."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple, TypedDict

from django.core.cache import cache

from designer.scene import (
    CARD_WIDTH,
    HEADER_HEIGHT,
    ROW_HEIGHT,
    Places,
    Scene,
    SceneColumn,
    SceneEdge,
    SceneTable,
    scene_edges,
    scene_tables,
)
from schemas.actions.places import standing
from schemas.engine.changes import AddTable, Change, ObjectChange
from schemas.engine.describe import describe
from schemas.engine.diff import diff
from schemas.engine.layout import Box, Place, Point, place_new
from schemas.engine.model import ObjectId, Schema
from schemas.engine.targets import Tone, owner_of, target_of, tone_of
from schemas.models import Version

Part = SceneTable | SceneColumn | SceneEdge
MARKS: Mapping[Tone, str] = {"added": "+", "removed": "−", "changed": "~"}
ELSEWHERE = "Types, views and other objects"
A_MONTH = 30 * 24 * 3600


class Counts(TypedDict):
    added: int
    changed: int
    removed: int
    total: int


class Entry(NamedTuple):
    tone: Tone
    mark: str
    text: str


class Group(NamedTuple):
    name: str
    changes: list[Entry]
    table: ObjectId | None = None


def counts_between(before: Version, after: Version) -> Counts:
    """Versions never change, so neither does the number of changes between two of them."""
    key = f"changes:{before.checksum}:{after.checksum}"
    return cache.get_or_set(key, lambda: counts(diff(before.schema, after.schema)), A_MONTH)


def counts(changes: Iterable[Change]) -> Counts:
    tones = [tone_of(change) for change in changes]
    return {
        "added": tones.count("added"),
        "changed": tones.count("changed"),
        "removed": tones.count("removed"),
        "total": len(tones),
    }


def groups(before: Schema, after: Schema, changes: Iterable[Change]) -> list[Group]:
    """The changes in words under the names of their tables; other objects come last."""
    found: dict[ObjectId | None, list[Entry]] = defaultdict(list)
    both = _both(before, after)
    for change in changes:
        kind = tone_of(change)
        found[table_of(change)].append(Entry(kind, MARKS[kind], describe(both, change)))
    elsewhere = found.pop(None, [])
    owners = (*both.tables, *both.views)
    names = {owner.id: f"{owner.schema}.{owner.name}" for owner in owners}
    listed = sorted(Group(names[id], entries, id) for id, entries in found.items())
    return listed + ([Group(ELSEWHERE, elsewhere)] if elsewhere else [])


def table_of(change: Change) -> ObjectId | None:
    """The table or view that a change is inside of, None for a change of an object as a whole."""
    if isinstance(change, ObjectChange):
        return None
    return change.table.id if isinstance(change, AddTable) else change.table


def version_scene(version: Version) -> Scene:
    scene = schema_scene(version.schema, standing(version.positions))
    return {**scene, "seq": version.seq, "diagram": str(version.id)}


def schema_scene(schema: Schema, places: Places) -> Scene:
    """A design that is no version."""
    return {
        "seq": 0,
        "diagram": "",
        "tables": scene_tables(schema, places),
        "edges": scene_edges(schema.tables),
        "areas": [],
    }


def coloured_scene(before: Version, after: Version, changes: Iterable[Change]) -> Scene:
    return coloured(version_scene(before), version_scene(after), changes)


def coloured(old: Scene, new: Scene, changes: Iterable[Change]) -> Scene:
    """Everything of either scene, each table, column and edge with a `diff` where it differs."""
    touched = touched_ids(changes)
    tables = _coloured(old["tables"], new["tables"], touched)
    columns = {table["id"]: table["columns"] for table in old["tables"]}
    for table in tables:
        if table.get("diff") == "changed":
            table["columns"] = _coloured(columns[table["id"]], table["columns"], touched)
    edges = _coloured(old["edges"], new["edges"], touched)
    return {**new, "tables": _apart(tables, edges), "edges": edges}


def touched_ids(changes: Iterable[Change]) -> set[str]:
    """Ids of what the changes speak of, and of the tables and views it is in."""
    return {str(id) for change in changes for id in (owner_of(change), target_of(change))}


def _both(before: Schema, after: Schema) -> Schema:
    """What either schema has, as it was before where both have it: enough to name anything."""
    return Schema(
        tables=tuple({**after.tables_by_id, **before.tables_by_id}.values()),
        objects=tuple({**after.objects_by_id, **before.objects_by_id}.values()),
    )


def _coloured(
    old: Iterable[Part], new: Iterable[Part], touched: Container[str]
) -> list[dict[str, Any]]:
    before = {part["id"]: part for part in old}
    parts = [_coloured_part(before.pop(part["id"], None), part, touched) for part in new]
    return parts + [{**part, "diff": "removed"} for part in before.values()]


def _apart(tables: list[dict[str, Any]], edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Removed tables in whose place another stands now go to free room near their kin."""
    boxes = {table["id"]: _place(table) for table in tables}
    kept = [boxes[table["id"]] for table in tables if table.get("diff") != "removed"]
    covered = {
        table["id"]
        for table in tables
        if table.get("diff") == "removed"
        and any(_overlap(boxes[table["id"]], other) for other in kept)
    }
    if not covered:
        return tables
    corners = place_new(
        [Box(id, place.width, place.height) for id, place in boxes.items()],
        [(edge["from"], edge["to"]) for edge in edges],
        fixed={id: Point(place.x, place.y) for id, place in boxes.items() if id not in covered},
    )
    return [{**table, "x": corners[table["id"]].x, "y": corners[table["id"]].y} for table in tables]


def _place(table: Mapping[str, Any]) -> Place:
    height = HEADER_HEIGHT + ROW_HEIGHT * len(table["columns"])
    return Place(table["x"], table["y"], CARD_WIDTH, height)


def _overlap(one: Place, other: Place) -> bool:
    beside = one.right <= other.x or other.right <= one.x
    return not beside and one.y < other.bottom and other.y < one.bottom


def _coloured_part(past: Part | None, part: Part, touched: Container[str]) -> dict[str, Any]:
    if past is None:
        return {**part, "diff": "added"}
    # What a touched table looks like may be the same: its checks, say, are not drawn.
    return {**part, "diff": "changed"} if part["id"] in touched else {**part}
