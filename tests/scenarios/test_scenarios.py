"""Every scenario converges: up with rows in its tables, and down again, as pg_dump sees it.

The chosen ones are run in one go, a few at a time, while their tests ask for the answers one by
one; each gets fresh databases of a shared trusted sandbox. `python -m tests.scenarios` writes them
as pairs for `python -m bench.convergence`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest

from bench.convergence import converge
from designer.batch import Case, answers
from tests.scenarios.scenario import Scenario, scenarios

Answer = dict[str, Any]


@pytest.fixture(scope="session")
def answer_to(request: pytest.FixtureRequest) -> Iterator[Callable[[Scenario], Answer]]:
    """The answer to a scenario; the first to ask has all chosen ones begun."""
    chosen = [
        item.callspec.params["scenario"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.function is test_the_migration_converges
    ]
    coming = answers((one.to_line() for one in chosen), _work, trusted=True)
    known: dict[str, Answer] = {}

    def answer(scenario: Scenario) -> Answer:
        while scenario.name not in known:
            next_one = next(coming)
            known[next_one["name"]] = next_one
        return known[scenario.name]

    yield answer
    coming.close()


def _work(case: Case) -> Answer:
    return asdict(converge(case, rows=True, down=True))


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_the_migration_converges(
    scenario: Scenario, answer_to: Callable[[Scenario], Answer]
) -> None:
    answer = answer_to(scenario)
    assert "error" not in answer, f"{scenario.claim} {answer['error']}"
    told = [
        f"{failure['stage']}:\n  " + "\n  ".join(failure["lines"]) for failure in answer["failures"]
    ]
    assert not told, "\n".join([scenario.claim, *told])
