"""Rows: changed all at once, or without being asked for by name."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.errors import Severity
from schemas.engine.lint.filters import hidden_columns, indexed_columns
from schemas.engine.lint.rule import Moment, rule
from schemas.engine.read.statements import forms as f
from schemas.engine.sql_text import Token

_MOST_ROWS = 1000


@rule(
    "mig/update-without-where",
    Severity.WARNING,
    safer="UPDATE … WHERE id BETWEEN …, batch after batch, each in a transaction of its own.",
    bad="UPDATE app.visits SET country = 'de';",
    good="UPDATE app.visits SET country = 'de' WHERE country IS NULL;",
)
def all_rows_updated(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.Update) and not form.has_where and not moment.is_new(form.table):
        yield f"Every row of {form.table} is written, and stays locked until the end."


@rule(
    "mig/delete-without-where",
    Severity.WARNING,
    safer="DELETE … WHERE, in batches; TRUNCATE if all of them are meant to go.",
    bad="DELETE FROM app.visits;",
    good="DELETE FROM app.visits WHERE at < '2020-01-01';",
)
def all_rows_deleted(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.Delete) and not form.has_where and not moment.is_new(form.table):
        yield f"Every row of {form.table} is lost."


@rule(
    "mig/backfill-in-ddl-transaction",
    Severity.WARNING,
    safer="Alter the table in one transaction, fill the rows in later ones, batch after batch.",
    bad="BEGIN; ALTER TABLE app.visits ADD COLUMN country text; "
    "UPDATE app.visits SET country = 'de' WHERE country IS NULL; COMMIT;",
    good="ALTER TABLE app.visits ADD COLUMN country text; "
    "UPDATE app.visits SET country = 'de' WHERE country IS NULL;",
)
def filled_under_lock(moment: Moment) -> Iterator[str]:
    form = moment.form
    if not isinstance(form, f.Update | f.Delete | f.Insert) or not moment.session.in_transaction:
        return
    key = moment.world.key(form.table)
    if str(key) in moment.session.held.altered and not moment.is_new(form.table):
        yield f"Nobody can read {form.table} while its rows are filled, for it was just altered."


@rule(
    "mig/large-dml",
    Severity.WARNING,
    safer="COPY, or batches of some hundred rows.",
    bad="INSERT INTO app.pages (id) VALUES " + ", ".join(f"({n})" for n in range(1001)) + ";",
    good="INSERT INTO app.pages (id) VALUES (1), (2);",
)
def many_rows(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.Insert) and moment.form.rows > _MOST_ROWS:
        yield f"{moment.form.rows} rows in one statement; {_MOST_ROWS} are enough."


@rule(
    "mig/dml-review",
    Severity.NOTE,
    safer="Name the columns; compare the column itself, from its beginning.",
    bad="INSERT INTO app.pages VALUES (1, '/');",
    good="INSERT INTO app.pages (id, path) VALUES (1, '/');",
)
def queries_to_look_at(moment: Moment) -> Iterator[str]:
    form, tokens = moment.form, moment.statement.tokens
    if isinstance(form, f.Insert) and not form.columns and not _is_default_values(tokens):
        yield f"INSERT names no columns: it fails or goes astray once {form.table} gets another."
    if _selects_all(tokens):
        yield "SELECT * returns other columns once the table gets another."
    if _orders_by_chance(tokens):
        yield "ORDER BY random() reads and sorts every row."
    if _has_leading_wildcard(tokens):
        yield "LIKE with a wildcard in front cannot use a b-tree index."
    if any(token.is_key("WHERE", "ON") for token in tokens):
        columns = indexed_columns(moment.statement.text, moment.world)
        for column in sorted(set(hidden_columns(tokens, columns))):
            yield f"The index on {column} is not used while something is done with the column."


def _orders_by_chance(tokens: tuple[Token, ...]) -> bool:
    return any(
        word.is_key("ORDER") and _words(tokens, at)[:3] == ["ORDER", "BY", "RANDOM"]
        for at, word in enumerate(tokens)
    )


def _words(tokens: tuple[Token, ...], at: int) -> list[str]:
    return [token.text.upper() for token in tokens[at : at + 4]]


def _is_default_values(tokens: tuple[Token, ...]) -> bool:
    return any(_words(tokens, at)[:2] == ["DEFAULT", "VALUES"] for at in range(len(tokens)))


def _selects_all(tokens: tuple[Token, ...]) -> bool:
    """`SELECT *` or `SELECT t.*`, wherever it stands; count(*) is something else."""
    for at, token in enumerate(tokens):
        if not token.is_key("SELECT"):
            continue
        words = _words(tokens, at)
        if words[1:2] == ["*"] or (words[1:2] in (["DISTINCT"], ["ALL"]) and words[2:3] == ["*"]):
            return True
        if words[2:4] == [".", "*"]:
            return True
    return False


def _has_leading_wildcard(tokens: tuple[Token, ...]) -> bool:
    return any(
        token.is_key("LIKE", "ILIKE")
        and at + 1 < len(tokens)
        and tokens[at + 1].text.startswith(("'%", "'_", "E'%"))
        for at, token in enumerate(tokens)
    )
