"""What is written for another database is translated, run by PostgreSQL, and told."""

from __future__ import annotations

from schemas.engine import codec
from schemas.engine.model import Schema
from schemas.engine.read.formats import Format
from schemas.sandbox.jobs import import_script
from schemas.sandbox.results import ImportResult
from tests.sandbox.running import NAMESPACE, table

BLOG = """
Table users {
  id int [pk, increment]
  mail varchar(255) [not null, unique]
  made datetime [default: `now()`]
}
Table posts {
  id int [pk, increment]
  author int [not null, ref: > users.id]
  state post_state [default: 'draft', note: 'Where it is']
}
Enum post_state { draft
  out }
Ref: posts.id <> users.id [delete: cascade]
"""


def imported(script: str, format: Format) -> ImportResult:
    return import_script(script.encode(), namespace=NAMESPACE, format=format)


def design(result: ImportResult) -> Schema:
    assert result["refused"] is None
    return codec.decode(result["schema"])


def test_a_dbml_document_becomes_a_design() -> None:
    result = imported(BLOG, Format.DBML)
    schema = design(result)
    assert sorted(one.name for one in schema.tables) == ["posts", "posts_users", "users"]
    state = table(schema, "posts").column_named("state")
    assert state
    assert (state.type, state.default) == ("public.post_state", "'draft'::public.post_state")
    assert state.comment == "Where it is"
    report = result["report"]
    assert report
    assert [told["message"] for told in report["translated"]] == [
        "The type datetime becomes timestamp.",
        "Many to many becomes a table of its own, posts_users.",
    ]


def test_what_postgres_refuses_is_told_with_the_line_of_the_document() -> None:
    refused = imported("Table a {\n  x int\n\n  y int [default: `nope()`]\n}", Format.DBML)[
        "refused"
    ]
    assert refused
    assert (refused["line"], refused["message"]) == (4, "function nope() does not exist")


def test_what_cannot_be_read_is_told_with_its_line() -> None:
    refused = imported("Table a {\n  x\n}", Format.DBML)["refused"]
    assert refused
    assert (refused["line"], refused["message"]) == (2, "The column “x” has no type.")
