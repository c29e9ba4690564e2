"""`tablewright diff OLD.sql NEW.sql`: the migration from one schema to another."""

from __future__ import annotations

import json as codec
from argparse import ArgumentParser
from typing import Any

from designer.batch import Case, answers, lines_of
from designer.scripts import FINDINGS, FINE, ScriptCommand, add_format, add_script, add_trusted
from schemas.engine.errors import Refused
from schemas.engine.model import Schema
from schemas.engine.plan import Plan, plan


class Command(ScriptCommand):
    help = "Prints the migration from one schema to another; exits with 1 unless they are equal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_script(parser, "old", nargs="?")
        add_script(parser, "new", nargs="?")
        add_format(parser)
        parser.add_argument("--down", action="store_true", help="the way back instead")
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--jsonl",
            metavar="FILE",
            help="many pairs, each a line {name, before_sql, after_sql, roles}; - is stdin",
        )
        add_trusted(parser)

    def work(
        self, *, old: str | None, new: str | None, jsonl: str | None, down: bool, **options: Any
    ) -> int:
        if jsonl:
            return self._batch(jsonl, down=down, trusted=options["trusted"])
        if old is None or new is None:
            raise Refused("Name two scripts, or a file of pairs with --jsonl.")
        migration = planned(self.read_schema(old), self.read_schema(new), down=down)
        if options["json"]:
            self.stdout.write(codec.dumps(document(migration), indent=2, ensure_ascii=False))
        elif migration.steps:
            self.stdout.write(migration.sql)
        return FINDINGS if migration.steps else FINE

    def _batch(self, path: str, *, down: bool, trusted: bool) -> int:
        def work(case: Case) -> dict[str, Any]:
            return document(planned(case.schema("before_sql"), case.schema("after_sql"), down=down))

        for answer in answers(lines_of(path), work, trusted=trusted):
            self.stdout.write(codec.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
        return FINE


def planned(before: Schema, after: Schema, *, down: bool) -> Plan:
    return plan(after, before) if down else plan(before, after)


def document(migration: Plan) -> dict[str, Any]:
    """The migration as JSON."""
    return {"steps": [step.to_json() for step in migration.steps], "renames_guessed": []}
