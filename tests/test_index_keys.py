"""Index keys as people type them, and as they are shown again."""

import pytest
from django.core.exceptions import ValidationError

from designer.forms.index_keys import read_keys
from schemas.engine.model import Column, IndexKey, Table
from schemas.engine.write.statements.indexes import index_key
from tests.test_scene import id_of

TABLE = Table(
    id=id_of("t"),
    name="t",
    columns=tuple(
        Column(id=id_of(name), name=name, type="text") for name in ("a", "b", 'o"d, (d', "Étage")
    ),
)
A, B, ODD, FLOOR = (IndexKey(column=column.id) for column in TABLE.columns)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a", [A]),
        ("A , b", [A, B]),
        ('"o""d, (d", "Étage"', [ODD, FLOOR]),
        ("a desc", [IndexKey(column=A.column, descending=True)]),
        ("a NULLS FIRST", [IndexKey(column=A.column, nulls_first=True)]),
        (
            'a COLLATE "C" text_pattern_ops ASC',
            [IndexKey(column=A.column, collation='"C"', operator_class="text_pattern_ops")],
        ),
        (
            "lower(a), (a || ',' || b)",
            [
                IndexKey(expression="lower(a)"),
                IndexKey(expression="(a || ',' || b)"),
            ],
        ),
        ("f('(', $$,$$) DESC", [IndexKey(expression="f('(', $$,$$)", descending=True)]),
    ],
)
def test_keys_are_read_as_postgres_reads_them(text: str, keys: list[IndexKey]) -> None:
    assert read_keys(text, TABLE) == tuple(keys)


@pytest.mark.parametrize("key", [A, ODD, FLOOR, IndexKey(expression="lower(a)", descending=True)])
def test_what_is_shown_is_read_as_the_same_key(key: IndexKey) -> None:
    assert read_keys(index_key(TABLE, key), TABLE) == (key,)


@pytest.mark.parametrize("text", ["", "a,", "a b c d", "a || b", "(a", "a)", "'a'", "1", "c"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read_keys(text, TABLE)
