"""Rules on migrations: each shows what it finds and what it lets pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.engine.lint import RULES, check
from schemas.engine.lint.rule import Example, Rule
from tests.engine.test_statements import WORDS

SELF_CONTAINED = [rule for rule in RULES.values() if not rule.bad.base and not rule.good.base]


def found(example: Example) -> set[str]:
    assert not example.base
    findings = check(example.sql, in_transaction=example.in_transaction, version=example.version)
    return {finding.rule for finding in findings}


def found_in(sql: str, *, in_transaction: bool = False) -> set[str]:
    return found(Example(sql, in_transaction=in_transaction))


@pytest.mark.parametrize("rule", SELF_CONTAINED, ids=lambda rule: rule.id)
def test_a_rule_finds_its_bad_example_and_passes_its_good_one(rule: Rule) -> None:
    assert rule.id in found(rule.bad)
    assert rule.id not in found(rule.good)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_finding_says_what_and_what_to_do(rule: Rule) -> None:
    assert rule.safer
    for finding in check(rule.bad.sql, version=rule.bad.version):
        assert finding.message.endswith(".")
        assert finding.safer
        assert finding.statement in rule.bad.sql


def test_a_table_that_the_script_made_is_free() -> None:
    script = (
        "CREATE TABLE app.calls (id bigint, at date);"
        "CREATE INDEX call_at ON app.calls (at);"
        "ALTER TABLE app.calls ADD CONSTRAINT later CHECK (at > '2000-01-01');"
        "ALTER TABLE app.calls ALTER at SET NOT NULL, ADD COLUMN nr bigserial;"
        "DROP TABLE app.calls;"
    )
    silent = {"mig/index-not-concurrent", "mig/constraint-without-not-valid", "mig/set-not-null"}
    silent |= {"mig/add-column-serial", "mig/drop-table", "mig/no-lock-timeout"}
    assert not silent & found_in(script)


def test_a_table_that_was_filled_is_free_only_until_others_see_it() -> None:
    filled = "CREATE TABLE calls (id int); INSERT INTO calls (id) VALUES (1);"
    unique = "ALTER TABLE calls ADD UNIQUE (id);"
    assert "mig/add-unique-constraint" in found_in(filled + unique)
    assert "mig/add-unique-constraint" not in found_in(f"BEGIN; {filled}{unique} COMMIT;")


def test_names_are_compared_as_the_server_would() -> None:
    made = "CREATE TABLE public.calls (id int);"
    assert "mig/drop-table" not in found_in(f'{made} DROP TABLE "calls";')
    assert "mig/drop-table" in found_in(f'{made} DROP TABLE "Calls";')
    assert "mig/drop-table" in found_in(f"{made} DROP TABLE app.calls;")


def test_a_partition_of_itself_is_survived() -> None:
    circle = "ALTER TABLE a ATTACH PARTITION b DEFAULT; ALTER TABLE b ATTACH PARTITION a DEFAULT;"
    made = "CREATE TABLE a (n int); CREATE TABLE b (n int); INSERT INTO a (n) VALUES (1);"
    assert "mig/drop-column" in found_in(f"{made}{circle} ALTER TABLE a DROP COLUMN n;")


def test_an_index_that_joins_its_parent_is_not_read() -> None:
    found = check("ALTER INDEX app.visit_at ATTACH PARTITION app.visit_1_at;")
    assert "mig/attach-partition" not in [finding.rule for finding in found]


def test_a_view_under_the_old_name_stands_in_for_a_renamed_table() -> None:
    renamed = "ALTER TABLE app.calls RENAME TO rings;"
    view = "CREATE VIEW app.calls AS SELECT id FROM app.rings;"
    assert "mig/rename-table" in found_in(renamed)
    assert "mig/rename-table" not in found_in(renamed + view)


def test_a_condition_on_an_indexed_column_is_to_be_bare() -> None:
    base = "CREATE TABLE calls (id int PRIMARY KEY, who text); CREATE INDEX w ON calls (who);"
    query = "SELECT id FROM calls WHERE "
    for condition in ("lower(who) = 'ann'", "id + 1 > 5", "-id < 3"):
        assert "mig/dml-review" in found_in(base + query + condition)
    for condition in ("who = lower('Ann')", "id > 5 - 1", "id = 1"):
        assert "mig/dml-review" not in found_in(base + query + condition)


def test_local_settings_hold_only_within_a_transaction() -> None:
    script = "SET LOCAL lock_timeout = '1s'; ALTER TABLE app.calls ADD COLUMN at date;"
    assert "mig/no-lock-timeout" in found_in(script)
    assert "mig/no-lock-timeout" not in found_in(script, in_transaction=True)


def test_a_transaction_of_the_runner_counts_as_one() -> None:
    script = "CREATE INDEX CONCURRENTLY call_at ON app.calls (at);"
    assert "mig/concurrently-in-transaction" in found_in(script, in_transaction=True)
    assert "mig/concurrently-in-transaction" not in found_in(script)


def test_a_proof_of_not_null_must_be_valid_and_about_the_column() -> None:
    rule = "mig/set-not-null"
    add = "ALTER TABLE app.calls ADD CONSTRAINT p CHECK ({} IS NOT NULL) NOT VALID;"
    validate = "ALTER TABLE app.calls VALIDATE CONSTRAINT p;"
    then = "ALTER TABLE app.calls ALTER at SET NOT NULL;"
    assert rule not in found_in(add.format("at") + validate + then)
    assert rule in found_in(add.format("at") + then)
    assert rule in found_in(add.format("nr") + validate + then)
    assert rule in found_in(add.format("at IS NOT NULL OR nr") + validate + then)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.booleans())
def test_any_words_are_judged(sql: str, in_transaction: bool) -> None:
    for finding in check(sql, in_transaction=in_transaction):
        assert finding.statement in sql
        assert finding.rule in RULES
