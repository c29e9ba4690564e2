"""What the commands that read SQL scripts have in common.

Exit status 0 says fine, 1 that there are findings or differences, 2 that the input is bad; what a
reading left out is told on standard error.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.management.base import BaseCommand

from schemas.engine.codec import decode
from schemas.engine.errors import Refused, TablewrightError
from schemas.engine.model import Schema
from schemas.sandbox.jobs import import_script
from schemas.sandbox.results import Refusal, Report

STDIN = "-"
FINE, FINDINGS, BAD_INPUT = 0, 1, 2
# Any constant will do: equal names in two scripts then have equal ids.
NAMESPACE: UUID = uuid5(NAMESPACE_URL, "tablewright:command-line")


class ScriptCommand(BaseCommand):
    """A command without a database, unless it says so; `work` answers with the exit status."""

    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        try:
            status = self.work(**options)
        except TablewrightError as error:
            self.stderr.write(f"tablewright: {error}")
            status = BAD_INPUT
        if status != FINE:
            sys.exit(status)

    def work(self, **options: Any) -> int:
        raise NotImplementedError

    def read_schema(self, path: str) -> Schema:
        """Run a script in the sandbox; raises Refused with its place when PostgreSQL refuses it."""
        result = import_script(read_script(path), namespace=NAMESPACE)
        if refused := result["refused"]:
            raise Refused(refusal_line(path, refused))
        for line in omissions(path, result["report"]):
            self.stderr.write(line)
        return decode(result["schema"])


def add_script(parser: ArgumentParser, name: str) -> None:
    parser.add_argument(
        name, metavar=f"{name.upper()}.sql", help="PostgreSQL script or pg_dump output; - is stdin"
    )


def read_script(path: str) -> bytes:
    """The bytes of a file or of standard input; Refused when there are none to be had."""
    try:
        script = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
    if not script.strip():
        raise Refused(f"{_shown(path)} is empty: give a script with SQL in it.")
    return script


def refusal_line(path: str, refused: Refusal) -> str:
    """`shop.sql:3: syntax error at …`, and the hint where there is one."""
    place = f"{_shown(path)}:{refused['line']}" if refused["line"] else _shown(path)
    line = f"{place}: {refused['message']}"
    return f"{line.removesuffix('.')}. {refused['hint']}" if refused["hint"] else line


def omissions(path: str, report: Report) -> list[str]:
    """A line for each statement that was left out, and for each object that was not verified."""
    lines = [
        f"{_shown(path)}:{left['line'] or '?'}: left out: {left['message']}"
        for left in report["left_out"]
    ]
    unverified = [kept for kept in report["verbatim"] if not kept["verified"]]
    return lines + [
        f"{_shown(path)}:{kept['line'] or '?'}: kept unverified: {kept['kind']} {kept['name']}"
        for kept in unverified
    ]


def _shown(path: str) -> str:
    return "standard input" if path == STDIN else path
