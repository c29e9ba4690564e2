"""Sandbox workers are told of no database and no key."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

from designer.runtime.running import ROLE

LOOK = """
import designer.celery, django
django.setup()
import schemas.tasks
designer.celery.app.finalize()
from django.conf import settings
assert settings.DATABASES["default"]["ENGINE"] == "django.db.backends.dummy"
print(*sorted(name for name in designer.celery.app.tasks if "sandbox" in name))
"""


def test_sandbox_tasks_need_no_database_and_no_key() -> None:
    told = {"PATH": os.environ["PATH"], "REDIS_URL": "redis://nowhere", ROLE: "sandbox"}
    ran = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=told,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout.split() == ["schemas.tasks.sandbox_import", "schemas.tasks.sandbox_trial"]
