"""The console script as a user runs it: arguments and input in; status, output and errors out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from designer.runtime.running import ROLE


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Tablewright = Callable[..., Ran]
PROGRAM = Path(sys.executable).with_name("tablewright")
OURS = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}


@pytest.fixture
def tablewright(tmp_path: Path) -> Tablewright:
    """Runs `tablewright` where no application runs and no variable says where one could."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    # The program may be another checkout's: what is tested is the code beside these tests.
    clean["PYTHONPATH"] = str(settings.BASE_DIR)

    def run(*arguments: str | Path, stdin: str = "", **environment: str) -> Ran:
        ran = subprocess.run(
            [PROGRAM, *map(str, arguments)],
            input=stdin,
            env={**clean, ROLE: "tests", **environment},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    return run


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a script into a file of this name."""

    def write(name: str, sql: str) -> Path:
        path = tmp_path / name
        path.write_text(sql)
        return path

    return write
