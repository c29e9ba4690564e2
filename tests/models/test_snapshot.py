"""What is read together is read as it was at one instant."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection

from schemas.models import Workspace
from schemas.models.snapshot import snapshot


def add_workspace(name: str) -> None:
    try:
        Workspace.objects.create(name=name)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_does_not_see_what_is_committed_meanwhile() -> None:
    with ThreadPoolExecutor() as pool, snapshot():
        before = Workspace.objects.count()
        pool.submit(add_workspace, "Meanwhile").result()
        assert Workspace.objects.count() == before
    assert Workspace.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_is_for_reading() -> None:
    with pytest.raises(DatabaseError, match="read-only"), snapshot():
        Workspace.objects.create(name="Never")
