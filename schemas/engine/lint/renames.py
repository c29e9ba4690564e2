"""New names, which old clients do not know; and views made again."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Example, Hit, Moment, rule
from schemas.engine.read.statements import forms as f

_VISIBLE = ("TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE")


@rule(
    "mig/rename-column",
    Severity.WARNING,
    safer="Add a column under the new name, write both, move the clients, then drop the old one.",
    bad="ALTER TABLE app.visits RENAME COLUMN path TO url;",
    good="ALTER TABLE app.visits RENAME CONSTRAINT visits_pkey TO visit_key;",
)
def column_renamed(moment: Moment) -> Iterator[str]:
    for _, action in moment.actions:
        if isinstance(action, f.RenameColumn):
            yield f"Clients that still say {action.old} fail from here on."


@rule(
    "mig/rename-table",
    Severity.WARNING,
    safer="Rename it and, in the same transaction, make a view under the old name.",
    bad="ALTER TABLE app.visits RENAME TO calls;",
    good="ALTER INDEX app.visit_path RENAME TO visit_url;",
)
def table_renamed(moment: Moment) -> Iterator[Hit]:
    form = moment.form
    if not isinstance(form, f.AlterRelation) or form.kind not in _VISIBLE:
        return
    for table, action in moment.actions:
        if isinstance(action, f.RenameTo) and str(table) not in moment.session.views:
            new = f.Name(table.schema, action.name)
            yield Hit(
                f"Clients that still say {table} fail from here on.",
                f"In the same transaction: CREATE VIEW {table} AS SELECT * FROM {new}",
            )


@rule(
    "mig/rename-schema",
    Severity.WARNING,
    safer="Make a new schema, and views in the old one, until all clients have moved.",
    bad="ALTER SCHEMA app RENAME TO shop;",
    good="ALTER SCHEMA app OWNER TO keeper;",
)
def schema_renamed(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.Alter) and form.kind == "SCHEMA" and form.new_name:
        yield f"Clients that still say {form.name} fail from here on."


@rule(
    "mig/backward-incompatible",
    Severity.WARNING,
    safer="Spread it over two releases: first what old and new clients both live with.",
    bad="ALTER TABLE app.visits RENAME COLUMN path TO url;",
    good="ALTER TABLE app.visits ADD COLUMN url text;",
)
def old_clients_fail(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.Drop) and form.kind in ("TABLE", "VIEW", "SCHEMA", "DATABASE", "TYPE"):
        if not all(moment.is_new(name) for name in form.names):
            yield "Clients that still use what is dropped fail from here on."
    elif isinstance(form, f.Alter) and form.new_name:
        yield "Clients that still use the old name fail from here on."
    elif isinstance(form, f.CreateIndex) and form.is_unique and not moment.is_new(form.table):
        yield "Clients that write equal values fail from here on."
    for table, action in moment.actions:
        if isinstance(action, f.RenameTo) and str(table) in moment.session.views:
            continue
        if why := _breaks(action):
            yield f"{table}: {why}"


def _breaks(action: f.Action) -> str:
    match action:
        case f.RenameTo() | f.RenameColumn() | f.SetSchema():
            return "clients that still use the old name fail from here on."
        case f.DropColumn(name=name):
            return f"clients that still use {name} fail from here on."
        case f.AlterType(column=name):
            return f"clients may not understand the new type of {name}."
        case f.SetNotNull(column=name):
            return f"clients that leave {name} out fail from here on."
        case f.AddConstraint(constraint=c) if c.kind != "NOT NULL" and c.is_enforced:
            return "clients that write what the constraint forbids fail from here on."
        case f.AddColumn(column=c) if c.not_null and not c.default:
            return f"clients that leave {c.name} out fail from here on."
        case _:
            return ""


@rule(
    "mig/view-options-lost",
    Severity.WARNING,
    safer="CREATE OR REPLACE VIEW with the options it had, or grant, comment and set them again.",
    bad="DROP VIEW app.totals; CREATE VIEW app.totals AS SELECT 1 AS one;",
    good="CREATE OR REPLACE VIEW app.totals AS SELECT 1 AS one;",
)
def view_made_again(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.CreateView) and str(form.name) in moment.session.dropped_views:
        lost = "grants, comments and owner"
        if "security_invoker" not in form.options:
            lost = f"options such as security_invoker, {lost}"
        yield f"{form.name} comes back without the {lost} that it had."


@rule(
    "mig/function-volatility-change",
    Severity.WARNING,
    safer="Make a function under a new name, and move the index or column over to it.",
    bad=Example(
        "CREATE OR REPLACE FUNCTION twice(n int) RETURNS int LANGUAGE sql VOLATILE "
        "AS 'SELECT n * 2';",
        base="CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2'",
    ),
    good=Example(
        "CREATE OR REPLACE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE "
        "AS 'SELECT n + n';",
        base="CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2'",
    ),
)
def less_steady(moment: Moment) -> Iterator[str]:
    form = moment.form
    if not isinstance(form, f.CreateRoutine) or not form.or_replace:
        return
    known = moment.world.routines.get(form.name.name)
    if known and known != form.volatility:
        yield f"{form.name} was {known}: indexes and generated columns may rely on that."
