"""Children are started, watched, started again and stopped: with small programs in their place."""

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from designer.runtime.child import Child
from designer.runtime.errors import CannotRun
from designer.runtime.supervisor import (
    LONG_ENOUGH,
    LONGEST_PAUSE,
    Kept,
    Stopped,
    Supervisor,
    stopping_on_signals,
)

FOREVER = "import signal; signal.pause()"
PARENT = (
    "import signal, subprocess, sys\n"
    f"child = subprocess.Popen([sys.executable, '-c', {FOREVER!r}])\n"
    "print(child.pid, flush=True); signal.pause()"
)
STUBBORN = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True)\n"
    "while True: signal.pause()"
)


def python(program: str, log: Path, *, grace: float = 5.0) -> Child:
    return Child(
        name=program[:20],
        command=[sys.executable, "-c", program],
        environment=os.environ,
        log=log,
        grace=grace,
    )


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Supervisor:
    return Supervisor(said.append)


def test_a_killed_child_is_started_again_and_said_so(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    child = python(FOREVER, tmp_path / "log")
    supervisor.start([child])
    assert child.process
    first = child.process
    first.kill()
    first.wait()
    now = time.monotonic()
    supervisor.restart_ended(now)
    supervisor.restart_ended(now + LONGEST_PAUSE)
    assert child.is_running
    assert child.process is not first
    assert len(said) == 1
    assert "signal 9" in said[0]
    supervisor.stop()


def parent_of_another(log: Path) -> Child:
    child = python(PARENT, log)
    child.is_ready = lambda: bool(log.read_text().strip())
    return child


def wait_until_ended(process: psutil.Process) -> None:
    """Also as a zombie that whoever adopted it has not yet taken notice of."""
    deadline = time.monotonic() + 10.0
    with suppress(psutil.NoSuchProcess):
        while process.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline, "It lives on."
            time.sleep(0.01)


def test_what_a_killed_child_had_started_ends_before_it_starts_again(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    child = parent_of_another(log)
    supervisor.start([child])
    assert child.process
    grandchild = psutil.Process(int(log.read_text()))
    child.process.kill()
    child.process.wait()
    supervisor.restart_ended(time.monotonic())
    assert not child.is_running
    wait_until_ended(grandchild)
    supervisor.stop()


def test_what_a_child_leaves_behind_when_it_stops_is_ended(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    supervisor.start([parent_of_another(log)])
    grandchild = psutil.Process(int(log.read_text()))
    supervisor.stop()
    wait_until_ended(grandchild)


def test_pauses_grow_for_a_child_that_keeps_ending_and_not_for_one_that_lasted(
    tmp_path: Path,
) -> None:
    kept = Kept(python(FOREVER, tmp_path / "log"), started_at=0.0)
    pauses = []
    for ended_at in range(1, 12):
        kept.note_end(float(ended_at))
        pauses.append(kept.pause)
        kept.note_start(float(ended_at))
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    kept.note_end(11 + LONG_ENOUGH + 1)
    assert kept.pause == pauses[0]


def test_a_child_that_ends_while_starting_is_reported_with_its_last_line(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    child = python("import sys; sys.exit('no disk')", tmp_path / "log")
    child.is_ready = lambda: False
    with pytest.raises(CannotRun, match="no disk"):
        supervisor.start([child])


def test_a_child_that_is_never_ready_is_given_up(tmp_path: Path) -> None:
    child = python(FOREVER, tmp_path / "log")
    child.is_ready = lambda: False
    child.start()
    with pytest.raises(CannotRun, match="not ready"):
        child.wait_until_ready(seconds=0.2)
    child.stop()


def test_stopping_kills_a_child_that_does_not_listen(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    child = python(STUBBORN, log, grace=0.2)
    child.is_ready = lambda: "ready" in log.read_text()
    supervisor.start([child])
    supervisor.stop()
    assert child.process
    assert child.process.returncode == -signal.SIGKILL


def test_later_groups_stop_before_the_ones_they_use(supervisor: Supervisor, tmp_path: Path) -> None:
    order = tmp_path / "order"
    program = (
        "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: "
        f"(open({str(order)!r}, 'a').write(sys.argv[1]), sys.exit())); "
        "print('ready', flush=True); signal.pause()"
    )
    for name in "abc":
        log = tmp_path / name
        child = python(program, log)
        child.command = [*child.command, name]
        child.is_ready = lambda log=log: "ready" in log.read_text()
        supervisor.start([child])
    supervisor.stop()
    assert order.read_text() == "cba"


def test_the_first_signal_stops_and_the_second_disturbs_nothing() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stopping_on_signals():
        with pytest.raises(Stopped):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before
