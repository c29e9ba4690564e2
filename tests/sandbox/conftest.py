"""A sandbox of this test run's own: templates are built once, and nothing is left afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from schemas.sandbox import jobs
from schemas.sandbox.cluster import Cluster


@pytest.fixture(scope="session", autouse=True)
def sandbox_directory() -> Iterator[Path]:
    """Not pytest's tmp_path: that is closed to the account that the servers run as."""
    directory = Path(tempfile.mkdtemp(prefix="tablewright-sandbox-test-"))
    before = os.environ.get("SANDBOX_DIR")
    os.environ["SANDBOX_DIR"] = str(directory)
    yield directory
    if before is None:
        del os.environ["SANDBOX_DIR"]
    else:
        os.environ["SANDBOX_DIR"] = before
    shutil.rmtree(directory)


@pytest.fixture(scope="module")
def running_cluster() -> Iterator[Cluster]:
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def one_cluster(running_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """For scripts that are refused and leave nothing behind: a cluster each would teach nothing."""
    monkeypatch.setattr(jobs, "open_lease", lambda limits: nullcontext(running_cluster))
