"""Types as people write them."""

import pytest

from designer.type_names import short_type, type_names, typed_name
from schemas.engine.builtin_types import BUILT_IN
from schemas.engine.model import EnumType, Schema
from schemas.engine.types import canonical_type
from tests.test_scene import id_of

WITH_MODIFIERS = [
    "character varying(255)",
    "character(3)",
    "timestamp(3) with time zone",
    "timestamp without time zone[]",
    "time(0) with time zone",
    "bit varying(8)[]",
    "numeric(10,2)",
]


@pytest.mark.parametrize("type", [*(type.name for type in BUILT_IN), *WITH_MODIFIERS])
def test_a_short_type_is_the_same_type(type: str) -> None:
    assert canonical_type(short_type(type)) == canonical_type(type)
    assert len(short_type(type)) <= len(type)


def test_the_designs_own_types_are_offered_first() -> None:
    status = EnumType(id=id_of("status"), name="status", schema="app")
    names = type_names(Schema(objects=(status,)))
    assert names[0] == "app.status"
    assert {"timestamptz", "varchar", "bigint"} <= set(names)


@pytest.mark.parametrize(
    ("type", "typed"),
    [
        ("public.status", "status"),
        ("public.status[]", "status[]"),
        ("app.status", "app.status"),
        ("public.text", "public.text"),
        ("timestamp with time zone", "timestamptz"),
    ],
)
def test_public_goes_where_the_name_alone_is_understood(type: str, typed: str) -> None:
    known = {"public.status", "app.status", "public.text"}
    assert typed_name(type, known) == typed
    assert canonical_type(typed, known) == type
