"""Imports: a script goes to the sandbox, and its answer becomes the first edit."""

from __future__ import annotations

import zlib
from base64 import b64decode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from schemas.actions.artifacts import ARTIFACTS
from schemas.actions.edits import apply_changes, undo
from schemas.actions.imports import LARGEST_SCRIPT, Script, start_import, store_import
from schemas.actions.places import places_of
from schemas.engine.apply import apply
from schemas.engine.canonical import canonical
from schemas.engine.codec import encode
from schemas.engine.errors import Refused
from schemas.engine.model import Schema
from schemas.models import Artifact, Import, JobStatus, Membership, Project
from schemas.models.mapping import load_schema
from tests.actions.conftest import Sent
from tests.actions.shop import ORDERS, USERS, add_orders, add_users
from tests.cast import Cast

Capture = Callable[..., AbstractContextManager[object]]
SHOP = apply(Schema(), [*add_users(), *add_orders()])
REPORT = {"structured": {"tables": 2}, "verbatim": [], "left_out": [], "notes": []}
REFUSAL = {
    "message": 'syntax error at or near "TABEL"',
    "line": 3,
    "statement": "CREATE TABEL",
    "sqlstate": "42601",
    "hint": None,
}


def answer(schema: Schema = SHOP) -> dict[str, Any]:
    return {"schema": encode(schema), "report": REPORT, "refused": None}


@pytest.fixture
def started(project: Project, cast: Cast, sent: Sent) -> Import:
    return start_import(project, script=Script(b"CREATE TABLE x ()", "shop.sql"), by=cast.editor)


def test_a_script_is_sent_to_the_sandbox_whole(
    project: Project, cast: Cast, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        started = start_import(project, script=Script(b"SELECT '\xff'"), by=cast.editor)
    ((task, (id, attempt, script, namespace, format, base)),) = sent
    assert (format, base) == ("postgres", "")
    assert (task, id, attempt) == ("schemas.tasks.sandbox_import", str(started.id), 1)
    assert zlib.decompress(b64decode(script)) == started.script == b"SELECT '\xff'"
    assert namespace == str(project.id)
    assert started.status == JobStatus.QUEUED


def test_the_answer_becomes_one_edit_with_a_layout(started: Import) -> None:
    store_import(started.id, 1, answer())
    started.refresh_from_db()
    branch = started.project.main
    assert (started.status, started.report) == (JobStatus.DONE, REPORT)
    assert canonical(load_schema(branch)) == canonical(SHOP)
    assert places_of(branch.diagrams.get()).keys() == {USERS, ORDERS}
    assert (started.edit.seq, started.edit.summary) == (1, "Import shop.sql")


def test_what_was_imported_is_version_1_and_is_rendered(
    project: Project, cast: Cast, sent: Sent
) -> None:
    started = start_import(project, script=Script(b"x", "s" * 255), by=cast.editor)
    store_import(started.id, 1, answer())
    version = project.versions.get()
    assert (version.number, version.seq, version.created_by) == (1, 1, cast.editor)
    assert version.title.startswith("Imported from sss")
    assert canonical(version.schema) == canonical(SHOP)
    assert set(Artifact.objects.of(version).values_list("kind", flat=True)) == set(ARTIFACTS)


def test_an_answer_that_comes_twice_is_stored_once(started: Import) -> None:
    store_import(started.id, 1, answer())
    store_import(started.id, 1, answer())
    assert started.project.main.edits.count() == 1
    assert started.project.versions.count() == 1


def test_an_import_can_be_undone(started: Import, cast: Cast) -> None:
    store_import(started.id, 1, answer())
    undo(started.project.main, by=cast.editor)
    assert load_schema(started.project.main) == Schema()


def test_a_refused_script_changes_nothing_and_says_where(started: Import) -> None:
    store_import(started.id, 1, {"schema": None, "report": None, "refused": REFUSAL})
    started.refresh_from_db()
    assert (started.status, started.error) == (JobStatus.FAILED, REFUSAL["message"])
    assert started.refusal["line"] == 3
    assert not started.project.main.edits.exists()


def test_a_script_without_a_table_is_done_without_an_edit_or_a_version(started: Import) -> None:
    store_import(started.id, 1, answer(Schema()))
    started.refresh_from_db()
    assert (started.status, started.edit) == (JobStatus.DONE, None)
    assert not started.project.versions.exists()


@pytest.mark.parametrize("schema", [None, {}, {"version": 1, "tables": [{"id": "x"}]}])
def test_an_answer_that_is_no_design_fails_with_a_sentence(started: Import, schema: Any) -> None:
    store_import(started.id, 1, {"schema": schema, "report": REPORT, "refused": None})
    started.refresh_from_db()
    assert started.status == JobStatus.FAILED
    assert started.error.endswith(".")
    assert load_schema(started.project.main) == Schema()


def test_a_project_filled_meanwhile_is_not_overwritten(started: Import, cast: Cast) -> None:
    apply_changes(started.project.main, add_users(), by=cast.owner)
    store_import(started.id, 1, answer())
    started.refresh_from_db()
    assert (started.status, "has tables already" in started.error) == (JobStatus.FAILED, True)
    assert len(load_schema(started.project.main).tables) == 1


def test_an_import_of_someone_who_left_fails(started: Import, cast: Cast) -> None:
    Membership.objects.filter(user=cast.editor).delete()
    store_import(started.id, 1, answer())
    started.refresh_from_db()
    assert started.status == JobStatus.FAILED


@pytest.mark.parametrize(
    ("script", "words"), [(b"", "empty"), (b" \n\t", "empty"), (b"x" * (LARGEST_SCRIPT + 1), "MB")]
)
def test_unfit_scripts_are_refused_at_once(
    project: Project, cast: Cast, script: bytes, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        start_import(project, script=Script(script), by=cast.editor)
    assert not Import.objects.exists()


def test_the_design_goes_along_to_be_printed_as_postgres_prints_it(
    project: Project, cast: Cast, sent: Sent, django_capture_on_commit_callbacks: Capture
) -> None:
    apply_changes(project.main, add_users(), by=cast.owner)
    with django_capture_on_commit_callbacks(execute=True):
        start_import(project, script=Script(b"SELECT 1"), by=cast.editor)
    ((_, (*_, base)),) = [message for message in sent if message[0].endswith("sandbox_import")]
    assert "CREATE TABLE public.users" in str(base)


def test_an_import_into_a_design_waits_to_be_accepted(
    project: Project, cast: Cast, sent: Sent
) -> None:
    apply_changes(project.main, add_users(), by=cast.owner)
    again = start_import(project, script=Script(b"SELECT 1"), by=cast.editor)
    store_import(again.id, 1, answer())
    again.refresh_from_db()
    assert (again.status, again.awaits_review, again.edit) == (JobStatus.DONE, True, None)
    assert len(load_schema(project.main).tables) == 1
    assert not project.versions.exists()


@pytest.mark.parametrize("role", ["reviewer", "viewer", "stranger"])
def test_only_editors_import(project: Project, cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        start_import(project, script=Script(b"SELECT 1"), by=getattr(cast, role))


@pytest.mark.django_db(transaction=True)
def test_an_import_meets_what_was_designed_while_it_waited(started: Import, cast: Cast) -> None:
    branch = started.project.main
    waiting = Event()

    def store() -> None:
        try:
            waiting.set()
            store_import(started.id, started.attempt, answer())
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            apply_changes(branch, add_users(), by=cast.editor)
            stored = pool.submit(store)
            waiting.wait()
            wait([stored], timeout=0.5)
        stored.result()
    started.refresh_from_db()
    assert started.status == JobStatus.FAILED
    assert "tables already" in started.error
    assert [table.id for table in load_schema(branch).tables] == [USERS]
