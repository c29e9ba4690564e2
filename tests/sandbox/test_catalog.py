"""Reading the catalog: each feature of a table comes back as structure."""

from __future__ import annotations

import pytest

from schemas.engine.model import (
    Action,
    Check,
    CompositeType,
    Domain,
    EnumType,
    Exclusion,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexKey,
    Kind,
    PartitionOf,
    Schema,
    Sequence,
    SequenceOptions,
    Unique,
    View,
)
from tests.sandbox.running import accepted, table

SCRIPT = """
CREATE SCHEMA app;
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT 'x' NOT NULL
    CONSTRAINT has_at CHECK (VALUE ~ '@');
CREATE TYPE app.point3 AS (x float8, y float8);
CREATE SEQUENCE app.odd AS integer START 3 INCREMENT 2 CYCLE;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE app.users (
    id bigint GENERATED ALWAYS AS IDENTITY (START 100) PRIMARY KEY,
    email app.email,
    name text COLLATE "C" DEFAULT 'nobody' NOT NULL,
    mood app.mood,
    shout text GENERATED ALWAYS AS (upper(name)) STORED,
    number integer DEFAULT nextval('app.odd'),
    CONSTRAINT users_name_key UNIQUE NULLS NOT DISTINCT (name) INCLUDE (mood)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT positive CHECK (number > 0) NO INHERIT
) WITH (fillfactor = 70);
ALTER SEQUENCE app.odd OWNED BY app.users.number;
COMMENT ON TABLE app.users IS 'People';
COMMENT ON COLUMN app.users.name IS 'Full';
COMMENT ON CONSTRAINT positive ON app.users IS 'Never zero';
CREATE INDEX users_search ON app.users USING gin (name gin_trgm_ops) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX users_lower ON app.users (lower(name) DESC NULLS LAST, id) INCLUDE (mood);
CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.users DISABLE TRIGGER touch;
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.users AS RESTRICTIVE FOR UPDATE USING (number > 0) WITH CHECK (number > 1);
CREATE TABLE app.stays (
    user_id bigint,
    during tstzrange,
    CONSTRAINT stays_user_fk FOREIGN KEY (user_id) REFERENCES app.users (id)
        ON DELETE SET NULL (user_id) ON UPDATE CASCADE DEFERRABLE,
    CONSTRAINT apart EXCLUDE USING gist (user_id WITH =, during WITH &&)
);
CREATE TABLE app.events (at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE app.events_2024 PARTITION OF app.events
    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX events_kind ON app.events (kind);
CREATE TABLE app.parent (a int);
CREATE TABLE app.child (b int) INHERITS (app.parent);
CREATE VIEW app.names WITH (security_barrier) AS SELECT name FROM app.users WHERE number > 0
    WITH LOCAL CHECK OPTION;
CREATE MATERIALIZED VIEW app.moods AS SELECT mood, count(*) AS n FROM app.users GROUP BY mood
    WITH NO DATA;
CREATE UNIQUE INDEX moods_mood ON app.moods (mood);
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE TYPE app.span AS RANGE (SUBTYPE = float8);
CREATE RULE quiet AS ON DELETE TO app.parent DO INSTEAD NOTHING;
CREATE STATISTICS app.linked (dependencies) ON name, mood FROM app.users;
"""


@pytest.fixture(scope="module")
def schema() -> Schema:
    return accepted(SCRIPT)[0]


def test_columns_carry_identity_default_collation_and_generation(schema: Schema) -> None:
    users = table(schema, "users", "app")
    id, email, name, mood, shout, number = users.columns
    assert id.identity == Identity(always=True, options=SequenceOptions(start=100))
    assert (email.type, mood.type) == ("app.email", "app.mood")
    assert (name.default, name.nullable, name.collation) == (
        "'nobody'::text",
        False,
        'pg_catalog."C"',
    )
    assert shout.generated == Generated(expression="upper(name)")
    assert shout.default is None
    assert number.default == "nextval('app.odd'::regclass)"
    assert (users.comment, name.comment) == ("People", "Full")
    assert users.storage_parameters == (("fillfactor", "70"),)


def test_keys_and_checks_carry_their_options(schema: Schema) -> None:
    users = table(schema, "users", "app")
    assert users.primary_key is not None
    assert users.column_names(users.primary_key.columns) == ("id",)
    [unique] = users.uniques
    assert isinstance(unique, Unique)
    assert unique.nulls_not_distinct
    assert unique.initially_deferred
    assert users.column_names(unique.include) == ("mood",)
    [check] = users.checks
    assert isinstance(check, Check)
    assert (check.expression, check.no_inherit, check.comment) == (
        "(number > 0)",
        True,
        "Never zero",
    )


def test_foreign_keys_point_by_id(schema: Schema) -> None:
    stays, users = table(schema, "stays", "app"), table(schema, "users", "app")
    [key] = stays.foreign_keys
    assert isinstance(key, ForeignKey)
    assert key.target == users.id
    assert users.column_names(key.target_columns) == ("id",)
    assert (key.on_delete, key.on_update) == (Action.SET_NULL, Action.CASCADE)
    assert stays.column_names(key.on_delete_columns) == ("user_id",)
    assert (key.deferrable, key.initially_deferred) == (True, False)


def test_exclusion_constraints_are_kept_as_their_definition(schema: Schema) -> None:
    [exclusion] = table(schema, "stays", "app").exclusions
    assert isinstance(exclusion, Exclusion)
    assert exclusion.definition == "EXCLUDE USING gist (user_id WITH =, during WITH &&)"


def test_indexes_are_structure(schema: Schema) -> None:
    users = table(schema, "users", "app")
    lower, search = users.indexes
    by_name = {column.name: column.id for column in users.columns}
    assert isinstance(lower, Index)
    assert lower.keys == (
        IndexKey(
            expression="lower(name)", collation='pg_catalog."C"', descending=True, nulls_first=False
        ),
        IndexKey(column=by_name["id"]),
    )
    assert lower.is_unique
    assert lower.include == (by_name["mood"],)
    assert search.method == "gin"
    assert search.keys == (IndexKey(column=by_name["name"], operator_class="public.gin_trgm_ops"),)
    assert search.where == "(number IS NOT NULL)"


def test_triggers_and_policies_know_what_they_need(schema: Schema) -> None:
    users = table(schema, "users", "app")
    touch = next(thing for thing in schema.sql_objects if thing.name == "touch()")
    [trigger] = users.triggers
    assert (trigger.name, trigger.enabled, trigger.depends_on) == ("touch", "DISABLED", (touch.id,))
    [policy] = users.policies
    assert (policy.command, policy.is_permissive, policy.roles) == ("UPDATE", False, ("public",))
    assert (policy.using, policy.check) == ("(number > 0)", "(number > 1)")
    assert users.row_security


def test_partitions_and_children_know_their_parents(schema: Schema) -> None:
    events, part = table(schema, "events", "app"), table(schema, "events_2024", "app")
    assert events.partition_by == "RANGE (at)"
    assert part.partition_of == PartitionOf(
        parent=events.id, bound="FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"
    )
    assert [index.is_local for index in part.indexes] == [False]
    child = table(schema, "child", "app")
    assert child.inherits == (table(schema, "parent", "app").id,)
    assert [(column.name, column.is_local) for column in child.columns] == [
        ("a", False),
        ("b", True),
    ]


def test_types_and_sequences_are_structure(schema: Schema) -> None:
    by_name = {thing.name: thing for thing in schema.objects}
    mood, email, point = by_name["mood"], by_name["email"], by_name["point3"]
    assert isinstance(mood, EnumType)
    assert mood.labels == ("sad", "ok", "happy")
    assert isinstance(email, Domain)
    assert (email.type, email.nullable, email.collation) == ("text", False, 'pg_catalog."C"')
    assert [check.name for check in email.checks] == ["has_at"]
    assert isinstance(point, CompositeType)
    assert [attribute.name for attribute in point.attributes] == ["x", "y"]
    odd = by_name["odd"]
    assert isinstance(odd, Sequence)
    assert (odd.type, odd.options) == (
        "integer",
        SequenceOptions(start=3, increment=2, cycle=True),
    )
    users = table(schema, "users", "app")
    assert odd.owned_by == (users.id, users.columns[5].id)


def test_views_know_their_columns_options_and_needs(schema: Schema) -> None:
    by_name = {thing.name: thing for thing in schema.objects}
    names, moods = by_name["names"], by_name["moods"]
    assert isinstance(names, View)
    assert isinstance(moods, View)
    assert names.options == (("security_barrier", "true"),)
    assert names.check_option == "LOCAL"
    assert [column.name for column in names.columns] == ["name"]
    assert table(schema, "users", "app").id in names.depends_on
    assert (moods.is_materialized, moods.is_populated) == (True, False)
    assert [index.keys for index in moods.indexes] == [(IndexKey(expression="mood"),)]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.AGGREGATE, "total(integer)"),
        (Kind.TYPE, "span"),
        (Kind.RULE, "quiet ON app.parent"),
        (Kind.STATISTICS, "linked"),
    ],
)
def test_the_rest_is_kept_verbatim(schema: Schema, kind: Kind, name: str) -> None:
    assert (kind, name) in [(thing.kind, thing.name) for thing in schema.sql_objects]


def test_what_belongs_to_an_extension_is_left_to_it(schema: Schema) -> None:
    assert [extension.name for extension in schema.extensions] == ["btree_gist", "pg_trgm"]
    routines = [o.name for o in schema.sql_objects if o.kind is Kind.FUNCTION]
    assert routines == ["touch()"]


def test_a_composite_type_of_an_extension_is_left_to_it() -> None:
    schema, _ = accepted("CREATE EXTENSION tablefunc;")
    assert schema.types == ()
