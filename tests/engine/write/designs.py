"""Small designs for the writers' tests, said in as few words as possible."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from schemas.engine.codec import decode
from schemas.engine.model import (
    Column,
    ForeignKey,
    Index,
    IndexKey,
    Kind,
    Namespace,
    PrimaryKey,
    Schema,
    SqlObject,
    Table,
    View,
)
from schemas.engine.names import clip

HOSTILE_NAMES = (
    'double "quotes"',
    "back`ticks```",
    "<script>alert(1)</script>",
    "pipe | and \\ slash",
    "line\nbreak",
    "*/ end; DROP TABLE users; --",
    "${process.exit()}",
    "😀 emoji",
    "ß" * 31 + "x",
    "select",
    "__proto__",
    "%% }",
)
HOSTILE_SCHEMA = 'oh "no"'


def new_id(*words: str) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(words))


def column(table: str, name: str, type: str = "integer", **options: Any) -> Column:
    return Column(id=new_id(table, name), name=name, type=type, **options)


def table(name: str, *columns: str, **options: Any) -> Table:
    """Columns as `name` or `name type`; the first is the primary key unless there is one."""
    made = tuple(column(name, *text.split(" ", 1)) for text in columns or ("id",))
    key = PrimaryKey(id=new_id(name, "pkey"), name=clip(f"{name}_pkey"), columns=(made[0].id,))
    return Table(
        **{"id": new_id(name), "name": name, "columns": made, "constraints": (key,), **options}
    )


def foreign_key(child: str, column_name: str, parent: str, **options: Any) -> ForeignKey:
    return ForeignKey(
        id=new_id(child, column_name, "fkey"),
        name=clip(f"{child}_{column_name}_fkey"),
        columns=(new_id(child, column_name),),
        target=new_id(parent),
        target_columns=(new_id(parent, "id"),),
        **options,
    )


def index(table_name: str, *column_names: str, **options: Any) -> Index:
    return Index(
        id=new_id(table_name, *column_names, "idx"),
        name=f"{table_name}_{'_'.join(column_names)}_idx",
        keys=tuple(IndexKey(column=new_id(table_name, name)) for name in column_names),
        **options,
    )


def view(name: str, definition: str = "SELECT 1", **options: Any) -> View:
    return View(id=new_id(name), name=name, definition=definition, **options)


def function(name: str, **options: Any) -> SqlObject:
    definition = f"CREATE FUNCTION public.{name}() RETURNS integer LANGUAGE sql RETURN 1"
    return SqlObject(
        **{
            "id": new_id(name),
            "kind": Kind.FUNCTION,
            "name": f"{name}()",
            "schema": "public",
            "definition": definition,
            **options,
        }
    )


def shop() -> Schema:
    """What PostgreSQL says of examples/shop.sql."""
    return decode(json.loads((Path(__file__).parent / "shop.json").read_text()))


def hostile() -> Schema:
    """Every hostile name as a table, a column, a key and a comment, all joined in a chain."""
    tables = []
    for number, name in enumerate(HOSTILE_NAMES):
        previous = HOSTILE_NAMES[number - 1]
        columns = (
            column(name, "id", comment=name),
            column(name, name, "text", comment=name),
            column(name, "next"),
        )
        key_name = clip(f"{number} {name}")
        key = PrimaryKey(id=new_id(name, "pkey"), name=key_name, columns=(columns[0].id,))
        tables.append(
            Table(
                id=new_id(name),
                name=name,
                schema=("public", HOSTILE_SCHEMA)[number % 2],
                columns=columns,
                constraints=(key, foreign_key(name, "next", previous)),
                comment=name,
            )
        )
    namespace = Namespace(id=new_id(HOSTILE_SCHEMA), name=HOSTILE_SCHEMA)
    return Schema(tables=tuple(tables), objects=(namespace,))
