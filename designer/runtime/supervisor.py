"""Keeps children running until told to stop: starts them group by group, stops them in reverse."""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from designer.runtime.child import Child

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
# A child that ran for this long was fine: its next end is a new misfortune.
LONG_ENOUGH = 30.0
_POLL = 0.2


class Stopped(BaseException):
    """A signal asked this process to end. No Exception, so that nothing on the way swallows it."""


@dataclass
class Supervisor:
    say: Callable[[str], None]
    groups: list[list["Kept"]] = field(default_factory=list)

    def start(self, children: Sequence[Child]) -> None:
        """Start them together and wait until all are ready; raises CannotRun when one is not."""
        group: list[Kept] = []
        self.groups.append(group)
        for child in children:
            group.append(Kept(child))
            child.start()
        for child in children:
            child.wait_until_ready()

    def watch(self) -> None:
        """Start again whatever ends, for ever; a signal leaves by raising Stopped."""
        while True:
            self.restart_ended(time.monotonic())
            time.sleep(_POLL)

    def restart_ended(self, now: float) -> None:
        """One look at every child; `now` is a monotonic clock's time in seconds."""
        for kept in (kept for group in self.groups for kept in group):
            if kept.child.is_running:
                continue
            if kept.ended_at is None:
                kept.note_end(now)
                kept.child.kill_group()
                self.say(f"{kept.child.name} ended ({_how(kept.child)}); starting it again.")
            if kept.may_start(now):
                kept.note_start(now)
                kept.child.start()

    def stop(self) -> None:
        """The last group first; within a group all at once."""
        while self.groups:
            group = self.groups.pop()
            for kept in group:
                kept.child.ask_to_end()
            for kept in group:
                kept.child.stop()


@dataclass
class Kept:
    """A child and when it may start again: almost at once, then after ever longer pauses."""

    child: Child
    started_at: float = field(default_factory=time.monotonic)
    ended_at: float | None = None
    pause: float = 0.0

    def note_end(self, now: float) -> None:
        lasted = now - self.started_at
        self.pause = FIRST_PAUSE if lasted > LONG_ENOUGH else self._longer_pause()
        self.ended_at = now

    def may_start(self, now: float) -> bool:
        return self.ended_at is None or now >= self.ended_at + self.pause

    def note_start(self, now: float) -> None:
        self.started_at, self.ended_at = now, None

    def _longer_pause(self) -> float:
        return min(max(self.pause * 2, FIRST_PAUSE), LONGEST_PAUSE)


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Inside, the first SIGINT, SIGTERM or SIGHUP raises Stopped; further ones are ignored."""
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for name in asked:
            signal.signal(name, signal.SIG_IGN)
        raise Stopped

    before = {name: signal.signal(name, stop) for name in asked}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _how(child: Child) -> str:
    code = child.process.returncode if child.process else None
    if code is not None and code < 0:
        return f"signal {-code}"
    return f"exit code {code}, see {child.log}"
