"""`make corpus`: how faithfully real schemas survive import and DDL, measured by pg_dump.

Each script of a folder is run in the trusted sandbox and read; our DDL of what was read is run in
an empty database. Then `pg_dump --schema-only` of the two, owners and privileges included, is
compared statement by statement, in any order, and so are the two catalogs by our own comparison.
Beside it stands what the powerless mode, that of the web, leaves out or keeps unverified. The table
goes to docs/fidelity.md; no text of the scripts does.

    python -m bench.corpus [FOLDER] [--only NAME] [--keep DIRECTORY]

The folder is `$CORPUS`, else `../shared/corpus/dev` beside the checkout.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from bench.dumps import Entries, differing, dump
from schemas.engine import codec
from schemas.engine.errors import SandboxUnavailable
from schemas.engine.model import Schema
from schemas.engine.write.ddl import write_ddl
from schemas.sandbox.compare import compare
from schemas.sandbox.jobs import import_script
from schemas.sandbox.results import Refusal, Report
from schemas.sandbox.trusted import TrustedSandbox
from schemas.sandbox.watchdog import Stopped

NAMESPACE = UUID("6f1f0c52-3a0e-4a39-9a43-5d5b1f2a7c10")
ROOT = Path(__file__).resolve().parents[1]
DEFAULT_FOLDER = ROOT.parent / "shared" / "corpus" / "dev"
REPORT = ROOT / "docs" / "fidelity.md"


@dataclass(frozen=True, slots=True)
class Loaded:
    """One script in one database: what pg_dump says of it, and what our reader made of it."""

    entries: Entries
    schema: Schema
    report: Report


@dataclass(slots=True)
class Outcome:
    """One row of the table."""

    name: str
    reason: str = ""
    tables: int = 0
    left_out: int = 0
    unverified: int = 0
    powerless: str = ""
    """What the mode without rights leaves out and keeps unverified, or that it refuses."""
    ddl_runs: bool = False
    differing: list[str] = field(default_factory=list)
    catalog: list[str] = field(default_factory=list)

    @property
    def imports(self) -> bool:
        return self.tables > 0 or not self.reason

    @property
    def dump_equal(self) -> bool:
        return self.ddl_runs and not self.differing


def main() -> None:
    arguments = _arguments()
    folder = Path(arguments.folder)
    if not folder.is_dir():
        sys.exit(f"There is no corpus in {folder}: name a folder of .sql files, or set CORPUS.")
    outcomes = []
    with TrustedSandbox() as sandbox:
        for script in sorted(folder.glob(f"{arguments.only or '*'}.sql")):
            outcome = measure(script, sandbox)
            outcomes.append(outcome)
            print(_row(outcome), flush=True)
            if arguments.keep:
                _keep(Path(arguments.keep), outcome)
    text = _document(outcomes)
    print(text.splitlines()[2])
    if not arguments.only:
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(text)


def measure(script: Path, sandbox: TrustedSandbox) -> Outcome:
    outcome = Outcome(script.stem)
    original = _load(script.read_bytes(), sandbox)
    outcome.powerless = _without_rights(script.read_bytes())
    if not isinstance(original, Loaded):
        outcome.reason = original
        return outcome
    outcome.tables = original.report["structured"].get("tables", 0)
    outcome.left_out, outcome.unverified = _losses(original.report)
    ours = _load(write_ddl(original.schema).encode(), sandbox)
    if not isinstance(ours, Loaded):
        outcome.reason = f"our DDL: {ours}"
        return outcome
    outcome.ddl_runs = True
    outcome.differing = differing(ours.entries, original.entries)
    outcome.catalog = compare(ours.schema, original.schema).differences
    return outcome


def _load(script: bytes, sandbox: TrustedSandbox) -> Loaded | str:
    """The script in a database of its own, or why it is not there."""
    try:
        with sandbox.database() as database:
            if refused := database.run_script(script, may_be_empty=True):
                return _sentence(refused)
            entries = dump(database)
            answer = database.read(NAMESPACE)
            return Loaded(entries, codec.decode(answer["schema"]), answer["report"])
    except Stopped as stopped:
        return f"stopped: {stopped.reason} {stopped.detail}"


def _without_rights(script: bytes) -> str:
    try:
        result = import_script(script, namespace=NAMESPACE)
    except SandboxUnavailable as error:
        return str(error)
    if result["report"] is None:
        return "refused"
    left_out, unverified = _losses(result["report"])
    return f"{left_out} / {unverified}"


def _losses(report: Report) -> tuple[int, int]:
    """How many statements were left out, and how many objects are kept unverified."""
    unverified = sum(not kept["verified"] for kept in report["verbatim"])
    return len(report["left_out"]), unverified


def _sentence(refused: Refusal) -> str:
    line = f" (line {refused['line']})" if refused["line"] else ""
    return f"{refused['message']}{line}"


def _row(outcome: Outcome) -> str:
    cells = [
        outcome.name,
        "yes" if outcome.imports else "no",
        str(outcome.tables),
        str(outcome.left_out),
        str(outcome.unverified),
        outcome.powerless.replace("|", "\\|")[:80],
        _yes(outcome.dump_equal, outcome),
        str(len(outcome.differing)) if outcome.ddl_runs else "–",
        _yes(outcome.ddl_runs and not outcome.catalog, outcome),
        outcome.reason.replace("|", "\\|")[:160],
    ]
    return "| " + " | ".join(cells) + " |"


def _yes(holds: bool, outcome: Outcome) -> str:
    return "yes" if holds else "no" if outcome.imports else "–"


def _document(outcomes: list[Outcome]) -> str:
    imported = sum(outcome.imports for outcome in outcomes)
    equal = sum(outcome.dump_equal for outcome in outcomes)
    catalogs = sum(outcome.ddl_runs and not outcome.catalog for outcome in outcomes)
    total = len(outcomes)
    head = (
        "# Fidelity\n\n"
        f"Of {total} schemas of real products, {imported} import, {equal} give an equal "
        f"`pg_dump --schema-only` after our DDL is run in an empty database, and {catalogs} an "
        "equal catalog by our own comparison.\n\n"
        "Written by `make corpus`; not edited by hand. Scripts run as a superuser (`--trusted`), "
        "and statements are compared in any order, with owners and privileges. “Left out” counts "
        "statements that were not run or failed without stopping the import, “unverified” objects "
        "that are kept as text because the sandbox cannot create them; “powerless” has both for "
        "the same script in the mode that the web uses, where it has no rights.\n\n"
        "| schema | imports | tables | left out | unverified | powerless | dump equal "
        "| differing lines | catalog equal | reason |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(outcome) + "\n" for outcome in outcomes)


def _keep(directory: Path, outcome: Outcome) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    lines = [outcome.reason, *outcome.differing, "", *outcome.catalog]
    (directory / f"{outcome.name}.txt").write_text("\n".join(lines) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=os.environ.get("CORPUS") or DEFAULT_FOLDER)
    parser.add_argument("--only", help="one script by its name without .sql")
    parser.add_argument("--keep", help="a directory for the differing lines of each schema")
    return parser.parse_args()


if __name__ == "__main__":
    main()
