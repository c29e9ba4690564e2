"""`tablewright check-migration FILE.sql`: what a migration does that it should not."""

from __future__ import annotations

import json as codec
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from designer.batch import Case, answers, lines_of
from designer.scripts import (
    FINDINGS,
    FINE,
    ScriptCommand,
    add_script,
    add_trusted,
    read_script,
    refusal_line,
)
from schemas.engine.effects import LATEST_VERSION
from schemas.engine.errors import Refused
from schemas.engine.lint import Finding, check
from schemas.engine.model import Schema
from schemas.sandbox.limits import DEFAULT_LIMITS
from schemas.sandbox.script import ScriptRefused, read_text

OLDEST_VERSION = 10


class Command(ScriptCommand):
    help = "Says what a migration should not do as it does; exits with 1 if it finds anything."

    def create_parser(self, *names: str, **options: Any) -> CommandParser:
        """Here --version is that of PostgreSQL, not Django's own."""
        return super().create_parser(*names, conflict_handler="resolve", **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_script(parser, "file", nargs="?")
        parser.add_argument(
            "--base", metavar="OLD.sql", help="the schema it runs on: then nothing is guessed"
        )
        parser.add_argument(
            "--in-transaction", action="store_true", help="a tool runs it in one transaction"
        )
        parser.add_argument(
            "--version",
            dest="target",
            metavar="N",
            type=int,
            choices=range(OLDEST_VERSION, LATEST_VERSION + 1),
            default=LATEST_VERSION,
            help=f"major version of the server, from {OLDEST_VERSION} to {LATEST_VERSION}",
        )
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--jsonl",
            metavar="FILE",
            help="many cases, each a line {name, sql, base_sql, in_transaction}; - is stdin",
        )
        add_trusted(parser)

    def work(self, *, file: str | None, jsonl: str | None, target: int, **options: Any) -> int:
        if jsonl:
            return self._batch(jsonl, version=target, trusted=options["trusted"])
        if file is None:
            raise Refused("Name a migration, or a file of cases with --jsonl.")
        found = check(
            _text(file),
            base=self.read_schema(options["base"]) if options["base"] else None,
            in_transaction=options["in_transaction"],
            version=target,
        )
        if options["json"]:
            self.stdout.write(codec.dumps(_document(found), indent=2, ensure_ascii=False))
        else:
            self.stdout.writelines(f"{_line(file, finding)}\n" for finding in found)
        return FINDINGS if found else FINE

    def _batch(self, path: str, *, version: int, trusted: bool) -> int:
        def work(case: Case) -> dict[str, Any]:
            found = check(
                case.text("sql"),
                base=_base(case),
                in_transaction=case.flag("in_transaction", default=False),
                version=version,
            )
            return {"findings": _document(found)}

        for answer in answers(lines_of(path), work, trusted=trusted):
            self.stdout.write(codec.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
        return FINE


def _base(case: Case) -> Schema | None:
    """An empty base says as little as none."""
    is_given = case.has("base_sql") and case.text("base_sql").strip()
    return case.schema("base_sql") if is_given else None


def _text(path: str) -> str:
    try:
        return read_text(read_script(path), DEFAULT_LIMITS)
    except ScriptRefused as refused:
        raise Refused(refusal_line(path, refused.refusal)) from refused


def _document(found: list[Finding]) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in found]


def _line(path: str, finding: Finding) -> str:
    place = f"{path}:{finding.line}: {finding.severity} {finding.rule}"
    return f"{place}\n    {finding.message}\n    Safer: {finding.safer}"
