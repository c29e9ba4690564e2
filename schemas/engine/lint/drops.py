"""What is lost, and whom it breaks."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.effects.world import Relation
from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Example, Hit, Moment, rule
from schemas.engine.read.statements import forms as f
from schemas.engine.sql_text import Sql

_TO_DELETE = "_delete"
_DROPPED_FOR_GOOD = ("TABLE", "SCHEMA", "DATABASE")


def _dropped(moment: Moment, *kinds: str) -> Iterator[f.Name]:
    """What is dropped of these kinds, unless the script itself made it."""
    form = moment.form
    if isinstance(form, f.Drop) and form.kind in kinds:
        yield from (name for name in form.names if not moment.is_new(name))


@rule(
    "mig/drop-column",
    Severity.WARNING,
    safer="Release clients that no longer use the column first; drop it in a later migration.",
    bad="ALTER TABLE app.visits DROP COLUMN country;",
    good="ALTER TABLE app.visits ALTER COLUMN country DROP DEFAULT;",
)
def column_dropped(moment: Moment) -> Iterator[str]:
    for table, action in moment.actions:
        if isinstance(action, f.DropColumn):
            yield f"The values of {table}.{action.name} are lost, and clients that read it fail."


@rule(
    "mig/drop-table",
    Severity.WARNING,
    safer="Rename the table, wait until nobody misses it, then drop it.",
    bad="DROP TABLE app.visits;",
    good="ALTER TABLE app.visits SET (fillfactor = 90);",
)
def table_dropped(moment: Moment) -> Iterator[str]:
    for name in _dropped(moment, "TABLE"):
        yield f"All rows of {name} are lost."


@rule(
    "mig/drop-schema",
    Severity.ERROR,
    safer="Drop what is in it one by one, and look at each.",
    bad="DROP SCHEMA app;",
    good="CREATE SCHEMA app;",
)
def schema_dropped(moment: Moment) -> Iterator[str]:
    for name in _dropped(moment, "SCHEMA"):
        yield f"Everything in {name} is lost."


@rule(
    "mig/drop-database",
    Severity.ERROR,
    safer="Not in a migration.",
    bad="DROP DATABASE shop;",
    good="COMMENT ON DATABASE shop IS 'The shop';",
)
def database_dropped(moment: Moment) -> Iterator[str]:
    for name in _dropped(moment, "DATABASE"):
        yield f"Everything in {name} is lost."


@rule(
    "mig/drop-cascade",
    Severity.WARNING,
    safer="Name each dependent object and drop it in a statement of its own.",
    bad="DROP TABLE app.visits CASCADE;",
    good="DROP TABLE app.visits;",
)
def cascade(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.Drop) and form.cascade:
        yield "CASCADE drops whatever depends on it, without saying what."
    elif isinstance(form, f.Truncate) and form.cascade:
        yield "CASCADE empties whatever points at it, without saying what."
    for _, action in moment.actions:
        if isinstance(action, f.DropColumn | f.DropConstraint) and action.cascade:
            yield f"CASCADE drops whatever depends on {action.name}, without saying what."


@rule(
    "mig/drop-table-unmarked",
    Severity.NOTE,
    safer="ALTER TABLE visits RENAME TO visits_delete; drop it some releases later.",
    bad="DROP TABLE app.visits;",
    good="DROP TABLE app.visits_delete;",
)
def not_marked_first(moment: Moment) -> Iterator[Hit]:
    for name in _dropped(moment, "TABLE"):
        if not name.name.endswith(_TO_DELETE):
            marked = f.Name("", name.name + _TO_DELETE)
            yield Hit(
                f"{name} was not renamed first, so nobody has noticed whether it is missed.",
                f"ALTER TABLE {name} RENAME TO {marked}",
            )


@rule(
    "mig/truncate",
    Severity.WARNING,
    safer="DELETE in batches.",
    bad="TRUNCATE app.visits;",
    good="DELETE FROM app.visits WHERE at < '2020-01-01';",
)
def emptied(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.Truncate):
        for name in moment.form.names:
            if not moment.is_new(name):
                yield f"All rows of {name} are lost, and readers wait."


@rule(
    "mig/truncate-cascade",
    Severity.ERROR,
    safer="Name every table that is to be emptied.",
    bad="TRUNCATE app.visits CASCADE;",
    good="TRUNCATE app.visits, app.clicks;",
)
def emptied_with_others(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.Truncate) and moment.form.cascade:
        yield "Every table with a foreign key to it is emptied too."


@rule(
    "mig/create-table-force",
    Severity.WARNING,
    safer="Alter the table that is there.",
    bad="DROP TABLE IF EXISTS app.visits; CREATE TABLE app.visits (id bigint PRIMARY KEY);",
    good="CREATE TABLE app.visits (id bigint PRIMARY KEY);",
)
def made_again(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.CreateTable) and str(form.name) in moment.session.dropped_tables:
        yield f"{form.name} is dropped and made again: its rows are lost."


@rule(
    "mig/create-table-as",
    Severity.NOTE,
    safer="CREATE TABLE … (LIKE … INCLUDING ALL), then INSERT.",
    bad="CREATE TABLE app.old_visits AS SELECT * FROM app.visits;",
    good="CREATE TABLE app.old_visits (LIKE app.visits INCLUDING ALL);",
)
def table_from_query(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.CreateTable) and form.query and not form.is_temporary:
        yield f"{form.name} gets no keys, constraints, defaults or indexes."


@rule(
    "mig/irreversible",
    Severity.NOTE,
    safer="Keep a copy of the rows, or a backup, before it runs.",
    bad="DROP TABLE app.visits;",
    good="ALTER TABLE app.visits ADD COLUMN country text;",
)
def no_way_back(moment: Moment) -> Iterator[str]:
    for what in moment.effects.destroys:
        yield f"Nothing brings back {what}."


@rule(
    "mig/broken-dependent",
    Severity.ERROR,
    safer="Drop or change what depends on it first, and make it again afterwards.",
    bad=Example(
        "ALTER TABLE visits DROP COLUMN path;",
        base="CREATE TABLE visits (path text); CREATE VIEW paths AS SELECT path FROM visits",
    ),
    good=Example(
        "ALTER TABLE visits DROP COLUMN path;",
        base="CREATE TABLE visits (path text, pages int); "
        "CREATE VIEW sums AS SELECT pages FROM visits",
    ),
)
def dependent_breaks(moment: Moment) -> Iterator[str]:
    for table, column in _touched_columns(moment):
        for other in _users(moment, table, column):
            yield f"{other} uses {table}.{column}: PostgreSQL refuses this, or drops it with it."
    for name in _dropped(moment, "TABLE", "VIEW", "MATERIALIZED VIEW"):
        readers = moment.world.reading(name) if moment.relation(name) else []
        named = moment.form.names if isinstance(moment.form, f.Drop) else ()
        keys = {moment.world.key(other) for other in named}
        for reader in readers:
            if reader.name not in keys:
                yield f"{reader.name} reads {name}: PostgreSQL refuses this, or drops it with it."


@rule(
    "mig/schema-drift",
    Severity.ERROR,
    safer="Look whether the migration was written for this schema, or has been run on it already.",
    bad=Example("ALTER TABLE visits DROP COLUMN country;", base="CREATE TABLE visits (path text)"),
    good=Example("ALTER TABLE visits DROP COLUMN path;", base="CREATE TABLE visits (path text)"),
)
def not_as_expected(moment: Moment) -> Iterator[str]:
    form = moment.form
    if not moment.world.is_complete:
        return
    if isinstance(form, f.AlterRelation | f.Drop) and not form.if_exists:
        names = form.names if isinstance(form, f.Drop) else (form.name,)
        if form.kind in ("TABLE", "VIEW", "MATERIALIZED VIEW"):
            missing = (name for name in names if moment.relation(name) is None)
            yield from (f"There is no {form.kind.lower()} {name}." for name in missing)
    elif isinstance(form, f.CreateTable) and not form.if_not_exists and moment.relation(form.name):
        yield f"There is a table {form.name} already."
    for table, action in moment.actions:
        relation = moment.relation(table)
        if relation and relation.is_known and (why := _misses(relation, action)):
            yield why


def _misses(relation: Relation, action: f.Action) -> str:
    match action:
        case f.DropColumn(name=name, if_exists=False) | f.RenameColumn(old=name):
            return "" if name in relation.columns else f"{relation.name} has no column {name}."
        case f.AlterType(column=name) | f.SetNotNull(column=name) | f.DropNotNull(column=name):
            return "" if name in relation.columns else f"{relation.name} has no column {name}."
        case f.AddColumn(column=column, if_not_exists=False):
            there = column.name in relation.columns
            return f"{relation.name} has a column {column.name} already." if there else ""
        case f.DropConstraint(name=name, if_exists=False):
            is_there = name in relation.constraints
            return "" if is_there else f"{relation.name} has no constraint {name}."
        case _:
            return ""


def _touched_columns(moment: Moment) -> Iterator[tuple[f.Name, str]]:
    for table, action in moment.actions:
        if isinstance(action, f.DropColumn):
            yield table, action.name
        elif isinstance(action, f.AlterType):
            yield table, action.column


def _users(moment: Moment, table: f.Name, column: str) -> Iterator[str]:
    """Views that name the column, and generated columns that are computed from it."""
    relation = moment.relation(table)
    if relation is None:
        return
    for view in moment.world.reading(relation.name):
        if _names(view.query, column):
            yield str(view.name)
    yield from _generated_from(relation, column)


def _generated_from(relation: Relation, column: str) -> Iterator[str]:
    for name, field in relation.columns.items():
        if field.generated and name != column and _names(field.generated, column):
            yield f"{relation.name}.{name}"


def _names(text: str, column: str) -> bool:
    return any(token.names(column) for token in Sql(text))
