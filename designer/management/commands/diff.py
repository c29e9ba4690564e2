"""`tablewright diff OLD.sql NEW.sql`: the migration from one schema to another."""

from __future__ import annotations

import json as codec
from argparse import ArgumentParser
from typing import Any

from designer.scripts import FINDINGS, FINE, ScriptCommand, add_script
from schemas.engine.plan import plan


class Command(ScriptCommand):
    help = "Prints the migration from one schema to another; exits with 1 unless they are equal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_script(parser, "old")
        add_script(parser, "new")
        parser.add_argument("--down", action="store_true", help="the way back instead")
        parser.add_argument("--json", action="store_true")

    def work(self, *, old: str, new: str, down: bool, json: bool, **options: Any) -> int:
        before = self.read_schema(old)
        after = self.read_schema(new)
        migration = plan(after, before) if down else plan(before, after)
        if json:
            self._print_json(migration.steps)
        elif migration.steps:
            self.stdout.write(migration.sql)
        return FINDINGS if migration.steps else FINE

    def _print_json(self, steps: Any) -> None:
        document = {"steps": [step.to_json() for step in steps]}
        self.stdout.write(codec.dumps(document, indent=2, ensure_ascii=False))
