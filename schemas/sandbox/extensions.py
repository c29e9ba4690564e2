"""Which extensions a script may create: an allow-list, and stand-ins in SQL for those missing.

From PostgreSQL 18 on, `extension_control_path` without `$system` shows the server this directory
only. Older servers offer what is installed; the script's role can create the trusted ones.
A stand-in has the functions' names and types, not their algorithms: enough to create tables that
use them. Its script runs with the caller's rights, so a bug in it is worth nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

from schemas.sandbox.binaries import Binaries
from schemas.sandbox.places import Places, published

ALLOWED = (
    "plpgsql btree_gin btree_gist citext cube dict_int earthdistance fuzzystrmatch hstore "
    "intarray isn lo ltree moddatetime pg_trgm seg tablefunc tcn unaccent vector"
)
"""`SANDBOX_EXTENSIONS` replaces the list; everything on it is C code or runs as superuser."""

STAND_INS = {"uuid-ossp": "1.1", "pgcrypto": "1.3", "pg_stat_statements": "1.12"}
_SOURCES = Path(__file__).parent / "stand_ins"


def offered_extensions(places: Places, binaries: Binaries) -> Path | None:
    """The directory for `extension_control_path`; None where the server has no such setting."""
    if binaries.major < 18:
        return None
    allowed = os.environ.get("SANDBOX_EXTENSIONS", ALLOWED).split()
    destination = places.extensions / f"{binaries.version}-{_fingerprint(allowed)}"
    with published(destination) as building:
        if building:
            _fill(building / "extension", binaries.extension_directory, allowed)
            building.chmod(0o755)
    return destination


def _fill(target: Path, installed: Path, allowed: list[str]) -> None:
    target.mkdir(mode=0o755)
    for name in allowed:
        _copy_extension(name, installed, target)
    for name, version in STAND_INS.items():
        if name not in allowed:
            _write_stand_in(name, version, target)
    for file in target.iterdir():
        file.chmod(0o644)


def _copy_extension(name: str, installed: Path, target: Path) -> None:
    control = installed / f"{name}.control"
    if not control.exists():
        return
    text = control.read_text()
    if not re.search(r"^\s*trusted\s*=", text, re.MULTILINE):
        text += "\ntrusted = true\n"
    (target / control.name).write_text(text)
    for script in installed.glob(f"{name}--*.sql"):
        shutil.copyfile(script, target / script.name)


def _write_stand_in(name: str, version: str, target: Path) -> None:
    (target / f"{name}.control").write_text(
        f"comment = 'stand-in for {name} without its algorithms'\n"
        f"default_version = '{version}'\nrelocatable = false\nsuperuser = false\n"
    )
    shutil.copyfile(_SOURCES / f"{name}.sql", target / f"{name}--{version}.sql")


def _fingerprint(allowed: list[str]) -> str:
    digest = hashlib.sha256(" ".join(sorted(allowed)).encode())
    for source in (Path(__file__), *sorted(_SOURCES.iterdir())):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]
