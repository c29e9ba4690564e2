"""Short ways for tests to run a script in a real sandbox."""

from __future__ import annotations

from uuid import UUID

from schemas.engine import codec
from schemas.engine.model import Schema, Table
from schemas.sandbox.jobs import import_script
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits
from schemas.sandbox.results import Refusal, Report

NAMESPACE = UUID("11111111-2222-4333-8444-555555555555")
SHORT = Limits(run_seconds=1.5, catalog_seconds=20)


def accepted(script: str | bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Schema, Report]:
    result = import_script(_bytes(script), namespace=NAMESPACE, limits=limits)
    assert result["refused"] is None, result["refused"]
    assert result["schema"] is not None
    assert result["report"] is not None
    return codec.decode(result["schema"]), result["report"]


def refused(script: str | bytes, limits: Limits = DEFAULT_LIMITS) -> Refusal:
    result = import_script(_bytes(script), namespace=NAMESPACE, limits=limits)
    assert result["schema"] is None
    assert result["refused"] is not None
    return result["refused"]


def table(schema: Schema, name: str, namespace: str = "public") -> Table:
    found = schema.table_named(namespace, name)
    assert found is not None, f"no table {namespace}.{name}"
    return found


def _bytes(script: str | bytes) -> bytes:
    return script.encode() if isinstance(script, str) else script
