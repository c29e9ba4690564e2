"""What the commands that read SQL scripts have in common.

Exit status 0 says fine, 1 that there are findings or differences, 2 that the input is bad; what a
reading left out is told on standard error.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.management.base import BaseCommand

from schemas.engine.codec import decode
from schemas.engine.errors import Refused, TablewrightError
from schemas.engine.model import Schema
from schemas.engine.read.formats import Format, format_of
from schemas.sandbox.databases import Opener
from schemas.sandbox.jobs import import_script, powerless
from schemas.sandbox.live import database_of, door_of, is_address, read_live, shown_address
from schemas.sandbox.results import ImportResult, Refusal, Report
from schemas.sandbox.trusted import TrustedSandbox

STDIN = "-"
FINE, FINDINGS, BAD_INPUT = 0, 1, 2
# Any constant will do: equal names in two scripts then have equal ids.
NAMESPACE: UUID = uuid5(NAMESPACE_URL, "tablewright:command-line")


class ScriptCommand(BaseCommand):
    """A command without a database, unless it says so; `work` answers with the exit status."""

    requires_system_checks = ()
    within: Opener = staticmethod(powerless)
    """Where scripts are run while `work` works."""

    format: str = Format.POSTGRES
    """What the scripts are written in, unless their names say otherwise."""

    def handle(self, *, trusted: bool = False, **options: Any) -> None:
        self.format = options.pop("format", Format.POSTGRES)
        try:
            with sandbox(trusted=trusted) as self.within:
                status = self.work(trusted=trusted, **options)
        except TablewrightError as error:
            self.stderr.write(f"tablewright: {error}")
            status = BAD_INPUT
        if status != FINE:
            sys.exit(status)

    def work(self, **options: Any) -> int:
        raise NotImplementedError

    def read_schema(self, path: str) -> Schema:
        """Run a script in the sandbox, and say what was left out; raises Refused."""
        if is_address(path):
            schema, report = live_schema(path)
        else:
            written = format_of(path, self.format)
            schema, report = schema_of(read_script(path), path, format=written, within=self.within)
        for line in omissions(path, report):
            self.stderr.write(line)
        return schema


def live_schema(address: str) -> tuple[Schema, Report]:
    """What a running database holds; raises Refused when it cannot be read."""
    result = read_live(door_of(address, os.environ), namespace=NAMESPACE)
    return _accepted(result, address)


def _accepted(result: ImportResult, path: str) -> tuple[Schema, Report]:
    if refused := result["refused"]:
        raise Refused(refusal_line(path, refused))
    assert result["report"]
    return decode(result["schema"]), result["report"]


def title_of(path: str) -> str:
    """What a design is called after the place it comes from."""
    if is_address(path):
        return database_of(path) or "Schema"
    return "Schema" if path == STDIN else Path(path).stem


@contextmanager
def sandbox(*, trusted: bool) -> Iterator[Opener]:
    """What stands between scripts and this machine; a trusted one serves them one by one."""
    if not trusted:
        yield powerless
        return
    with TrustedSandbox() as one:
        yield one.database


def schema_of(
    script: bytes, name: str, *, format: Format = Format.POSTGRES, within: Opener
) -> tuple[Schema, Report]:
    """What a script makes; raises Refused with its place when PostgreSQL refuses it."""
    result = import_script(script, namespace=NAMESPACE, format=format, within=within)
    return _accepted(result, name)


def add_trusted(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--trusted",
        action="store_true",
        help="run scripts as a superuser of the throw-away cluster: only for SQL of your own",
    )


def add_script(parser: ArgumentParser, name: str, *, nargs: str | None = None) -> None:
    parser.add_argument(
        name,
        metavar=f"{name.upper()}.sql",
        nargs=nargs,
        help="PostgreSQL script, pg_dump output or postgresql:// address; - is stdin",
    )


def add_format(parser: ArgumentParser) -> None:
    """`--from`, as `format`: what the scripts are written in."""
    parser.add_argument(
        "--from",
        dest="format",
        metavar="FORMAT",
        choices=[format.value for format in Format],
        default=Format.POSTGRES.value,
        help=f"{', '.join(Format)}; a name ending in .dbml says so itself",
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
    """A line for each thing that was translated, left out or not verified."""
    lines = [
        f"{_shown(path)}:{told['line'] or '?'}: {told['message']}" for told in report["translated"]
    ]
    lines += [
        f"{_shown(path)}:{left['line'] or '?'}: left out: {left['message']}"
        for left in report["left_out"]
    ]
    unverified = [kept for kept in report["verbatim"] if not kept["verified"]]
    return lines + [
        f"{_shown(path)}:{kept['line'] or '?'}: kept unverified: {kept['kind']} {kept['name']}"
        for kept in unverified
    ]


def _shown(path: str) -> str:
    if is_address(path):
        return shown_address(path)
    return "standard input" if path == STDIN else path
