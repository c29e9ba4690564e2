"""`python -m tests.scenarios`: every scenario as a line for `python -m bench.convergence`."""

from tests.scenarios.scenario import scenarios

for scenario in scenarios():
    print(scenario.to_line())
