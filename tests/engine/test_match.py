"""Which thing is which: by name, by id, and by likeness when a person confirms it."""

from __future__ import annotations

import time
from dataclasses import replace
from uuid import UUID

from hypothesis import HealthCheck, given, settings

from schemas.engine.changes import (
    AddColumn,
    DropColumn,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
)
from schemas.engine.diff import diff
from schemas.engine.match import (
    Suggestion,
    adopt_ids,
    keep_descriptions,
    substitute,
    suggest_renames,
)
from schemas.engine.match.matching import all_ids
from schemas.engine.model import Column, Namespace, PrimaryKey, Schema, Table
from tests.engine.shop import ORDERS, SHOP, USERS, id_of
from tests.engine.strategies import schemas

patient = settings(suppress_health_check=[HealthCheck.too_slow])


def read_again(schema: Schema) -> Schema:
    """The same design with other ids throughout, as from a script of its own."""
    return substitute(schema, {id: id_of(f"again {id}") for id in all_ids(schema)})


def replaced(schema: Schema, *tables: Table) -> Schema:
    new = {table.id: table for table in tables}
    return replace(schema, tables=tuple(new.get(table.id, table) for table in schema.tables))


def table(name: str, *columns: tuple[str, str]) -> Table:
    return Table(
        id=id_of(name),
        name=name,
        columns=tuple(Column(id=id_of(f"{name}.{c}"), name=c, type=type) for c, type in columns),
    )


def of_kind(kind: str, found: tuple[Suggestion, ...]) -> list[tuple[str, str]]:
    return [(each.was[-1], each.now[-1]) for each in found if each.kind == kind]


def renamed_shop() -> Schema:
    """`users` is `people` now, and its e-mail is a mail address."""
    people = replace(
        USERS,
        name="people",
        columns=tuple(
            replace(c, name="email_address") if c.name == "email" else c for c in USERS.columns
        ),
        constraints=tuple(
            replace(c, name=c.name.replace("users", "people")) for c in USERS.constraints
        ),
    )
    return read_again(replaced(SHOP, people))


def test_a_table_of_the_same_columns_may_be_a_renamed_one() -> None:
    (found,) = [each for each in suggest_renames(SHOP, renamed_shop()) if each.kind == "Table"]
    assert (found.was, found.now) == (("public", "users"), ("public", "people"))
    assert 0.5 < found.score < 1


def test_what_is_in_a_renamed_table_may_be_renamed_too() -> None:
    found = suggest_renames(SHOP, renamed_shop())
    assert of_kind("Column", found) == [("email", "email_address")]
    assert of_kind("PrimaryKey", found) == [("users_pkey", "people_pkey")]


def test_confirmed_renames_are_renames_and_no_more() -> None:
    after = renamed_shop()
    changes = diff(SHOP, adopt_ids(after, SHOP, suggest_renames(SHOP, after)))
    kinds = {type(change) for change in changes}
    assert RenameTable(table=USERS.id, name="people") in changes
    rename = RenameColumn(table=USERS.id, column=id_of("users.email"), name="email_address")
    assert rename in changes
    assert not kinds & {AddColumn, DropColumn}
    assert RenameConstraint in kinds


def test_what_is_not_confirmed_goes_and_comes() -> None:
    after = renamed_shop()
    only_table = [each for each in suggest_renames(SHOP, after) if each.kind == "Table"]
    changes = diff(SHOP, adopt_ids(after, SHOP, only_table))
    assert RenameTable(table=USERS.id, name="people") in changes
    assert {AddColumn, DropColumn} <= {type(change) for change in changes}


def test_a_column_in_the_place_of_another_is_more_like_it_than_one_at_the_end() -> None:
    before = Schema(tables=(table("t", ("id", "bigint"), ("mail", "text"), ("age", "integer")),))
    in_place = Schema(tables=(table("t", ("id", "bigint"), ("email", "text"), ("age", "integer")),))
    at_end = Schema(tables=(table("t", ("id", "bigint"), ("age", "integer"), ("email", "text")),))
    (first,), (second,) = (suggest_renames(before, after) for after in (in_place, at_end))
    assert first.score > 0.8 > second.score


def test_unlike_things_are_not_asked_about() -> None:
    before = Schema(tables=(table("t", ("id", "bigint"), ("born_on", "date")),))
    after = Schema(tables=(table("t", ("id", "bigint"), ("x", "jsonb")),))
    assert suggest_renames(before, after) == ()


def test_everything_in_a_renamed_schema_keeps_its_identity() -> None:
    after = read_again(
        Schema(
            tables=tuple(
                replace(t, schema="core" if t.schema == "app" else t.schema) for t in SHOP.tables
            ),
            objects=tuple(
                replace(o, name="core")
                if isinstance(o, Namespace)
                else replace(o, schema="core" if o.schema == "app" else o.schema)
                for o in SHOP.objects
            ),
        )
    )
    found = suggest_renames(SHOP, after)
    assert [each.kind for each in found] == ["Namespace"]
    changes = diff(SHOP, adopt_ids(after, SHOP, found))
    assert RenameObject(object=id_of("app"), name="core") in changes
    assert {type(change) for change in changes} & {RenameTable, DropColumn} == set()


def test_an_index_that_differs_in_its_name_alone_is_exactly_the_same() -> None:
    (index,) = USERS.indexes
    renamed = replace(USERS, indexes=(replace(index, name="users_by_mail"),))
    after = read_again(replaced(SHOP, renamed))
    (found,) = suggest_renames(SHOP, after)
    assert (found.kind, found.is_exact) == ("Index", True)
    assert diff(SHOP, adopt_ids(after, SHOP, [found])) == [
        RenameIndex(table=USERS.id, index=index.id, name="users_by_mail")
    ]


def test_a_thing_that_bears_the_first_name_of_another_is_not_that_other() -> None:
    """Ids of scripts are made of names: `users`, renamed since, comes again beside `people`."""
    before = replaced(SHOP, replace(USERS, name="people"))
    people = replace(
        substitute(USERS, {id: id_of(f"new {id}") for id in all_ids(Schema(tables=(USERS,)))}),
        name="people",
    )
    after = replace(SHOP, tables=(*SHOP.tables, people))
    adopted = adopt_ids(after, before)
    assert adopted.table_named("public", "people").id == USERS.id
    newcomer = adopted.table_named("public", "users")
    assert newcomer.id not in set(all_ids(before))
    assert len(set(all_ids(adopted))) == len(list(all_ids(adopted)))


def test_a_thing_without_its_name_is_known_by_its_id() -> None:
    renamed = replaced(SHOP, replace(USERS, name="people"))
    assert suggest_renames(renamed, SHOP) == ()
    assert adopt_ids(SHOP, renamed) == SHOP


@patient
@given(schemas(), schemas())
def test_ids_stay_unique_and_no_thing_is_asked_about_twice(before: Schema, after: Schema) -> None:
    after = read_again(after)
    found = suggest_renames(before, after)
    adopted = list(all_ids(adopt_ids(after, before, found)))
    assert len(set(adopted)) == len(adopted)
    assert len({each.before for each in found}) == len({each.after for each in found}) == len(found)
    assert all(0.5 <= each.score <= 1 for each in found)


@patient
@given(schemas(), schemas())
def test_names_decide_first(before: Schema, after: Schema) -> None:
    adopted = adopt_ids(read_again(after), before)
    known = {(t.schema, t.name): t.id for t in before.tables}
    for each in adopted.tables:
        assert known.get((each.schema, each.name), each.id) == each.id


def test_a_thousand_tables_are_compared_in_a_moment() -> None:
    def large(prefix: str) -> Schema:
        return Schema(
            tables=tuple(
                _large(f"{prefix if n % 20 == 0 else 'table'}_{n}", n) for n in range(1000)
            )
        )

    before, after = large("old"), large("new")
    started = time.perf_counter()
    found = suggest_renames(before, after)
    assert len(of_kind("Table", found)) == 50
    # A tenth of it here; this bound only tells linear from quadratic on a busy machine.
    assert time.perf_counter() - started < 3


def _large(name: str, number: int) -> Table:
    made = table(name, *((f"c{number % 97}_{each}", "text") for each in range(12)))
    key = PrimaryKey(id=id_of(f"{name}_pkey"), name=f"{name}_pkey", columns=(made.columns[0].id,))
    return replace(made, constraints=(key,))


def test_two_things_of_one_name_in_one_place_do_not_break_the_matching() -> None:
    twin = replace(ORDERS, id=UUID(int=99))
    assert suggest_renames(Schema(tables=(ORDERS, twin)), Schema(tables=(ORDERS,))) == ()


def test_descriptions_stay_where_the_other_reading_has_none() -> None:
    described = replace(
        USERS,
        comment="Who buys.",
        constraints=tuple(replace(each, comment="Why.") for each in USERS.constraints),
    )
    read = replaced(SHOP, replace(USERS, is_unlogged=True))
    kept = keep_descriptions(read, replaced(SHOP, described)).tables_by_id[USERS.id]
    assert kept == replace(described, is_unlogged=True)
    retold = replaced(SHOP, replace(USERS, comment="Customers."))
    (users,) = [t for t in keep_descriptions(retold, SHOP).tables if t.id == USERS.id]
    assert users.comment == "Customers."
