"""Thousands of cases in one process: JSON lines in, JSON lines out, in the same order.

A case that fails is answered by `{"name": …, "error": …}` and never stops the rest. In trusted mode
each lane keeps one sandbox, in which every script gets a fresh database.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from designer.scripts import STDIN, schema_of
from schemas.engine.errors import Refused, TablewrightError, UnreadableText
from schemas.engine.model import Schema
from schemas.sandbox.databases import Opener
from schemas.sandbox.jobs import powerless
from schemas.sandbox.limits import Limits
from schemas.sandbox.trusted import TrustedSandbox

CASE_LIMITS = Limits(run_seconds=60)
"""A case that hangs holds up its lane no longer than that."""
# Enough that a slow case leaves the other lanes something to do.
_AHEAD = 4


class Case:
    """One line of the file, and where its scripts may run."""

    def __init__(self, fields: dict[str, Any], sandbox: TrustedSandbox | None) -> None:
        self._fields, self._sandbox = fields, sandbox

    def text(self, name: str) -> str:
        """Raises UnreadableText when the case lacks the field, or has no text in it."""
        value = self._fields.get(name)
        if not isinstance(value, str):
            raise UnreadableText(f'The case has no text in "{name}".')
        return value

    def has(self, name: str) -> bool:
        return self._fields.get(name) is not None

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._fields[name] if self.has(name) else default
        if not isinstance(value, bool):
            raise UnreadableText(f'"{name}" is to be true or false.')
        return value

    @property
    def roles(self) -> Sequence[str]:
        roles = self._fields.get("roles") or []
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise UnreadableText('"roles" is to be a list of names.')
        return roles

    def schema(self, name: str) -> Schema:
        """What the script in this field makes; raises Refused with its place."""
        script = self.text(name)
        if not script.strip():
            return Schema()
        return schema_of(script.encode(), name, within=self.within)[0]

    @property
    def within(self) -> Opener:
        """Where the case gets its databases, one at a time."""
        if self._sandbox is None:
            return powerless
        return partial(self._sandbox.database, roles=self.roles)


Work = Callable[[Case], dict[str, Any]]
"""The answer to a case, without its name."""


def answers(lines: Iterable[str], work: Work, *, trusted: bool) -> Iterator[dict[str, Any]]:
    """The answer to each line, as soon as all before it are answered."""
    lanes = os.cpu_count() or 1
    free: SimpleQueue[TrustedSandbox | None] = SimpleQueue()
    with ExitStack() as stack:
        for _ in range(lanes):
            free.put(stack.enter_context(TrustedSandbox(CASE_LIMITS)) if trusted else None)
        pool = stack.enter_context(ThreadPoolExecutor(lanes))
        waiting: deque[Future[dict[str, Any]]] = deque()
        for line in enumerate(lines, start=1):
            waiting.append(pool.submit(_answer, *line, work, free))
            while len(waiting) > lanes * _AHEAD or (waiting and waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def lines_of(path: str) -> Iterator[str]:
    """The lines of a file or of standard input; raises Refused when it cannot be read."""
    try:
        if path == STDIN:
            yield from sys.stdin
        else:
            with Path(path).open(encoding="utf-8") as file:
                yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read: {error}.") from error


def _answer(
    number: int, line: str, work: Work, free: SimpleQueue[TrustedSandbox | None]
) -> dict[str, Any]:
    name: Any = f"line {number}"
    sandbox = free.get()
    try:
        fields = _fields(line)
        name = fields.get("name", name)
        return {"name": name, **work(Case(fields, sandbox))}
    except TablewrightError as error:
        return {"name": name, "error": str(error)}
    except Exception as error:
        traceback.print_exc()
        return {"name": name, "error": f"Tablewright failed: {type(error).__name__}: {error}"}
    finally:
        free.put(sandbox)


def _fields(line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableText(f"This line is no JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise UnreadableText("This line is no JSON object.")
    return fields
