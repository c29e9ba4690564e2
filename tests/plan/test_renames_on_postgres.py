"""Renames and moves, told by ids: each plan ends in the catalog that the target script makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from schemas.engine import codec
from schemas.engine.apply import apply
from schemas.engine.cascade import with_dependents
from schemas.engine.changes import (
    AddObject,
    Change,
    MoveObject,
    MoveTable,
    RenameColumn,
    RenameObject,
    RenameTable,
)
from schemas.engine.model import Namespace, Schema, Table
from schemas.engine.plan import plan
from schemas.engine.write.ddl import write_ddl
from schemas.sandbox.jobs import import_script, trial

NAMESPACE = UUID("0f1b5a0e-7a5e-4d0b-8a06-9ab80d5a1c22")

SHOP = """
    CREATE SCHEMA {home};
    SET search_path = {home};
    CREATE TYPE mood AS ENUM ('calm', 'glad');
    CREATE DOMAIN label AS text CHECK (VALUE <> '');
    CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,
      nick label, mood mood DEFAULT 'calm', born date, CONSTRAINT sane CHECK (born > '1900-01-01'),
      upper_name text GENERATED ALWAYS AS (upper(name)) STORED);
    CREATE TABLE orders (id serial PRIMARY KEY, user_id bigint REFERENCES users, at timestamptz);
    CREATE TABLE public.{home}_guests (id bigint GENERATED ALWAYS AS IDENTITY);
    CREATE INDEX users_born ON users (born) WHERE born IS NOT NULL;
    CREATE INDEX users_lower ON users (lower(name));
    CREATE VIEW elders AS SELECT name, born FROM users WHERE born < '1960-01-01';
    CREATE VIEW buyers AS SELECT u.name, o.at FROM users u JOIN orders o ON o.user_id = u.id;
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
    CREATE TRIGGER touched BEFORE UPDATE OF born ON users FOR EACH ROW EXECUTE FUNCTION touch();
    ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON orders USING (EXISTS (
      SELECT FROM users u WHERE u.id = user_id AND u.name = CURRENT_USER));
"""


@dataclass(frozen=True)
class Shop:
    """One copy of the shop, in a schema of its own."""

    schema: Schema
    home: str

    def table(self, name: str) -> Table:
        found = self.schema.table_named(self.home, name)
        assert found is not None
        return found

    @property
    def guests(self) -> Table:
        """A table elsewhere."""
        found = self.schema.table_named("public", f"{self.home}_guests")
        assert found is not None
        return found

    def object_id(self, name: str) -> UUID:
        things = (o for o in self.schema.objects if not isinstance(o, Namespace))
        return next(o.id for o in things if (o.schema, o.name) == (self.home, name))

    @property
    def home_id(self) -> UUID:
        return next(o.id for o in self.schema.namespaces if o.name == self.home)


Edit = Callable[[Shop], list[Change]]


def renamed_columns(name: str, names: dict[str, str]) -> Edit:
    def edit(shop: Shop) -> list[Change]:
        """All at once: with one after the other two columns could not exchange their names."""
        owner = shop.table(name)
        columns = {column.name: column.id for column in owner.columns}
        asides = [(columns[old], f"{old} aside") for old in names]
        news = [(columns[old], new) for old, new in names.items()]
        return [RenameColumn(table=owner.id, column=id, name=to) for id, to in [*asides, *news]]

    return edit


def renamed_objects(names: Iterable[tuple[str, str]]) -> Edit:
    return lambda shop: [RenameObject(object=shop.object_id(old), name=new) for old, new in names]


EDITS: dict[str, Edit] = {
    "a column of a check, an index, a view and a trigger": renamed_columns(
        "users", {"born": "Day of birth"}
    ),
    "a column of a generated one, a policy and a joining view": renamed_columns(
        "users", {"name": "user"}
    ),
    "a column that a foreign key needs": renamed_columns("users", {"id": "key"}),
    "two columns exchange their names": renamed_columns("users", {"name": "nick", "nick": "name"}),
    "a table": lambda shop: [RenameTable(table=shop.table("users").id, name="People")],
    "two tables exchange their names": lambda shop: [
        RenameTable(table=shop.table("users").id, name="aside"),
        RenameTable(table=shop.table("orders").id, name="users"),
        RenameTable(table=shop.table("users").id, name="orders"),
    ],
    "an enum and a domain exchange their names": renamed_objects(
        [("mood", "aside"), ("label", "mood"), ("mood", "label")]
    ),
    "a view": renamed_objects([("elders", "Seniors")]),
    "a function": renamed_objects([("touch()", "poke()")]),
    "a schema": lambda shop: [RenameObject(object=shop.home_id, name="Renamed")],
    "a table moves to a new schema": lambda shop: [
        AddObject(object=Namespace(id=uuid4(), name="fresh")),
        MoveTable(table=shop.table("users").id, schema="fresh"),
    ],
    "tables and a type move out of a schema that has a new name, and into it": lambda shop: [
        AddObject(object=Namespace(id=uuid4(), name="other")),
        RenameObject(object=shop.home_id, name="Store"),
        MoveTable(table=shop.table("orders").id, schema="other"),
        MoveTable(table=shop.guests.id, schema="Store"),
        MoveObject(object=shop.object_id("mood"), schema="public"),
    ],
}


@pytest.fixture(scope="module")
def designs() -> tuple[Schema, Schema]:
    """Before and after all edits, each made to a shop of its own."""
    homes = {f"shop{number}": edit for number, edit in enumerate(EDITS.values())}
    script = "".join(SHOP.format(home=home) for home in homes)
    result = import_script(script.encode(), namespace=NAMESPACE)
    assert result["schema"] is not None, result["refused"]
    before = after = codec.decode(result["schema"])
    for home, edit in homes.items():
        after = apply(after, with_dependents(after, edit(Shop(after, home))))
    return before, after


@pytest.mark.parametrize("up", [True, False], ids=["up", "down"])
def test_renames_are_carried_out_and_taken_back(designs: tuple[Schema, Schema], up: bool) -> None:
    before, after = designs if up else reversed(designs)
    steps = [step.sql for step in plan(before, after).steps]
    assert not any(step.startswith(("DROP TABLE", "DROP COLUMN")) for step in steps)
    result = trial(write_ddl(before), steps, write_ddl(after), namespace=NAMESPACE)
    failed = [step for step in result["steps"] if step["status"] == "failed"]
    assert not failed, failed
    assert result["equal"], result["differences"]
