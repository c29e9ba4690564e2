"""`tablewright import`"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from schemas.models import Import, JobStatus, Project
from tests.cli.conftest import Tablewright
from tests.servers import POSTGRES_SOCKETS

BOOKS = "CREATE TABLE books (id bigint PRIMARY KEY);\nALTER TABLE books OWNER TO nobody_here;"


@pytest.fixture
def running(transactional_db: None) -> dict[str, str]:
    """Variables that say where the database and Redis of this test are."""
    name, user = connection.settings_dict["NAME"], connection.settings_dict["USER"]
    host = quote(str(POSTGRES_SOCKETS), safe="/")
    return {
        "DATABASE_URL": f"postgresql://{user}@/{name}?host={host}",
        "REDIS_URL": settings.REDIS_URL,
    }


def test_a_script_becomes_a_project(
    tablewright: Tablewright, script: Callable[[str, str], Path], running: dict[str, str]
) -> None:
    dump = script("library.sql", BOOKS)
    address = "http://127.0.0.1:8123"
    running["TABLEWRIGHT_ADDRESS"] = address
    ran = tablewright("import", dump, "--project", "Library", **running)
    page = f"{address}/projects/{Project.objects.get().id}/"
    assert (ran.status, ran.out) == (0, f"Imported into the project “Library”:\n{page}\n")
    assert ran.err.startswith(f"{dump}:2: left out: ")
    assert Import.objects.get().status == JobStatus.DONE
    assert Project.objects.get().main.entity_rows.get().name == "books"


def test_a_refused_script_leaves_no_project(
    tablewright: Tablewright, script: Callable[[str, str], Path], running: dict[str, str]
) -> None:
    wrong = script("wrong.sql", "SELECT 1;\nNONSENSE;")
    ran = tablewright("import", wrong, "--project", "Library", **running)
    assert ran.status == 2
    assert ran.err.startswith(f"tablewright: {wrong}:2: ")
    assert not Project.objects.exists()


def test_a_taken_name_is_refused(tablewright: Tablewright, running: dict[str, str]) -> None:
    for status in (0, 2):
        arguments = ("import", "-", "--project", "Library")
        ran = tablewright(*arguments, stdin="CREATE TABLE x ()", **running)
        assert ran.status == status
    assert "choose another name" in ran.err


def test_without_a_running_application_it_says_how_to_start_one(tablewright: Tablewright) -> None:
    ran = tablewright("import", "-", "--project", "Library", stdin=BOOKS)
    assert ran.status == 2
    assert ran.err == (
        "tablewright: Tablewright does not run here: start it with make run, or say DATABASE_URL.\n"
    )
