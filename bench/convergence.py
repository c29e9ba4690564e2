"""Does `diff` converge? Each migration of a file of pairs is run, and pg_dump is the judge.

For each pair, `before_sql` is run in one database and `after_sql` in another; the steps of
`diff` are run on the first, in their transactions, as any client would; then both are dumped with
owners and privileges. The dumps must be equal, entry by entry in any order; the columns of a table
may be in another order where nothing but that differs. Our own reading of both catalogs must be
equal as well, and equal dumps must need no step at all.

    python -m bench.convergence FILE.jsonl [--only TEXT] [--rows] [--down] [--online] [--verbose]

A line of the file is `{"name", "before_sql", "after_sql", "roles": […], "category"}`; the last two
may be left out. Trusted: give it SQL of your own only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.dumps import Entries, differing, dump, without_column_order
from designer.batch import CASE_LIMITS, Case, answers, lines_of
from designer.scripts import NAMESPACE, refusal_line
from schemas.engine import codec
from schemas.engine.errors import Refused
from schemas.engine.model import Schema
from schemas.engine.names import qualified
from schemas.engine.online import online as online_form
from schemas.engine.plan import Plan, plan
from schemas.sandbox.compare import compare
from schemas.sandbox.databases import Database
from schemas.sandbox.results import Refusal, StatementGroup
from schemas.sandbox.watchdog import Stopped

FILL = (Path(__file__).parent / "rows.sql").read_text()
SHOWN = 6
ROWS_REFUSE = "Rows refuse the way"
_INTEGRITY_VIOLATION = "23"


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong at a stage: "up", "down", "rows", "plan" …, and the lines that show it."""

    stage: str
    lines: list[str]


@dataclass(slots=True)
class Outcome:
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    steps: int = 0
    seconds: float = 0.0

    def fail(self, stage: str, lines: list[str]) -> None:
        self.failures.append(Failure(stage, lines))


@dataclass(frozen=True, slots=True)
class State:
    """A database as our reader and as pg_dump see it."""

    schema: Schema
    entries: Entries


def converge(
    case: Case, *, rows: bool = False, down: bool = False, online: bool = False
) -> Outcome:
    """Run one pair up to where it fails; where rows are at odds with it, once more without."""
    outcome = _converge(case, rows=rows, down=down, online=online)
    if rows and outcome.notes and outcome.notes[-1].startswith(ROWS_REFUSE):
        bare = _converge(case, rows=False, down=down, online=online)
        bare.notes = [*outcome.notes, *bare.notes]
        return bare
    return outcome


def _converge(case: Case, *, rows: bool, down: bool, online: bool) -> Outcome:
    started, outcome = time.perf_counter(), Outcome()
    try:
        with case.within(CASE_LIMITS) as database:
            _run(database, case, "after_sql")
            after = _state(database)
        with case.within(CASE_LIMITS) as database:
            _run(database, case, "before_sql")
            before = _state(database)
            if rows:
                database.execute([{"transaction": False, "statements": [FILL]}])
            _there_and_back(database, before, after, outcome, down=down, online=online)
    except Refused as refused:
        outcome.fail("script", [str(refused)])
    except Stopped as stopped:
        outcome.fail("sandbox", [f"It ended: {stopped.reason} {stopped.detail}"])
    outcome.seconds = round(time.perf_counter() - started, 3)
    return outcome


def _there_and_back(
    database: Database,
    before: State,
    after: State,
    outcome: Outcome,
    *,
    down: bool,
    online: bool,
) -> None:
    up = _plan(before.schema, after.schema, online=online)
    outcome.steps = len(up.steps)
    if before.entries == after.entries and up.steps:
        outcome.fail("needless", [step.sql for step in up.steps])
    if plan(after.schema, after.schema).steps:
        outcome.fail("needless", ["after differs from itself"])
    counts = _counts(database, before.schema, after.schema)
    if not _migrate(database, up, after, outcome, stage="up"):
        return
    if lost := _lost(counts, _counts(database, after.schema, before.schema)):
        outcome.fail("rows", lost)
    if down:
        back = _plan(after.schema, before.schema, online=online)
        _migrate(database, back, before, outcome, stage="down")


def _plan(before: Schema, after: Schema, *, online: bool) -> Plan:
    direct = plan(before, after)
    return online_form(direct, before, after) if online else direct


def _migrate(
    database: Database, migration: Plan, target: State, outcome: Outcome, *, stage: str
) -> bool:
    """Whether the steps ran; what they did not reach is told in `outcome`."""
    groups: list[StatementGroup] = [
        {"transaction": group.transaction, "statements": [step.sql for step in group.steps]}
        for group in migration.groups
    ]
    if refused := database.execute(groups):
        _take_refusal(refused, outcome, stage)
        return False
    actual = _state(database)
    if lines := differing(
        without_column_order(actual.entries), without_column_order(target.entries)
    ):
        outcome.fail(stage, lines)
    elif actual.entries != target.entries:
        outcome.notes.append(f"{stage}: columns are in another order")
    if sentences := compare(actual.schema, target.schema).differences:
        outcome.fail(f"{stage} catalog", sentences)
    return True


def _take_refusal(refused: Refusal, outcome: Outcome, stage: str) -> None:
    """Rows may be at odds with the target whatever the migration does."""
    lines = [refused["message"], *(refused["statement"] or "").splitlines()]
    if (refused["sqlstate"] or "").startswith(_INTEGRITY_VIOLATION):
        outcome.notes.append(f"{ROWS_REFUSE} {stage}: {refused['message']}")
    else:
        outcome.fail(f"{stage} steps", lines)


def _run(database: Database, case: Case, name: str) -> None:
    if refused := database.run_script(case.text(name).encode(), may_be_empty=True):
        raise Refused(refusal_line(name, refused))


def _state(database: Database) -> State:
    return State(codec.decode(database.read(NAMESPACE)["schema"]), dump(database))


def _counts(database: Database, here: Schema, there: Schema) -> dict[str, int]:
    """Rows of each table that is in both designs under its name."""
    kept = {(table.schema, table.name) for table in there.tables}
    names = [qualified(t.schema, t.name) for t in here.tables if (t.schema, t.name) in kept]
    queries = (f"SELECT count(*) FROM {name}" for name in names)  # noqa: S608 -- quoted names
    rows = database.query(" UNION ALL ".join(queries)) if names else []
    return {name: int(row[0] or 0) for name, row in zip(names, rows, strict=True)}


def _lost(before: dict[str, int], after: dict[str, int]) -> list[str]:
    return [
        f"{name} has {after[name]} rows of {count}"
        for name, count in before.items()
        if after.get(name, 0) < count
    ]


def main() -> None:
    arguments = _arguments()

    forms = {"rows": arguments.rows, "down": arguments.down, "online": arguments.online}

    def work(case: Case) -> dict[str, Any]:
        category = {"category": case.text("category")} if case.has("category") else {}
        return category | asdict(converge(case, **forms))

    lines = _chosen(lines_of(arguments.file), arguments.only)
    report, totals = [], Totals()
    for answer in answers(lines, work, trusted=True):
        report.append(answer)
        totals.add(answer)
        _print(answer, verbose=arguments.verbose)
    print(totals)
    if arguments.report:
        Path(arguments.report).write_text(json.dumps(report, indent=1, ensure_ascii=False))
    sys.exit(1 if totals.failed else 0)


def _chosen(lines: Iterable[str], only: str | None) -> Iterator[str]:
    return (line for line in lines if not only or only in line)


def _print(answer: dict[str, Any], *, verbose: bool) -> None:
    most = None if verbose else SHOWN
    if "error" in answer:
        print(f"FAIL {answer['name']}: {answer['error']}", flush=True)
        return
    for failure in answer["failures"]:
        shown = "\n     ".join(failure["lines"][:most])
        print(f"FAIL {answer['name']} [{failure['stage']}]\n     {shown}", flush=True)
    if verbose:
        print(f"     {answer['name']}: {answer['steps']} steps, {answer['seconds']} s", flush=True)
        for note in answer["notes"]:
            print(f"     note: {note}", flush=True)


class Totals:
    """How many pairs of each category went well, and at which stage the others failed."""

    def __init__(self) -> None:
        self._all, self._good, self._stages = Counter[str](), Counter[str](), Counter[str]()

    def add(self, answer: dict[str, Any]) -> None:
        prefix, slash, _ = str(answer["name"]).partition("/")
        category = answer.get("category") or (prefix if slash else "others")
        failures = answer.get("failures", [{"stage": "error"}])
        self._all[category] += 1
        self._good[category] += not failures
        self._stages.update({failure["stage"] for failure in failures})

    @property
    def failed(self) -> int:
        return self._all.total() - self._good.total()

    def __str__(self) -> str:
        lines = [
            f"{self._good[name]:>5} of {count:>5}  {name}"
            for name, count in sorted(self._all.items())
        ]
        stages = ", ".join(f"{stage} {count}" for stage, count in self._stages.most_common())
        whole = f"{self._good.total():>5} of {self._all.total():>5}  converge"
        return "\n".join([*lines, whole, *([f"failed at: {stages}"] if stages else [])])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.convergence", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", metavar="FILE.jsonl", help="the pairs; - is stdin")
    parser.add_argument("--only", metavar="TEXT", help="lines that have this text, say a name")
    parser.add_argument("--rows", action="store_true", help="put rows into every table first")
    parser.add_argument("--down", action="store_true", help="and back again")
    parser.add_argument("--online", action="store_true", help="the online form of each plan")
    parser.add_argument("--verbose", action="store_true", help="every differing line, and notes")
    parser.add_argument("--report", metavar="FILE.json", help="where to write the details")
    return parser.parse_args()


if __name__ == "__main__":
    main()
