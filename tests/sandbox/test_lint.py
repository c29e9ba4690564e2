"""Rules that know the schema a migration runs on: the base is read by a real server."""

from __future__ import annotations

import pytest

from schemas.engine.effects import annotate
from schemas.engine.lint import RULES, check
from schemas.engine.lint.rule import Example, Rule
from schemas.engine.model import Schema
from schemas.engine.plan import plan
from tests.sandbox.running import accepted

KNOWING = [rule for rule in RULES.values() if rule.bad.base or rule.good.base]


def found(example: Example) -> set[str]:
    base = accepted(example.base)[0] if example.base else Schema()
    return {finding.rule for finding in check(example.sql, base=base)}


@pytest.mark.parametrize("rule", KNOWING, ids=lambda rule: rule.id)
def test_a_rule_finds_its_bad_example_and_passes_its_good_one(rule: Rule) -> None:
    assert rule.id in found(rule.bad)
    assert rule.id not in found(rule.good)


def test_a_name_without_schema_is_found_where_the_base_has_it_once() -> None:
    base = accepted("CREATE SCHEMA app; CREATE TABLE app.visits (path varchar(9));")[0]
    told = check("ALTER TABLE visits ALTER path TYPE text;", base=base)
    assert "mig/alter-column-type" not in {finding.rule for finding in told}


def test_each_step_of_a_plan_tells_its_effects_after_those_before_it() -> None:
    before = accepted("CREATE TABLE t (id int, name varchar(3));")[0]
    after = accepted("CREATE TABLE t (id int, name text); CREATE TABLE u (t text UNIQUE);")[0]
    steps = {
        step.sql.split("(")[0]: step.effects for step in annotate(plan(before, after), before).steps
    }
    widened = next(effects for sql, effects in steps.items() if "TYPE text" in sql)
    assert [(lock.object, lock.mode) for lock in widened.locks] == [
        ("public.t", "ACCESS EXCLUSIVE")
    ]
    assert (widened.rewrites, widened.online) == ((), True)
    made = next(effects for sql, effects in steps.items() if sql.startswith("CREATE TABLE"))
    assert made.locks == made.scans == ()
