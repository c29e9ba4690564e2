"""Starting one of the sandbox's own Python children with nothing of the parent's surroundings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
# `-I` ignores PYTHON* variables and the working directory, so the checkout is named here.
_START = "import sys; sys.path.insert(0, {root!r}); from {module} import main; main()"


def start_child(module: str, *, stderr: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Run `module.main()` in a fresh interpreter that speaks JSON lines on stdin and stdout."""
    program = _START.format(root=str(ROOT), module=module)
    return subprocess.Popen(
        [sys.executable, "-I", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"},
        cwd="/",
        start_new_session=True,
    )
