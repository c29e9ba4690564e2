"""What holds for every design: changes lead from any one to any other and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from schemas.engine.apply import apply, carry_out
from schemas.engine.canonical import canonical
from schemas.engine.cascade import with_dependents
from schemas.engine.changes import Change, DropColumn, DropTable
from schemas.engine.check import check, introduced
from schemas.engine.codec import checksum, decode, decode_change, encode, encode_change
from schemas.engine.describe import describe
from schemas.engine.diff import diff
from schemas.engine.errors import InvalidChange
from schemas.engine.inverse import inverse
from schemas.engine.match import adopt_ids
from schemas.engine.model import ObjectId, Schema
from tests.engine.strategies import schemas

patient = settings(suppress_health_check=[HealthCheck.too_slow])


@patient
@given(schemas())
def test_drawn_designs_are_valid(schema: Schema) -> None:
    assert check(schema) == []


@patient
@given(schemas())
def test_what_is_encoded_can_be_decoded_without_loss(schema: Schema) -> None:
    assert decode(json.loads(json.dumps(encode(schema)))) == schema


@patient
@given(schemas())
def test_the_checksum_is_blind_to_order_where_order_means_nothing(schema: Schema) -> None:
    turned = Schema(
        tables=tuple(
            replace(table, constraints=table.constraints[::-1], indexes=table.indexes[::-1])
            for table in reversed(schema.tables)
        ),
        objects=schema.objects[::-1],
    )
    assert checksum(turned) == checksum(schema)


@patient
@given(schemas())
def test_a_design_does_not_differ_from_itself(schema: Schema) -> None:
    assert diff(schema, schema) == []


@patient
@given(schemas(), schemas())
def test_the_difference_leads_from_one_design_to_the_other(a: Schema, b: Schema) -> None:
    assert canonical(apply(a, diff(a, b))) == canonical(b)


@patient
@given(schemas(), schemas())
def test_the_inverse_leads_back(a: Schema, b: Schema) -> None:
    changes = diff(a, b)
    assert canonical(apply(apply(a, changes), inverse(a, changes))) == canonical(a)


@patient
@given(schemas(), schemas())
def test_every_change_survives_json_and_has_words(a: Schema, b: Schema) -> None:
    now = a
    for change in diff(a, b):
        assert decode_change(json.loads(json.dumps(encode_change(change)))) == change
        assert describe(now, change)[0].isupper()
        assert "no longer there" not in describe(now, change)
        now = carry_out(now, [change])


@patient
@given(schemas(), st.data())
def test_any_column_goes_with_what_hangs_on_it_unless_an_expression_needs_it(
    schema: Schema, data: st.DataObject
) -> None:
    columns = [(table.id, column) for table in schema.tables for column in table.columns]
    assume(columns)
    table, column = data.draw(st.sampled_from(columns))
    whole = with_dependents(schema, [DropColumn(table=table, column=column.id)])
    refused = _refusals(schema, whole)
    assert refused <= {"reference/column"}
    if not refused:
        after = apply(schema, whole)
        assert column.id not in after.tables_by_id[table].columns_by_id
        assert check(after) == []


def _refusals(schema: Schema, changes: list[Change]) -> set[str]:
    return {issue.rule for issue in introduced(schema, carry_out(schema, changes))}


@patient
@given(schemas())
def test_any_table_can_be_dropped_unless_a_view_or_policy_needs_it(schema: Schema) -> None:
    for table in schema.tables:
        whole = with_dependents(schema, [DropTable(table=table.id)])
        readers = _readers(schema, table.id)
        if readers:
            with pytest.raises(InvalidChange, match="|".join(readers)):
                apply(schema, whole)
        else:
            assert check(apply(schema, whole)) == []


def _readers(schema: Schema, id: ObjectId) -> list[str]:
    """Names of the views, and of the policies of other tables, that read a table."""
    others = (table for table in schema.tables if table.id != id)
    readers = [*schema.views, *(policy for table in others for policy in table.policies)]
    return [reader.name for reader in readers if id in reader.depends_on]


@patient
@given(schemas())
def test_a_reading_with_other_ids_adopts_them_by_name(schema: Schema) -> None:
    foreign = json.loads(json.dumps(encode(schema)).replace("00000000-0000-00", "10000000-0000-00"))
    assert canonical(adopt_ids(decode(foreign), schema)) == canonical(schema)
