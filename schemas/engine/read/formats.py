"""The kinds of text that can become a design, and how to tell them apart."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """Values name sqlglot's dialect where it reads them."""

    DETECT = "detect"
    """Whichever of the others the text looks like."""
    POSTGRES = "postgres"
    DBML = "dbml"
    MYSQL = "mysql"
    SQLITE = "sqlite"
    TSQL = "tsql"
    BIGQUERY = "bigquery"
    ORACLE = "oracle"
    SNOWFLAKE = "snowflake"
    REDSHIFT = "redshift"
    DUCKDB = "duckdb"

    @property
    def label(self) -> str:
        return _LABELS[self]


OTHER_DATABASES = tuple(format for format in Format if format not in (Format.POSTGRES, Format.DBML))
"""Whose scripts are translated; first of all, whichever it is."""


def format_of(filename: str, chosen: str) -> Format:
    """What was chosen, unless the file's name says that it is DBML, which no database runs."""
    return Format.DBML if filename.lower().endswith(".dbml") else Format(chosen)


_LABELS = {
    Format.DETECT: "Detect it",
    Format.POSTGRES: "PostgreSQL",
    Format.DBML: "DBML",
    Format.MYSQL: "MySQL or MariaDB",
    Format.SQLITE: "SQLite",
    Format.TSQL: "SQL Server",
    Format.BIGQUERY: "BigQuery",
    Format.ORACLE: "Oracle",
    Format.SNOWFLAKE: "Snowflake",
    Format.REDSHIFT: "Redshift",
    Format.DUCKDB: "DuckDB",
}
