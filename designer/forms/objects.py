"""Views and whatever is kept as PostgreSQL's own text: here their comment can be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from designer.forms.fields import TextField
from designer.forms.seen import SeenForm
from schemas.engine.changes import AlterObject, Change
from schemas.engine.model import TopLevel


class ObjectForm(SeenForm):
    comment = TextField(label="Comment", required=False)

    def __init__(self, data: QueryDict | None = None, *, anchor: str, thing: TopLevel) -> None:
        self.thing = thing
        super().__init__(data, anchor=anchor, initial=self.shown_with({}))

    def shown_with(self, now: Mapping[str, Any]) -> dict[str, Any]:
        return {"comment": replace(self.thing, **now).comment}

    def to_changes(self) -> list[Change]:
        if comment := self.altered.get("comment"):
            settings = {"comment": comment.now}, {"comment": comment.was}
            return [AlterObject(object=self.thing.id, set=settings[0], was=settings[1])]
        return []
