"""What holds for every design: its rows are the design."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings

from schemas.engine.canonical import canonical
from schemas.engine.model import Schema
from schemas.models import Branch, Project, Workspace
from schemas.models.mapping import load_schema, store_difference
from tests.engine.strategies import schemas

# One database for all examples is enough, as each has a branch of its own.
many = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def project(db: None) -> Project:
    workspace = Workspace.objects.create(name="Acme")
    return Project.objects.create(workspace=workspace, name="Shop")


@many
@given(schemas(), schemas())
def test_any_design_can_be_stored_over_any_other(
    project: Project, before: Schema, after: Schema
) -> None:
    branch = Branch.objects.create(project=project, name=f"branch {project.branches.count()}")
    store_difference(branch, Schema(), before)
    assert canonical(load_schema(branch)) == canonical(before)
    store_difference(branch, before, after)
    connection.check_constraints()
    assert canonical(load_schema(branch)) == canonical(after)
