"""`make corpus`: how faithfully real schemas survive import and DDL, measured by pg_dump.

Each script of a folder is run in the sandbox and read; our DDL of what was read is run in an empty
cluster. Then `pg_dump --schema-only` of the two clusters is compared statement by statement, in any
order, and so are the two catalogs by our own comparison. The table goes to docs/fidelity.md; no
text of the scripts does.

    python bench/corpus.py [FOLDER] [--only NAME] [--keep DIRECTORY]

The folder is `$CORPUS`, else `../shared/corpus/dev` beside the checkout.
"""

from __future__ import annotations

import argparse
import base64
import difflib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from schemas.engine import codec  # noqa: E402
from schemas.engine.write.ddl import write_ddl  # noqa: E402
from schemas.sandbox import roles  # noqa: E402
from schemas.sandbox.binaries import CLEAN_ENVIRONMENT  # noqa: E402
from schemas.sandbox.cluster import Cluster  # noqa: E402
from schemas.sandbox.compare import compare  # noqa: E402
from schemas.sandbox.jobs import ignore  # noqa: E402
from schemas.sandbox.limits import DEFAULT_LIMITS  # noqa: E402
from schemas.sandbox.results import Refusal  # noqa: E402
from schemas.sandbox.watchdog import RunnerChild, Stopped  # noqa: E402

NAMESPACE = UUID("6f1f0c52-3a0e-4a39-9a43-5d5b1f2a7c10")
DEFAULT_FOLDER = ROOT.parent / "shared" / "corpus" / "dev"
REPORT = ROOT / "docs" / "fidelity.md"
_SESSION_LINE = re.compile(r"^(SET |SELECT pg_catalog\.set_config|\\(un)?restrict|--)")


@dataclass(slots=True)
class Loaded:
    """One script in one cluster: what pg_dump says of it, and what our reader made of it."""

    dump: list[str]
    schema: dict[str, Any]
    report: dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """One row of the table."""

    name: str
    reason: str = ""
    tables: int = 0
    left_out: int = 0
    unverified: int = 0
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
    for script in sorted(folder.glob(f"{arguments.only or '*'}.sql")):
        outcome = measure(script)
        outcomes.append(outcome)
        print(_row(outcome), flush=True)
        if arguments.keep:
            _keep(Path(arguments.keep), outcome)
    text = _document(outcomes)
    print(text.splitlines()[2])
    if not arguments.only:
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(text)


def measure(script: Path) -> Outcome:
    outcome = Outcome(script.stem)
    original = _load(script.read_bytes())
    if not isinstance(original, Loaded):
        outcome.reason = _sentence(original)
        return outcome
    outcome.tables = original.report["structured"].get("tables", 0)
    outcome.left_out = len(original.report["left_out"])
    outcome.unverified = sum(not kept["verified"] for kept in original.report["verbatim"])
    schema = codec.decode(original.schema)
    ours = _load(write_ddl(schema).encode())
    if not isinstance(ours, Loaded):
        outcome.reason = "our DDL: " + _sentence(ours)
        return outcome
    outcome.ddl_runs = True
    outcome.differing = list(_differing(original.dump, ours.dump))
    outcome.catalog = compare(codec.decode(ours.schema), schema).differences
    return outcome


def _load(script: bytes) -> Loaded | Refusal:
    try:
        with RunnerChild(DEFAULT_LIMITS) as child, Cluster() as cluster:
            child.enter(cluster)
            seconds = cluster.limits.run_seconds
            request = {
                "do": "import",
                "script": base64.b64encode(script).decode(),
                "may_be_empty": True,
            }
            refused: Refusal | None = child.ask(request, seconds=seconds, progress=ignore)[
                "refused"
            ]
            if refused:
                return refused
            dump = list(_statements(_dump(cluster)))
            cluster.order("end sessions")
            request = {"do": "read", "namespace": str(NAMESPACE)}
            answer = child.ask(request, seconds=seconds, progress=ignore)
            return Loaded(sorted(dump), answer["schema"], answer["report"])
    except Stopped as stopped:
        message = f"stopped: {stopped.reason} {stopped.detail}"
        return {
            "message": message,
            "line": None,
            "statement": None,
            "sqlstate": None,
            "hint": None,
        }


def _dump(cluster: Cluster) -> str:
    command = [cluster.binaries.program("pg_dump"), "--schema-only", "--no-owner"]
    command += ["--no-privileges", "-h", str(cluster.socket_directory), "-U", roles.TRIAL]
    ran = subprocess.run(
        [*command, roles.DATABASE],
        env=CLEAN_ENVIRONMENT,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **cluster.account.popen_options(),
    )
    if ran.returncode:
        raise SystemExit(f"pg_dump failed: {ran.stderr.strip()}")
    return ran.stdout


def _statements(dump: str) -> Iterator[str]:
    """The entries of a dump without its comments and session settings."""
    for entry in re.split(r"(?m)^--\n-- (?:Name|Data for Name): .*\n--\n", dump):
        lines = [line for line in entry.splitlines() if not _SESSION_LINE.match(line)]
        if text := "\n".join(line for line in lines if line.strip()):
            yield text


def _differing(original: list[str], ours: list[str]) -> Iterator[str]:
    """Lines that one dump has and the other has not, entry by entry."""
    before = "\n".join(entry for entry in original if entry not in set(ours)).splitlines()
    after = "\n".join(entry for entry in ours if entry not in set(original)).splitlines()
    for line in difflib.unified_diff(before, after, lineterm="", n=0):
        if line[:1] in "+-" and not line.startswith(("+++", "---")):
            yield line


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
        "Written by `make corpus`; not edited by hand. Statements are compared in any order, "
        "without owners and privileges. “Left out” counts statements that were not run or failed "
        "without stopping the import, “unverified” objects that are kept as text because the "
        "sandbox cannot create them.\n\n"
        "| schema | imports | tables | left out | unverified | dump equal | differing lines "
        "| catalog equal | reason |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
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
