"""The one door to all readers of other formats; importing it imports sqlglot, which takes time."""

from __future__ import annotations

from schemas.engine.read.dbml import read_dbml
from schemas.engine.read.formats import Format
from schemas.engine.read.sql import read_sql
from schemas.engine.read.translation import Translation


def translate(text: str, format: Format) -> Translation:
    """The statements that a text stands for; raises Unreadable.

    `format` is never POSTGRES: what PostgreSQL reads itself needs no translation.
    """
    return read_dbml(text) if format is Format.DBML else read_sql(text, format)
