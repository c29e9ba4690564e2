"""Two tables side by side that nothing joins yet, and one apart: what the editing tests work on."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import User

from schemas.actions.edits import apply_changes
from schemas.actions.places import Place
from schemas.engine.changes import AddTable
from schemas.engine.model import Column, PrimaryKey, Table
from schemas.models import Branch

AUTHORS, BOOKS, LOANS = (UUID(int=number) for number in range(201, 204))
AUTHOR_ID, AUTHOR_NAME, BOOK_ID, BOOK_AUTHOR, BOOK_TITLE, BOOK_ISBN, LOAN_ID = (
    UUID(int=number) for number in range(211, 218)
)
_KEYS = (UUID(int=number) for number in range(221, 224))


def _table(id: UUID, name: str, key: UUID, *columns: Column) -> Table:
    primary = PrimaryKey(id=next(_KEYS), name=f"{name}_pkey", columns=(key,))
    own = Column(id=key, name="id", type="bigint", nullable=False)
    return Table(id=id, name=name, columns=(own, *columns), constraints=(primary,))


TABLES = (
    _table(AUTHORS, "authors", AUTHOR_ID, Column(id=AUTHOR_NAME, name="name", type="text")),
    _table(
        BOOKS,
        "books",
        BOOK_ID,
        Column(id=BOOK_AUTHOR, name="author_id", type="bigint", nullable=False),
        Column(id=BOOK_TITLE, name="title", type="text"),
        Column(id=BOOK_ISBN, name="isbn", type="character varying(13)"),
    ),
    _table(LOANS, "loans", LOAN_ID),
)
PLACES = {AUTHORS: Place(0, 0), BOOKS: Place(360, 0), LOANS: Place(0, 240)}


def open_the_library(branch: Branch, *, by: User) -> None:
    """Makes the tables, as someone's edit, in places that no layout will move."""
    changes = [AddTable(table=table) for table in TABLES]
    apply_changes(branch, changes, by=by, places=PLACES)
    branch.refresh_from_db()
