"""The kinds of text that can become a design, and how to tell them apart."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    POSTGRES = "postgres"
    DBML = "dbml"

    @property
    def label(self) -> str:
        return _LABELS[self]


def format_of(filename: str, chosen: str) -> Format:
    """What was chosen, unless the file's name says that it is DBML, which no database runs."""
    return Format.DBML if filename.lower().endswith(".dbml") else Format(chosen)


_LABELS = {
    Format.POSTGRES: "PostgreSQL",
    Format.DBML: "DBML",
}
