"""`tablewright diff OLD.sql NEW.sql`: the migration from one schema to another."""

from __future__ import annotations

import json as codec
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from designer.batch import Case, answers, lines_of
from designer.scripts import FINDINGS, FINE, ScriptCommand, add_format, add_script, add_trusted
from schemas.engine.effects import annotate
from schemas.engine.errors import Refused
from schemas.engine.match import Suggestion, adopt_ids, suggest_renames
from schemas.engine.model import Schema
from schemas.engine.online import online
from schemas.engine.plan import Plan, plan


class Command(ScriptCommand):
    help = "Prints the migration from one schema to another; exits with 1 unless they are equal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_script(parser, "old", nargs="?")
        add_script(parser, "new", nargs="?")
        add_format(parser)
        parser.add_argument("--down", action="store_true", help="the way back instead")
        parser.add_argument(
            "--online",
            action="store_true",
            help="longer, but nobody who reads or writes meanwhile waits for it where that can be",
        )
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--jsonl",
            metavar="FILE",
            help="many pairs, each a line {name, before_sql, after_sql, roles}; - is stdin",
        )
        parser.add_argument(
            "--accept-renames",
            action="store_true",
            help="take what looks like a rename for one; without it, guesses are only told",
        )
        add_trusted(parser)

    def work(self, *, old: str | None, new: str | None, **options: Any) -> int:
        choice = Choice(
            down=options["down"],
            accept_renames=options["accept_renames"],
            online=options["online"],
        )
        if options["jsonl"]:
            return self._batch(options["jsonl"], choice, trusted=options["trusted"])
        if old is None or new is None:
            raise Refused("Name two scripts, or a file of pairs with --jsonl.")
        migration = migrate(self.read_schema(old), self.read_schema(new), choice)
        if options["json"]:
            self.stdout.write(codec.dumps(migration.to_json(), indent=2, ensure_ascii=False))
        elif migration.plan.steps:
            if not choice.accept_renames:
                self.stdout.writelines(f"-- {line}\n" for line in migration.guesses)
            self.stdout.write(migration.plan.sql)
        return FINDINGS if migration.plan.steps else FINE

    def _batch(self, path: str, choice: Choice, *, trusted: bool) -> int:
        def work(case: Case) -> dict[str, Any]:
            before, after = case.schema("before_sql"), case.schema("after_sql")
            return migrate(before, after, choice).to_json()

        for answer in answers(lines_of(path), work, trusted=trusted):
            self.stdout.write(codec.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
        return FINE


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the migrations between two designs is wanted."""

    down: bool
    accept_renames: bool
    online: bool = False


@dataclass(frozen=True, slots=True)
class Migration:
    """A plan, and what looks like a rename between the two designs."""

    plan: Plan
    guessed: Sequence[Suggestion]

    @property
    def guesses(self) -> Iterator[str]:
        for guess in self.guessed:
            was, now = ".".join(guess.was), ".".join(guess.now)
            yield f"{guess.kind} {was} may be {now} now: --accept-renames renames it."

    def to_json(self) -> dict[str, Any]:
        return {
            "steps": [step.to_json() for step in self.plan.steps],
            "renames_guessed": [
                {"kind": guess.kind, "was": guess.was, "now": guess.now, "score": guess.score}
                for guess in self.guessed
            ],
        }


def migrate(before: Schema, after: Schema, choice: Choice) -> Migration:
    """The migration from one reading to another, with the effects of each step."""
    if choice.down:
        before, after = after, before
    guessed = suggest_renames(before, after)
    if choice.accept_renames:
        after = adopt_ids(after, before, guessed)
    direct = plan(before, after)
    chosen = online(direct, before, after) if choice.online else annotate(direct, before)
    return Migration(chosen, guessed)
