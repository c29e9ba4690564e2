"""Every artifact can be had by its kind."""

from __future__ import annotations

import json

import pytest

from schemas.engine.codec import decode
from schemas.engine.model import Schema
from schemas.engine.write import ARTIFACTS
from tests.engine.write.designs import hostile, shop


def test_there_are_six_kinds() -> None:
    assert list(ARTIFACTS) == ["postgres", "mermaid", "markdown", "drizzle", "dbml", "json"]
    assert all(kind == artifact.kind for kind, artifact in ARTIFACTS.items())
    assert len({artifact.filename for artifact in ARTIFACTS.values()}) == 6


@pytest.mark.parametrize("kind", ARTIFACTS)
@pytest.mark.parametrize("design", [Schema(), shop(), hostile()], ids=["empty", "shop", "hostile"])
def test_rendering_twice_gives_the_same_text(kind: str, design: Schema) -> None:
    text = ARTIFACTS[kind].render(design, "Shop")
    assert text.endswith("\n")
    assert text == ARTIFACTS[kind].render(design, "Shop")


def test_the_json_reads_back() -> None:
    assert decode(json.loads(ARTIFACTS["json"].render(shop(), "Shop"))) == shop()


def test_the_title_stands_in_the_documentation() -> None:
    assert ARTIFACTS["markdown"].render(shop(), "Shop").startswith("# Database Schema: Shop\n")
