"""Names and owners: who is meant, and who does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Moment, rule
from schemas.engine.names import LONGEST_NAME, byte_length, clip
from schemas.engine.read.statements import forms as f
from schemas.engine.read.statements.cursor import Cursor

_NO_SCHEMA = ("SCHEMA", "DATABASE", "ROLE", "USER", "EXTENSION", "POLICY", "TRIGGER", "RULE")


@rule(
    "mig/unqualified-name",
    Severity.NOTE,
    safer="Write schema.name.",
    bad="CREATE TABLE calls (id bigint);",
    good="CREATE TABLE app.calls (id bigint);",
)
def without_schema(moment: Moment) -> Iterator[str]:
    for name in _qualifiable(moment.form):
        if name.name and not name.schema and not moment.world.is_temporary(name):
            yield f"The search path decides which {name} is meant."


def _qualifiable(form: f.Form) -> Iterator[f.Name]:
    """Names of a statement that can have a schema before them."""
    match form:
        case f.CreateTable(is_temporary=False, name=name) | f.AlterRelation(name=name):
            yield name
        case f.CreateView(name=name) | f.CreateRoutine(name=name) | f.CreateDomain(name=name):
            yield name
        case f.CreateIndex(table=name) | f.CreateTrigger(table=name) | f.CreateEnum(name=name):
            yield name
        case f.Update(table=name) | f.Delete(table=name) | f.Insert(table=name):
            yield name
        case f.Create(kind=kind, name=name, on=on) if kind == "SEQUENCE" or on:
            yield on or name
        case f.Drop(kind=kind, names=names, on=on):
            yield from (on,) if on else () if kind in _NO_SCHEMA else names
        case f.Truncate(names=names):
            yield from names
        case _:
            pass


@rule(
    "mig/identifier-too-long",
    Severity.WARNING,
    safer="Choose a name of at most 63 bytes.",
    bad=f"CREATE TABLE app.{'very_' * 13}long (id bigint);",
    good=f"CREATE TABLE app.{'very_' * 11}long (id bigint);",
)
def name_cut(moment: Moment) -> Iterator[str]:
    seen: set[str] = set()
    for token in moment.statement.tokens:
        if token.kind != "name" or len(token.text) <= LONGEST_NAME // 4 or token.value in seen:
            continue
        if byte_length(token.value) > LONGEST_NAME:
            seen.add(token.value)
            yield f"PostgreSQL cuts {token.text[:80]} to {clip(token.value)} without an error."


@rule(
    "mig/duplicate-column-assignment",
    Severity.ERROR,
    safer="Name each column once.",
    bad="UPDATE app.visits SET pages = 1, pages = 2 WHERE id = 1;",
    good="UPDATE app.visits SET pages = 1, country = 'de' WHERE id = 1;",
)
def named_twice(moment: Moment) -> Iterator[str]:
    for columns in _column_lists(moment):
        for name in sorted(name for name, times in Counter(columns).items() if name and times > 1):
            yield f"{name} is named twice: PostgreSQL refuses this."


def _column_lists(moment: Moment) -> Iterator[list[str]]:
    """Lists in which no column may stand twice."""
    match moment.form:
        case f.CreateTable(columns=columns):
            yield [clip(column.name) for column in columns]
        case f.CreateView(columns=named) if named:
            yield [clip(name) for name in named]
        case f.Insert() | f.Update() | f.Query():
            tokens = moment.statement.tokens
            for place, word in enumerate(tokens):
                if word.is_key("SET"):
                    yield _assigned(Cursor("", tokens[place + 1 :]))
                elif word.is_key("INSERT"):
                    yield _inserted(Cursor("", tokens[place + 1 :]))


def _assigned(cursor: Cursor) -> list[str]:
    """Columns that SET assigns to; several parts of one column count once."""
    whole: list[str] = []
    parts: set[str] = set()
    for item in cursor.until("FROM", "WHERE", "RETURNING", "WHEN").items():
        if item.sees("("):
            whole += item.column_names()
        elif item.peek(1).text in (".", "["):
            parts.add(item.name())
        else:
            whole.append(item.name())
    return [clip(name) for name in (*whole, *parts)]


def _inserted(cursor: Cursor) -> list[str]:
    if cursor.accept("INTO"):
        cursor.qualified()
    return [clip(name) for name in cursor.column_names()]


@rule(
    "mig/opaque-do-block",
    Severity.NOTE,
    safer="Write the statements themselves; a migration can say IF EXISTS.",
    bad="DO $$ BEGIN EXECUTE 'DROP TABLE app.visits'; END $$;",
    good="DROP TABLE IF EXISTS app.visits;",
)
def hidden_statements(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.Do):
        yield "What a DO block runs cannot be judged before it runs."


@rule(
    "mig/untracked-function-body",
    Severity.NOTE,
    safer="LANGUAGE sql with BEGIN ATOMIC … END, which PostgreSQL reads when it is created.",
    bad="CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    good="CREATE FUNCTION app.one() RETURNS int LANGUAGE sql RETURN 1;",
)
def body_in_string(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.CreateRoutine) and moment.form.has_string_body:
        yield "PostgreSQL does not know what the body uses: nothing keeps it from being dropped."


@rule(
    "mig/extension-upgrade",
    Severity.NOTE,
    safer="Read what is new in the extension, and try it on a copy first.",
    bad="ALTER EXTENSION pg_trgm UPDATE;",
    good="CREATE EXTENSION IF NOT EXISTS pg_trgm;",
)
def extension_updated(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.Alter) and form.kind == "EXTENSION" and form.verb == "UPDATE":
        yield f"{form.name} runs a script of its own that changes what it made."


@rule(
    "mig/authz-change",
    Severity.NOTE,
    safer="Let someone else look at who may do what afterwards.",
    bad="GRANT SELECT ON app.visits TO reader;",
    good="COMMENT ON TABLE app.visits IS 'Who came';",
)
def rights_change(moment: Moment) -> Iterator[str]:
    form = moment.form
    is_policy = isinstance(form, f.Create | f.Alter | f.Drop) and form.kind in (
        "POLICY",
        "DEFAULT PRIVILEGES",
    )
    if is_policy or isinstance(form, f.Grant):
        yield "Who may read or write what changes with this."
    for table, action in moment.actions:
        if isinstance(action, f.ChangeRowSecurity):
            yield f"Which rows of {table} are seen changes with this."


@rule(
    "mig/wrong-role-or-owner",
    Severity.NOTE,
    safer="SET ROLE to the owner of the schema first.",
    bad="CREATE TABLE app.calls (id bigint);",
    good="SET ROLE keeper; CREATE TABLE app.calls (id bigint);",
)
def made_by_anyone(moment: Moment) -> Iterator[str]:
    reads = f.Transaction | f.Set | f.Query | f.Other | f.Analyze | f.Vacuum | f.Lock
    if moment.session.statements == 0 and not isinstance(moment.form, reads):
        yield "What is made here belongs to whoever happens to run it."
