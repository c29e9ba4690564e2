"""Adding columns."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.builtin_types import SERIAL
from schemas.engine.effects.alterations import is_filled
from schemas.engine.effects.volatility import is_volatile
from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Example, Hit, Moment, rule
from schemas.engine.read.statements.forms import AddColumn, ColumnDefinition, Name


def _added(moment: Moment) -> Iterator[tuple[Name, ColumnDefinition]]:
    """Columns that tables with rows in them get."""
    for table, action in moment.actions:
        if not isinstance(action, AddColumn):
            continue
        if action.if_not_exists and moment.field(table, action.column.name):
            continue
        yield table, action.column


@rule(
    "mig/add-column-rewrite-default",
    Severity.WARNING,
    safer="Add the column without a default, SET DEFAULT, then fill the rows in batches.",
    bad="ALTER TABLE app.visits ADD COLUMN token uuid DEFAULT gen_random_uuid();",
    good="ALTER TABLE app.visits ADD COLUMN seen timestamptz DEFAULT now();",
)
def volatile_default(moment: Moment) -> Iterator[str]:
    for table, column in _added(moment):
        if column.default and is_volatile(column.default, moment.world.routines):
            yield (
                f"The default of {column.name} differs from row to row, so {table} is rewritten "
                "while readers and writers wait."
            )


@rule(
    "mig/add-column-any-default",
    Severity.WARNING,
    safer="Add the column without a default, SET DEFAULT, then fill the rows in batches.",
    bad=Example("ALTER TABLE app.visits ADD COLUMN pages int DEFAULT 0;", version=10),
    good="ALTER TABLE app.visits ADD COLUMN pages int DEFAULT 0;",
)
def any_default_before_11(moment: Moment) -> Iterator[str]:
    if moment.version > 10:
        return
    for table, column in _added(moment):
        if column.default:
            yield f"Before PostgreSQL 11 the default of {column.name} is written to all of {table}."


@rule(
    "mig/add-column-serial",
    Severity.WARNING,
    safer="Add a bigint column, give it a sequence as default, fill the rows in batches.",
    bad="ALTER TABLE app.visits ADD COLUMN nr bigserial;",
    good="ALTER TABLE app.visits ADD COLUMN nr bigint;",
)
def numbered_column(moment: Moment) -> Iterator[str]:
    for table, column in _added(moment):
        if column.is_identity or column.type in SERIAL:
            yield f"Every row of {table} gets a number, so the table is rewritten under lock."


@rule(
    "mig/add-column-stored-generated",
    Severity.WARNING,
    safer="Add a plain column, keep it up to date with a trigger, and fill the rows in batches; "
    "from PostgreSQL 18 a VIRTUAL column is free.",
    bad="ALTER TABLE app.lines ADD COLUMN total int GENERATED ALWAYS AS (price * qty) STORED;",
    good="ALTER TABLE app.lines ADD COLUMN total int GENERATED ALWAYS AS (price * qty) VIRTUAL;",
)
def stored_generated(moment: Moment) -> Iterator[str]:
    for table, column in _added(moment):
        if column.generated and not column.is_virtual:
            yield f"{column.name} is computed and stored for every row of {table} under lock."


@rule(
    "mig/add-column-required",
    Severity.ERROR,
    safer="Give the column a default, or add it nullable, fill it, and SET NOT NULL afterwards.",
    bad="ALTER TABLE app.visits ADD COLUMN country text NOT NULL;",
    good="ALTER TABLE app.visits ADD COLUMN country text NOT NULL DEFAULT '';",
)
def required_without_default(moment: Moment) -> Iterator[str]:
    for table, column in _added(moment):
        is_key = any(c.kind == "PRIMARY KEY" for c in column.constraints)
        if (column.not_null or is_key) and not is_filled(column):
            yield f"{column.name} is required and has no default: this fails if {table} has rows."


@rule(
    "mig/add-column-constrained-domain",
    Severity.WARNING,
    safer="Give the column the domain's base type, and add the check NOT VALID.",
    bad="CREATE DOMAIN app.rank AS int CHECK (VALUE > 0); "
    "ALTER TABLE app.visits ADD COLUMN rank app.rank;",
    good="CREATE DOMAIN app.rank AS int; ALTER TABLE app.visits ADD COLUMN rank app.rank;",
)
def constrained_domain(moment: Moment) -> Iterator[str]:
    for table, column in _added(moment):
        if moment.world.has_constrained_domain(column.type):
            yield f"{column.type} has constraints, so {table} is rewritten even without a default."


@rule(
    "mig/add-column-inline-reference",
    Severity.WARNING,
    safer="Add the column, then the foreign key NOT VALID, then VALIDATE it on its own.",
    bad="ALTER TABLE app.visits ADD COLUMN user_id bigint REFERENCES app.users;",
    good="ALTER TABLE app.visits ADD COLUMN user_id bigint;",
)
def inline_reference(moment: Moment) -> Iterator[Hit]:
    for table, column in _added(moment):
        for key in column.constraints:
            if key.kind != "FOREIGN KEY":
                continue
            message = f"Writers of {key.target} wait while {table} is locked."
            if is_filled(column):
                message = f"The default is checked against {key.target} for every row of {table}."
            constraint = key.name or f"{table.name}_{column.name}_fkey"
            yield Hit(
                message,
                f"ALTER TABLE {table} ADD CONSTRAINT {constraint} FOREIGN KEY ({column.name}) "
                f"REFERENCES {key.target} NOT VALID; then VALIDATE CONSTRAINT {constraint}",
            )
