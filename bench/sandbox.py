"""`make bench`: what the sandbox adds to importing one table, in milliseconds.

    python -m bench.sandbox [RUNS]

Processor time counts every child; the best of the runs is shown. A bare start of Python with
psycopg is the yardstick: what else runs on the machine slows both.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from resource import RUSAGE_CHILDREN, getrusage
from uuid import NAMESPACE_OID

from schemas.sandbox.cluster import Cluster
from schemas.sandbox.jobs import import_script
from schemas.sandbox.limits import DEFAULT_LIMITS
from schemas.sandbox.trusted import TrustedSandbox
from schemas.sandbox.watchdog import RunnerChild

SCRIPT = b"CREATE TABLE one (n integer PRIMARY KEY);"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sandbox")
    parser.add_argument("runs", type=int, nargs="?", default=5)
    runs: int = parser.parse_args().runs
    # The first cluster of a machine builds the template that all others are copies of.
    start_and_stop()
    yardstick = 0.0
    print(f"{'':<32}{'wall':>10}{'processor':>13}")
    for name, measured in MEASURED.items():
        wall, processor = best(measured, runs)
        yardstick = yardstick or processor
        ratio = processor / yardstick
        print(f"{name:<32}{wall * 1000:>7.0f} ms{processor * 1000:>10.0f} ms{ratio:>7.1f} x")


def best(measured: Callable[[], None], runs: int) -> tuple[float, float]:
    """Seconds on the clock, and seconds of processor time of all children."""
    walls, processors = [], []
    for _ in range(runs):
        started, used = time.perf_counter(), children_seconds()
        measured()
        walls.append(time.perf_counter() - started)
        processors.append(children_seconds() - used)
    return min(walls), min(processors)


def children_seconds() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def start_python() -> None:
    subprocess.run([sys.executable, "-I", "-c", "import psycopg"], check=True)


def start_and_stop() -> None:
    with Cluster():
        pass


def start_with_runner() -> None:
    with RunnerChild(DEFAULT_LIMITS) as child, Cluster() as cluster:
        child.enter(cluster)


def import_one_table() -> None:
    assert import_script(SCRIPT, namespace=NAMESPACE_OID)["refused"] is None


def import_thirty_trusted() -> None:
    with TrustedSandbox() as sandbox:
        for _ in range(30):
            result = import_script(SCRIPT, namespace=NAMESPACE_OID, within=sandbox.database)
            assert result["refused"] is None


MEASURED = {
    "start Python with psycopg": start_python,
    "start and stop a cluster": start_and_stop,
    "the same with a runner child": start_with_runner,
    "import one table": import_one_table,
    "thirty in one trusted sandbox": import_thirty_trusted,
}

if __name__ == "__main__":
    main()
