"""`tablewright trial OLD.sql NEW.sql`: the migration between two schemas, really run."""

from __future__ import annotations

import json as codec
from argparse import ArgumentParser
from typing import Any

from designer.scripts import FINDINGS, FINE, NAMESPACE, ScriptCommand, add_script, add_trusted
from schemas.engine.plan import plan
from schemas.engine.write.ddl import write_ddl
from schemas.sandbox.jobs import trial
from schemas.sandbox.results import StepResult, TrialResult


class Command(ScriptCommand):
    help = "Tries the migration on a throw-away database; exits with 1 unless all went well."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_script(parser, "old")
        add_script(parser, "new")
        parser.add_argument("--json", action="store_true")
        add_trusted(parser)

    def work(self, *, old: str, new: str, json: bool, **options: Any) -> int:
        before = self.read_schema(old)
        after = self.read_schema(new)
        result = trial(
            write_ddl(before, include_unverified=False),
            [step.sql for step in plan(before, after).steps],
            write_ddl(after, include_unverified=False),
            namespace=NAMESPACE,
            within=self.within,
        )
        if json:
            self.stdout.write(codec.dumps(result, indent=2, ensure_ascii=False))
        else:
            self.stdout.writelines(f"{line}\n" for line in report_lines(result))
        return FINE if result["ok"] else FINDINGS


def report_lines(result: TrialResult) -> list[str]:
    lines = [_step_line(step) for step in result["steps"]]
    if refused := result["refused"]:
        lines.append(f"PostgreSQL refused ({result['refused_where']}): {refused['message']}")
    lines += result["differences"]
    return [*lines, _verdict(result)]


def _step_line(step: StepResult) -> str:
    time = "" if step["ms"] is None else f" {step['ms']:.1f} ms"
    locks = ", ".join(f"{lock['mode']} on {lock['relation']}" for lock in step["locks"])
    error = f"\n    {step['error']['message']}" if step["error"] else ""
    return f"{step['status']:>8}{time}  {step['sql']}{f'  [{locks}]' if locks else ''}{error}"


def _verdict(result: TrialResult) -> str:
    if result["ok"]:
        return "The migration ran, and its result equals the target."
    if result["equal"] is None:
        return "The migration did not run to its end."
    return "The migration ran, but its result differs from the target."
