"""What the tasks say of a job that goes wrong: what may pass is told apart from what will not."""

from __future__ import annotations

import zlib
from base64 import b64encode
from uuid import uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError

from schemas import tasks
from schemas.engine.errors import SandboxUnavailable

pytestmark = pytest.mark.usefixtures("servers")
SCRIPT = b64encode(zlib.compress(b"SELECT 1")).decode()


@pytest.mark.parametrize(
    ("raised", "news", "sentence"),
    [
        (SandboxUnavailable("No room."), tasks.note_trouble, "No room."),
        (OperationalError("gone"), tasks.note_trouble, tasks.AWAY),
        (SoftTimeLimitExceeded(), tasks.note_failed, tasks.TOOK_TOO_LONG),
        (ZeroDivisionError(), tasks.note_failed, tasks.OUR_FAULT),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_goes_wrong_is_told_with_the_attempt(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, news: object, sentence: str
) -> None:
    told: list[tuple[object, ...]] = []

    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(tasks, "import_script", fail)
    monkeypatch.setattr(tasks.note_started, "delay", lambda *_: None)
    monkeypatch.setattr(news, "delay", lambda *arguments: told.append(arguments))
    job = str(uuid4())
    tasks.sandbox_import(job, 2, SCRIPT, str(uuid4()), "postgres")
    assert told == [("import", job, 2, sentence)]
