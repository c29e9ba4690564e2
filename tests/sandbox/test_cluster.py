"""A cluster lives exactly as long as its worker wants, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox import jobs
from schemas.sandbox.children import ROOT
from schemas.sandbox.cluster import Cluster
from schemas.sandbox.lease import LeaseEnded
from schemas.sandbox.limits import DEFAULT_LIMITS, Limits
from tests.sandbox.running import NAMESPACE
from tests.sandbox.waiting import eventually

# A worker of its own, in the middle of a query that ignores being cancelled.
WORKER = """
import sys; sys.path.insert(0, {root!r})
import base64
from schemas.sandbox.cluster import Cluster
from schemas.sandbox.jobs import ignore
from schemas.sandbox.watchdog import RunnerChild
cluster = Cluster()
print(cluster.supervisor_pid, cluster.work, flush=True)
loop = b"DO $$ BEGIN LOOP BEGIN LOOP END LOOP; "
loop += b"EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$"
request = {{"do": "import", "script": base64.b64encode(loop).decode(), "may_be_empty": False}}
with RunnerChild(cluster.limits) as child:
    child.enter(cluster)
    child.ask(request, seconds=300, progress=ignore)
"""


def mentions(text: str) -> list[str]:
    """Command lines of living processes that contain a text."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = process.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if text in command and process.parent.name != str(os.getpid()):
            found.append(command)
    return found


def worker_with_cluster() -> tuple[subprocess.Popen[str], int, Path]:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER.format(root=str(ROOT))], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout
    supervisor, work = worker.stdout.readline().split()
    worker.stdout.close()
    return worker, int(supervisor), Path(work)


def test_a_cluster_is_gone_when_its_block_ends() -> None:
    with Cluster() as cluster:
        work = cluster.work
        assert mentions(str(work))
        assert work.exists()
    assert mentions(str(work)) == []
    assert not work.exists()


def test_a_killed_worker_takes_its_cluster_with_it() -> None:
    worker, _, work = worker_with_cluster()
    worker.kill()
    worker.wait()
    assert eventually(lambda: not mentions(str(work)) and not work.exists())


def test_a_killed_supervisor_takes_its_server_with_it() -> None:
    worker, supervisor, work = worker_with_cluster()
    os.kill(supervisor, signal.SIGKILL)
    assert eventually(lambda: not mentions(str(work)))
    worker.wait(20)


def test_the_next_cluster_clears_what_a_killed_supervisor_left() -> None:
    worker, supervisor, work = worker_with_cluster()
    os.kill(supervisor, signal.SIGKILL)
    worker.kill()
    worker.wait()
    assert eventually(lambda: not mentions(str(work)))
    with Cluster():
        assert not work.exists()


def test_a_cluster_ends_at_the_end_of_its_life() -> None:
    with Cluster(replace(DEFAULT_LIMITS, lifetime_seconds=0.5)) as cluster:
        ended: list[str] = []

        def has_ended() -> bool:
            try:
                cluster.raise_if_ended()
            except LeaseEnded as error:
                ended.append(error.reason)
            return bool(ended)

        assert eventually(has_ended)
        assert ended == ["lifetime"]


def test_an_unsafe_version_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBOX_OLDEST_SAFE", "14.99,15.99,16.99,17.99,18.99")
    with pytest.raises(SandboxUnavailable, match=r"install 18\.99 or newer"):
        Cluster()
    state = jobs.health()
    assert state["available"] is False
    assert "install 18.99 or newer" in state["message"]


def test_a_directory_without_postgres_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("POSTGRES_BIN", str(tmp_path))
    with pytest.raises(SandboxUnavailable, match="no postgres program in"):
        Cluster()


def test_a_base_directory_of_someone_else_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.symlink_to("/proc")
    monkeypatch.setenv("SANDBOX_DIR", str(other))
    with pytest.raises(SandboxUnavailable, match="belongs to someone else"):
        Cluster()


def test_health_names_every_wall_and_whether_it_holds() -> None:
    state = jobs.health()
    assert state["available"] is True
    assert state["server_version"]
    assert state["walls"]["resource limits"] is True
    assert {"landlock", "seccomp", "namespaces"} <= state["walls"].keys()
    assert state["limits"]["script_bytes"] == 20 << 20


def kill_server(cluster: Cluster) -> None:
    pid = (cluster.work / "data" / "postmaster.pid").read_text().split()[0]
    os.kill(int(pid), signal.SIGKILL)


def kill_supervisor(cluster: Cluster) -> None:
    os.kill(cluster.supervisor_pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (kill_server, "server ended while it ran the script at line 2. Try again"),
        (kill_supervisor, "The sandbox was lost while it ran the script. Try again."),
    ],
)
def test_a_sandbox_that_is_lost_is_no_fault_of_the_script(
    monkeypatch: pytest.MonkeyPatch, end: Callable[[Cluster], None], sentence: str
) -> None:
    opened: list[Cluster] = []

    class Remembered(Cluster):
        def __init__(self, limits: Limits) -> None:
            super().__init__(limits)
            opened.append(self)

    def end_once_running(fraction: float, message: str) -> None:
        if message == "Running statement 1 of 1":
            end(opened[0])

    monkeypatch.setattr(jobs, "open_lease", Remembered)
    limits = replace(DEFAULT_LIMITS, run_seconds=20)
    script = b"-- endless\nDO $$ BEGIN LOOP END LOOP; END $$;"
    with pytest.raises(SandboxUnavailable, match=sentence):
        jobs.import_script(script, namespace=NAMESPACE, progress=end_once_running, limits=limits)
