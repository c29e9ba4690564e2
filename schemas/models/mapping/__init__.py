"""Rows to the engine's model and back, without loss and with a fixed number of queries."""

from schemas.models.mapping.load import load_schema, load_tables
from schemas.models.mapping.store import store_difference

__all__ = ["load_schema", "load_tables", "store_difference"]
