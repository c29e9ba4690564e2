"""A project's diagram as a few rectangles, for the list of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from designer.scene import CARD_WIDTH, card_height
from schemas.models import MAIN, Placement, Project

MARGIN = 40


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float


class Thumbnail(NamedTuple):
    view_box: str
    boxes: list[Box]


def thumbnails(projects: Iterable[Project]) -> dict[UUID, Thumbnail]:
    """One query for all of them; projects without tables have none."""
    boxes: dict[UUID, list[Box]] = defaultdict(list)
    placements = Placement.objects.filter(
        diagram__branch__project__in=[project.id for project in projects],
        diagram__branch__name=MAIN,
        diagram__name=MAIN,
    )
    rows = placements.annotate(columns=Count("entity__columns")).values_list(
        "diagram__branch__project_id", "x", "y", "columns"
    )
    for project, x, y, columns in rows:
        boxes[project].append(Box(round(x), round(y), CARD_WIDTH, card_height(columns)))
    return {project: thumbnail(found) for project, found in boxes.items()}


def thumbnail(boxes: list[Box]) -> Thumbnail:
    left = min(box.x for box in boxes) - MARGIN
    top = min(box.y for box in boxes) - MARGIN
    right = max(box.x + box.width for box in boxes) + MARGIN
    bottom = max(box.y + box.height for box in boxes) + MARGIN
    return Thumbnail(f"{left} {top} {right - left} {bottom - top}", boxes)
