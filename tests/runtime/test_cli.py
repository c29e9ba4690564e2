"""The door to the command line: what it lets in and how it refuses."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from designer.cli import COMMANDS


def run(program: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        program,
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "TABLEWRIGHT_ROLE": "tests", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


TABLEWRIGHT = [sys.executable, "-c", "from designer.cli import main; main()"]


def test_help_names_the_commands() -> None:
    ran = run([*TABLEWRIGHT, "--help"])
    assert ran.returncode == 0
    assert "{render,diff,trial,check-migration,import}" in ran.stdout
    assert [line.split()[0] for line in ran.stdout.splitlines()[1:-1]] == [*COMMANDS]


@pytest.mark.parametrize("name", ["migrate", "shell", "rende", "--no-such-option"])
def test_other_management_commands_are_not_behind_this_door(name: str) -> None:
    ran = run([*TABLEWRIGHT, name])
    assert ran.returncode == 2
    assert ran.stderr == (
        f"tablewright: no command {name!r}; "
        "there are render, diff, trial, check-migration, import.\n"
    )


@pytest.mark.parametrize(
    ("variable", "value"), [("DATABASE_URL", "mysql://db/shop"), ("DEBUG", "maybe")]
)
def test_a_wrong_setting_is_one_line_and_no_traceback(variable: str, value: str) -> None:
    ran = run([sys.executable, "manage.py", "up"], **{variable: value})
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"tablewright: {variable} ")
    assert "Traceback" not in ran.stderr
