"""`manage.py up` for real: started, killed in parts, started twice, and stopped."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from django.conf import settings

from designer.runtime.accounts import server_account

READY = "Tablewright is ready: "
PATIENCE = 60.0


class Running:
    """One `manage.py up` and the lines it has said."""

    def __init__(self, state: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=settings.BASE_DIR,
            env={**_environment(state), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []

    def lines_until(self, wanted: str) -> list[str]:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.strip())
            if wanted in line:
                return self.said
        raise AssertionError(f"It ended without saying {wanted!r}: {self.said}")

    @property
    def link(self) -> str:
        return next(line for line in self.said if line.startswith(READY)).removeprefix(READY)

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def child(self, command: str) -> psutil.Process:
        return next(child for child in self.children() if command in " ".join(child.cmdline()))

    def status(self, url: str) -> int:
        parts = urlsplit(url)
        with closing(http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
            connection.request("GET", parts.path)
            return connection.getresponse().status

    def ended(self) -> tuple[int, str]:
        """Its exit code and everything it said."""
        rest, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, "\n".join([*self.said, rest])


def _environment(state: Path) -> dict[str, str]:
    own = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "TABLEWRIGHT_ROLE", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return {**kept, "TABLEWRIGHT_STATE": str(state)}


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "That never came true."
        time.sleep(0.05)


def is_over(process: psutil.Process) -> bool:
    """Ended, whether or not whoever adopted it has collected it yet."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@contextmanager
def started(state: Path) -> Iterator[Running]:
    running = Running(state)
    try:
        running.lines_until(READY)
        yield running
    finally:
        running.process.terminate()
        running.process.wait(PATIENCE)


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """Unlike pytest's own, one that the servers' account may enter."""
    folder = Path(tempfile.mkdtemp(prefix="tablewright up "))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    """With a space in its name, and too long for the path of a socket."""
    with reachable_folder() as folder:
        yield folder / ("a long name " * 8).strip()


@pytest.fixture
def another_state() -> Iterator[Path]:
    with reachable_folder() as folder:
        yield folder / "state"


@pytest.fixture(scope="module")
def running(state: Path) -> Iterator[Running]:
    with started(state) as running:
        yield running


def test_the_last_line_is_a_link_that_works_once(running: Running) -> None:
    assert running.link.startswith("http://127.0.0.1:")
    assert running.status(running.link) == 302
    assert running.status(running.link) == 410


def test_a_second_start_in_the_same_folder_is_refused_and_harms_nothing(
    running: Running, state: Path
) -> None:
    code, said = Running(state).ended()
    assert code == 1
    assert said.strip().splitlines() == [
        "Tablewright cannot run: Tablewright already runs in this folder "
        f"(process {running.process.pid})."
    ]
    assert running.status(running.link) == 410


@pytest.mark.parametrize(
    "command",
    ["postgres -D", "redis-server", "designer.runtime.web", "--queues default", "--queues sandbox"],
)
def test_a_killed_child_is_replaced_and_the_pages_keep_working(
    running: Running, command: str
) -> None:
    victim = running.child(command)
    family = victim.children(recursive=True)
    victim.kill()
    running.lines_until("starting it again")
    until(lambda: all(is_over(process) for process in family))
    until(lambda: any(command in " ".join(child.cmdline()) for child in running.children()))
    assert running.child(command).pid != victim.pid
    until(lambda: running.status(running.link) == 410)


def test_children_are_told_no_more_than_they_need(running: Running) -> None:
    told = running.child("--queues sandbox").environ()
    assert "REDIS_URL" in told
    assert not {"DATABASE_URL", "SECRET_KEY"} & set(told)
    assert "SECRET_KEY" in running.child("designer.runtime.web").environ()


def test_servers_run_as_their_own_account_and_never_as_root(running: Running) -> None:
    servers = (running.child("postgres -D"), running.child("redis-server"))
    assert {server.uids().real for server in servers} == {server_account().uid} - {0}


def test_commands_started_by_hand_find_the_running_servers(running: Running, state: Path) -> None:
    assert "[X] 0001_initial" in _manage(state, "showmigrations", "auth")


def test_a_taken_port_is_said_in_one_line(another_state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = Running(another_state, PORT=port).ended()
    assert code == 1
    assert said.strip().splitlines() == [
        f"Tablewright cannot run: Port {port} cannot be used (Address already in use): "
        "set PORT to another."
    ]


def test_what_was_stored_outlives_a_stop_and_no_process_outlives_its_supervisor(
    another_state: Path,
) -> None:
    with started(another_state) as first:
        assert first.status(first.link) == 302
        family = psutil.Process(first.process.pid).children(recursive=True)
        first.process.send_signal(signal.SIGTERM)
        code, said = first.ended()
    assert code == 0
    assert said.strip().endswith("Stopped.")
    assert all(is_over(process) for process in family)

    with started(another_state) as second:
        assert second.link != first.link
        assert _manage(another_state, "shell", "-v0", "-c", LAST_LOGIN) == "True"
        family = psutil.Process(second.process.pid).children(recursive=True)
        second.process.kill()
        until(lambda: all(is_over(process) for process in family))


LAST_LOGIN = (
    "from designer.entrance import local_owner; print(local_owner().last_login is not None)"
)


def _manage(state: Path, *arguments: str) -> str:
    """What a command started by hand beside the running servers prints."""
    ran = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=_environment(state),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return ran.stdout.strip()
