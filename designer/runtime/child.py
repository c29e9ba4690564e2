"""One process that the supervisor starts, watches and stops."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from designer.runtime.errors import CannotRun
from schemas.sandbox.accounts import Account
from schemas.sandbox.lifelines import die_with_parent

LARGEST_LOG = 5_000_000
_POLL = 0.05


@dataclass
class Child:
    """How one process is started; `start` may be called again after it ended."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    account: Account | None = None
    """None: the account of this process."""
    folder: Path = Path("/")
    stdin: bytes = b""
    pass_fds: tuple[int, ...] = ()
    is_ready: Callable[[], bool] = lambda: True
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 10.0
    """Seconds between `stop_signal` and SIGKILL."""
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=self.pass_fds,
                # Ctrl-C in a terminal reaches a whole group; the supervisor stops us in order.
                start_new_session=True,
                # Runs after the change of account, which would clear what it asks for.
                preexec_fn=self._follow_parent,  # noqa: PLW1509 - the supervisor has no threads
                **(self.account.popen_options() if self.account else {}),
            )
        assert self.process.stdin
        with suppress(BrokenPipeError), self.process.stdin as pipe:
            pipe.write(self.stdin)

    def _follow_parent(self) -> None:
        die_with_parent(self.stop_signal)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_until_ready(self, *, seconds: float = 60.0) -> None:
        """Raises CannotRun, with the end of the log, if it ends first or takes longer."""
        deadline = time.monotonic() + seconds
        while not self.is_ready():
            if not self.is_running:
                raise CannotRun(f"{self.name} ended while starting. {self._last_words()}")
            if time.monotonic() > deadline:
                raise CannotRun(f"{self.name} is not ready after {seconds:g} s; see {self.log}.")
            time.sleep(_POLL)

    def ask_to_end(self) -> None:
        if self.process is not None and self.is_running:
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """Ask it to end; then nothing is left of it, and of what it started in its group."""
        self.ask_to_end()
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.grace)
        self.kill_group()
        self.process.wait()

    def kill_group(self) -> None:
        """Kill at once what is left of its group, which can outlive it."""
        # macOS answers for a group in which all have ended that this is not permitted.
        with suppress(ProcessLookupError, PermissionError):
            if self.process:
                os.killpg(self.process.pid, signal.SIGKILL)

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return (
            f"Its log, {self.log}, ends: {lines[-1]}" if lines else f"It left no log in {self.log}."
        )


def open_log(folder: Path, name: str) -> Path:
    """The log's path; a large one from earlier runs is set aside, and replaces the one before."""
    log = folder / f"{name}.log"
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    return log
