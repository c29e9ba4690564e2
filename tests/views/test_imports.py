"""GET /imports/<id>/ and /projects/<id>/imports/new/: the progress, the report, the refusal."""

import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from designer.views.imports import figures
from schemas.models import Branch, Import, JobStatus, Project
from tests.cast import Cast, client_of

SCRIPT = b"CREATE TABLE books (id bigint);\nCREATE TABLE <b>pages</b>;\nSELECT 1;\n"
REPORT = {
    "structured": {"tables": 2, "foreign keys": 1},
    "verbatim": [
        {"kind": "FUNCTION", "name": "touch()", "verified": True, "line": 9, "message": None}
    ],
    "left_out": [
        {
            "line": 4,
            "statement": "GRANT ALL ON books TO librarian;",
            "message": 'role "librarian" does not exist',
            "reason": "role",
        }
    ],
    "notes": ["COPY rows were skipped."],
}
REFUSAL = {
    "message": 'syntax error at or near "<"',
    "line": 2,
    "statement": "CREATE TABLE <b>pages</b>;",
    "sqlstate": "42601",
    "hint": "Look at the name.",
}


def import_of(project: Project, **fields: Any) -> Import:
    over = {"finished_at": timezone.now()} if fields.get("status") in ("done", "failed") else {}
    return Import.objects.create(
        project=project,
        filename="library.sql",
        packed_script=zlib.compress(SCRIPT),
        **over,
        **fields,
    )


@pytest.fixture
def refused(project: Project) -> Import:
    return import_of(project, status=JobStatus.FAILED, refusal=REFUSAL)


def test_a_running_import_shows_a_bar_that_is_kept_up_to_date(cast: Cast, project: Project) -> None:
    found = import_of(project, status=JobStatus.RUNNING, progress=0.25, message="Reading")
    page = client_of(cast.viewer).get(f"/imports/{found.id}/").content.decode()
    assert 'value="0.25"' in page
    assert "Reading" in page
    assert f'hx-sse:connect="/jobs/{found.id}/events/"' in page
    assert f'hx-get="/jobs/{found.id}/"' in page


def test_a_report_says_what_became_of_every_statement(cast: Cast, project: Project) -> None:
    found = import_of(project, status=JobStatus.DONE, report=REPORT)
    page = client_of(cast.viewer).get(f"/imports/{found.id}/").content.decode()
    assert "<strong>2</strong> tables" in page
    assert "touch()" in page
    assert "Line 4" in page
    assert "role &quot;librarian&quot; does not exist" in page
    assert "COPY rows were skipped." in page
    assert "Open the diagram" in page


def test_tables_come_first_and_one_index_is_no_indexes() -> None:
    found = figures({"enums": 1, "indexes": 1, "sequences": 2, "tables": 3})
    assert found == [(3, "tables"), (1, "index"), (1, "enum"), (2, "sequences")]


def test_a_refusal_shows_the_line_among_its_neighbours(cast: Cast, refused: Import) -> None:
    page = client_of(cast.editor).get(f"/imports/{refused.id}/").content.decode()
    assert "Line 2: syntax error at or near &quot;&lt;&quot;" in page
    assert "Look at the name." in page
    assert 'data-line="2" data-marked' in page
    assert 'data-line="1">' in page
    assert "<b>pages" not in page
    assert f"/projects/{refused.project_id}/imports/new/?from={refused.id}" in page


def test_a_first_import_that_is_refused_says_that_its_project_is_empty(
    cast: Cast, refused: Import
) -> None:
    page = client_of(cast.editor).get(f"/imports/{refused.id}/").content.decode()
    assert f"The project {refused.project} is still empty" in page
    assert "Nothing was changed" not in page


def test_a_script_that_ran_too_long_is_told_what_to_leave_out(cast: Cast, project: Project) -> None:
    refusal = {**REFUSAL, "sqlstate": "57014", "hint": None}
    found = import_of(project, status=JobStatus.FAILED, refusal=refusal)
    page = client_of(cast.editor).get(f"/imports/{found.id}/").content.decode()
    assert "It ran too long and was stopped." in page


def test_a_viewer_is_not_offered_another_try(cast: Cast, refused: Import) -> None:
    page = client_of(cast.viewer).get(f"/imports/{refused.id}/").content.decode()
    assert "Edit and try again" not in page


def test_a_failure_without_a_refusal_is_one_sentence(cast: Cast, project: Project) -> None:
    found = import_of(project, status=JobStatus.FAILED, error="The sandbox is not available.")
    page = client_of(cast.viewer).get(f"/imports/{found.id}/").content.decode()
    assert "The sandbox is not available." in page


def test_trying_again_keeps_the_text(cast: Cast, refused: Import) -> None:
    address = f"/projects/{refused.project_id}/imports/new/?from={refused.id}"
    page = client_of(cast.editor).get(address).content.decode()
    assert "CREATE TABLE &lt;b&gt;pages&lt;/b&gt;;" in page


def test_the_text_of_another_project_is_not_shown(
    cast: Cast, refused: Import, project: Project
) -> None:
    other = Project.objects.create(workspace=project.workspace, name="Other")
    Branch.objects.create(project=other)
    page = client_of(cast.editor).get(f"/projects/{other.id}/imports/new/?from={refused.id}")
    assert "CREATE TABLE" not in page.content.decode()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"sql": "  \n"}, "Choose a file or paste a script."),
        ({"file": SimpleUploadedFile("no.sql", b"")}, "no.sql is empty."),
        (
            {"sql": "SELECT 1", "file": SimpleUploadedFile("a.sql", b"SELECT 2")},
            "Choose a file or paste a script, not both.",
        ),
    ],
    ids=["nothing", "empty file", "both"],
)
def test_what_cannot_be_imported_is_said_in_a_sentence(
    cast: Cast, project: Project, form: dict[str, Any], sentence: str
) -> None:
    response = client_of(cast.editor).post(f"/projects/{project.id}/imports/new/", form)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not project.imports.exists()


@pytest.mark.parametrize("address", ["/imports/{0.id}/", "/projects/{0.project_id}/imports/new/"])
def test_a_stranger_finds_nothing(cast: Cast, refused: Import, address: str) -> None:
    assert client_of(cast.stranger).get(address.format(refused)).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_readers_may_not_import(cast: Cast, project: Project, role: str) -> None:
    client = client_of(getattr(cast, role))
    response = client.post(f"/projects/{project.id}/imports/new/", {"sql": "SELECT 1"})
    assert response.status_code == 403
    assert not project.imports.exists()


def test_other_methods_are_refused(cast: Cast, refused: Import) -> None:
    client = client_of(cast.owner)
    assert client.post(f"/imports/{refused.id}/").status_code == 405
    assert client.delete(f"/projects/{refused.project_id}/imports/new/").status_code == 405


def test_one_of_a_kind_is_named_in_the_singular() -> None:
    found = figures({"policies": 1, "domains and composite types": 1, "indexes": 1})
    assert {name for _, name in found} == {"policy", "domain or composite type", "index"}
