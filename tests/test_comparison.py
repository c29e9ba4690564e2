"""Changes between two designs, grouped for reading."""

from uuid import UUID

from designer.comparison import ELSEWHERE, counts, groups
from schemas.engine.diff import diff
from schemas.engine.model import Column, EnumType, Index, IndexKey, Schema, Table, View

TABLE, COLUMN, OTHER, VIEW, INDEX, ENUM = (UUID(int=number) for number in range(1, 7))


def design(*columns: str, indexes: tuple[Index, ...] = (), enums: tuple[str, ...] = ()) -> Schema:
    ids = (COLUMN, OTHER)
    made = tuple(
        Column(id=id, name=name, type="text") for id, name in zip(ids, columns, strict=False)
    )
    view = View(
        id=VIEW, name="totals", definition="SELECT 1", is_materialized=True, indexes=indexes
    )
    types = tuple(EnumType(id=ENUM, name=name, labels=("a",)) for name in enums)
    return Schema(tables=(Table(id=TABLE, name="books", columns=made),), objects=(view, *types))


def test_a_change_stands_under_its_table_and_an_object_at_the_end() -> None:
    before, after = design("title"), design("title", "isbn", enums=("genre",))
    found = groups(before, after, diff(before, after))
    assert [group.name for group in found] == ["public.books", ELSEWHERE]
    assert [(entry.mark, "isbn" in entry.text) for entry in found[0].changes] == [("+", True)]
    assert (found[0].table, found[1].table) == (TABLE, None)


def test_an_index_of_a_materialized_view_stands_under_the_view() -> None:
    index = Index(id=INDEX, name="totals_idx", keys=(IndexKey(expression="total"),))
    before, after = design("title"), design("title", indexes=(index,))
    (group,) = groups(before, after, diff(before, after))
    assert group.name == "public.totals"


def test_every_change_counts_as_added_changed_or_removed() -> None:
    before, after = design("title", enums=("genre",)), design("name", "isbn")
    assert counts(diff(before, after)) == {"added": 1, "changed": 1, "removed": 1, "total": 3}
