"""What the canvas is told: the whole scene, or what changed in it since an edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from designer.scene import Patch, Scene, SceneArea, gone, scene_edges, scene_tables
from schemas.actions.places import places_of
from schemas.engine.model import ObjectId, Schema
from schemas.models import Area, Branch, Diagram, Edit
from schemas.models.mapping import load_schema, load_tables


def scene_of(branch: Branch) -> Scene:
    """Everything, in a fixed number of queries.

    `seq` is read before the rows: a patch for an edit in between does no harm twice.
    """
    diagram = main_diagram(branch)
    schema = load_schema(branch)
    return {
        "seq": branch.seq,
        "diagram": str(diagram.id),
        "tables": scene_tables(schema, places_of(diagram)),
        "edges": scene_edges(schema.tables),
        "areas": [_area(area) for area in diagram.areas.order_by("id")],
    }


def patch_since(branch: Branch, seq: int) -> Patch | None:
    """All edits after `seq` as one patch; None when there are none.

    It shows tables as they are now, which is why patches may overlap and arrive late.
    """
    edits = list(branch.edits.since(seq).select_related("actor"))
    return patch_of(branch, edits) if edits else None


def patch_of(branch: Branch, edits: list[Edit]) -> Patch:
    """What consecutive edits did, as one patch signed by the last of them."""
    touched = {id for edit in edits for id in edit.touched} | {
        ObjectId(id) for edit in edits for id in edit.moves
    }
    schema = _only(load_tables(branch, touched), touched)
    edges = scene_edges(schema.tables)
    present = {edge["id"] for edge in edges}
    last = edits[-1]
    return {
        "seq": last.seq,
        "by": str(last.actor) if last.actor else "",
        "session": last.session if len({edit.session for edit in edits}) == 1 else "",
        "summary": last.summary,
        "tables": scene_tables(schema, places_of(main_diagram(branch), touched)),
        "removed": gone(touched, schema),
        "edges": edges,
        "removedEdges": sorted(_dropped_relationships(edits) - present),
    }


def no_patch() -> Patch:
    """The answer to an edit that changed nothing: older than all that the client knows."""
    return {
        "seq": 0,
        "by": "",
        "session": "",
        "summary": "",
        "tables": [],
        "removed": [],
        "edges": [],
        "removedEdges": [],
    }


def edit_number(text: str) -> int | None:
    """A sequence number that a client sent; None when it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def main_diagram(branch: Branch) -> Diagram:
    return branch.diagrams.earliest("created_at", "id")


def _only(schema: Schema, ids: Collection[ObjectId]) -> Schema:
    return replace(
        schema,
        tables=tuple(table for table in schema.tables if table.id in ids),
        objects=tuple(thing for thing in schema.objects if thing.id in ids),
    )


def _dropped_relationships(edits: Iterable[Edit]) -> set[str]:
    """Taking an edit back adds what it dropped: there its inverse says which."""
    return {
        constraint["id"]
        for edit in edits
        for change in edit.inverse
        for constraint in _added_constraints(change)
        if constraint["kind"] == "foreign_key"
    }


def _added_constraints(change: Mapping[str, Any]) -> list[dict[str, Any]]:
    match change["op"]:
        case "AddConstraint":
            return [change["constraint"]]
        case "AddTable":
            return change["table"].get("constraints", [])
        case _:
            return []


def _area(area: Area) -> SceneArea:
    return {
        "id": str(area.id),
        "name": area.name,
        "color": area.color,
        "x": area.x,
        "y": area.y,
        "width": area.width,
        "height": area.height,
    }
