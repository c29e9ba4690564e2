"""The pure parts of the front end, tested by Node's own runner."""

import subprocess
import sysconfig
from pathlib import Path

NODE = Path(sysconfig.get_path("scripts")) / "node"
"""The one that the development lock brings: a check never depends on what a machine has."""
TESTS = Path(__file__).parent / "js"


def test_canvas_and_state_keep_their_promises() -> None:
    files = sorted(str(file) for file in TESTS.glob("*.test.js"))
    run = subprocess.run(
        [NODE, "--test", *files], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
