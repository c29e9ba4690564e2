"""A design as text: every artifact that can be made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from schemas.engine.model import Schema
from schemas.engine.write.dbml import write_dbml
from schemas.engine.write.ddl import write_ddl
from schemas.engine.write.drizzle import write_drizzle
from schemas.engine.write.json_document import write_json
from schemas.engine.write.markdown import write_markdown
from schemas.engine.write.mermaid import write_mermaid


@dataclass(frozen=True, slots=True)
class Artifact:
    """One kind of text; `render` takes the design and a title for it."""

    kind: str
    title: str
    filename: str
    language: str
    """For highlighting, as Pygments and Markdown fences name it."""
    render: Callable[[Schema, str], str]
    version: int
    """Goes up when the same design gives another text: what was rendered before is then stale."""


_ALL = (
    Artifact("postgres", "PostgreSQL", "schema.sql", "sql", lambda s, _: write_ddl(s), 1),
    Artifact("mermaid", "Mermaid ERD", "erd.mmd", "mermaid", lambda s, _: write_mermaid(s), 1),
    Artifact(
        "markdown",
        "Documentation",
        "schema.md",
        "markdown",
        lambda s, title: write_markdown(s, title=title),
        1,
    ),
    Artifact("drizzle", "Drizzle", "schema.ts", "typescript", lambda s, _: write_drizzle(s), 1),
    Artifact("dbml", "DBML", "schema.dbml", "dbml", lambda s, title: write_dbml(s, title=title), 1),
    Artifact("json", "JSON", "schema.json", "json", lambda s, _: write_json(s), 1),
)
ARTIFACTS: Mapping[str, Artifact] = {artifact.kind: artifact for artifact in _ALL}
