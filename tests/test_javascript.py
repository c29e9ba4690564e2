"""The pure parts of the front end, tested by Node's own runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).parent / "js"


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js 20 or later on PATH")
def test_canvas_and_state_keep_their_promises() -> None:
    files = sorted(str(file) for file in TESTS.glob("*.test.js"))
    run = subprocess.run(
        ["node", "--test", *files], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
