"""Starting one of the sandbox's own Python children with nothing of the parent's surroundings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
# `-I` ignores PYTHON* variables and the working directory, `-S` what .pth files would run: what a
# child may import is named here, and it starts sooner.
_START = "import sys; sys.path[:0] = {paths!r}; from {module} import main; main()"


def start_child(module: str, *, stderr: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Run `module.main()` in a fresh interpreter that speaks JSON lines on stdin and stdout."""
    program = _START.format(paths=_import_paths(), module=module)
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"},
        cwd="/",
        start_new_session=True,
    )


def _import_paths() -> list[str]:
    """The checkout, and where the worker has its installed packages."""
    return [str(ROOT), *(entry for entry in sys.path if entry.endswith("-packages"))]
