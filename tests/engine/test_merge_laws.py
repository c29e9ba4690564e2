"""What holds for every merge."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from schemas.engine.apply import carry_out
from schemas.engine.canonical import canonical
from schemas.engine.check import check
from schemas.engine.diff import diff
from schemas.engine.errors import Severity, TablewrightError
from schemas.engine.merge import merge
from schemas.engine.model import ObjectId, Schema
from schemas.engine.targets import owner_of
from tests.engine.strategies import schemas

patient = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    max_examples=15,
    deadline=None,
)


@patient
@given(schemas(), schemas())
def test_what_only_one_side_changed_is_as_that_side_wants_it(a: Schema, b: Schema) -> None:
    for merged in (merge(a, a, b), merge(a, b, a), merge(a, b, b)):
        assert merged.schema == canonical(b)
        assert merged.is_clean


@patient
@given(schemas(), schemas(), schemas())
def test_what_postgres_would_refuse_is_never_kept_quiet(
    base: Schema, mine: Schema, theirs: Schema
) -> None:
    merged = merge(base, mine, theirs)
    errors = {issue for issue in check(merged.schema) if issue.severity is Severity.ERROR}
    assert errors <= set(merged.problems)


@patient
@given(schemas(), schemas())
def test_edits_of_different_tables_merge_in_silence(base: Schema, other: Schema) -> None:
    """As if one side's changes had been made after the other's, in either order."""
    changes = diff(base, other)
    tables = {id for schema in (base, other) for id in schema.tables_by_id}
    halves = ({id for at, id in enumerate(sorted(tables)) if at % 2}, set[ObjectId]())
    of_mine = [change for change in changes if owner_of(change) in halves[0]]
    of_theirs = [change for change in changes if owner_of(change) not in halves[0]]
    try:
        mine, theirs = carry_out(base, of_mine), carry_out(base, of_theirs)
        both = canonical(carry_out(mine, of_theirs)), canonical(carry_out(theirs, of_mine))
    except TablewrightError:
        assume(False)
    assume(both[0] == both[1] == canonical(other))
    assume(not check(mine) and not check(theirs))
    merged = merge(base, mine, theirs)
    assert merged.clashes == ()
    assert merged.schema == canonical(other)
