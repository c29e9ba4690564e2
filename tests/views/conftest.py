"""A project with history, made of rows, for the pages that show it."""

from __future__ import annotations

from uuid import UUID

import pytest

from schemas.actions.edits import apply_changes
from schemas.engine import codec
from schemas.engine.model import Column, PrimaryKey, Schema, Table
from schemas.models import Branch, Diagram, Project, Version, Workspace
from tests.cast import Cast
from tests.views.shop import open_the_shop

BOOKS, ID, TITLE, ISBN, KEY = (UUID(int=number) for number in range(1, 6))


def books(*columns: Column) -> Schema:
    """One table with a key and a title, and whatever else."""
    key = PrimaryKey(id=KEY, name="books_pkey", columns=(ID,))
    own = (
        Column(id=ID, name="id", type="bigint", nullable=False),
        Column(id=TITLE, name="title", type="text"),
    )
    table = Table(id=BOOKS, name="books", columns=(*own, *columns), constraints=(key,))
    return Schema(tables=(table,))


def version_of(branch: Branch, schema: Schema, *, number: int, title: str) -> Version:
    return Version.objects.create(
        project=branch.project,
        branch=branch,
        number=number,
        title=title,
        document=codec.encode(schema),
        positions={str(table.id): [10, 20] for table in schema.tables},
        checksum=codec.checksum(schema),
        seq=number,
    )


@pytest.fixture
def project(workspace: Workspace, cast: Cast) -> Project:
    project = Project.objects.create(workspace=workspace, name="Library", created_by=cast.owner)
    Diagram.objects.create(branch=Branch.objects.create(project=project))
    return project


@pytest.fixture
def branch(project: Project) -> Branch:
    return project.main


@pytest.fixture
def base(branch: Branch) -> Version:
    return version_of(branch, books(), number=1, title="First")


@pytest.fixture
def target(branch: Branch, base: Version) -> Version:
    isbn = Column(id=ISBN, name="isbn", type="text")
    return version_of(branch, books(isbn), number=2, title="Books have numbers")


@pytest.fixture
def shop(branch: Branch, cast: Cast) -> Branch:
    """A branch with one of everything that the editor shows."""
    apply_changes(branch, open_the_shop(), by=cast.owner)
    branch.refresh_from_db()
    return branch
